using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Schemas.Checking;

/// <summary>What a check finds, and where.</summary>
/// <param name="Fault">What was found.</param>
/// <param name="Path">The path of the lock.</param>
/// <param name="Line">The line, counted from 1.</param>
internal sealed record CheckFinding(LockFault Fault, string Path, int Line)
{
    /// <summary>A lock that cannot be read.</summary>
    public static CheckFinding Of(CheckedLock file, LockException wrong) =>
        new(new LockFault(file.Id, 0, wrong.Id, IsError: true, $"the lock cannot be read, {wrong.Message}; {wrong.Answer}"), file.Path, wrong.Line);

    /// <param name="before">Where the lock was.</param>
    /// <param name="now">The lock as it is; <see langword="null"/> where it is gone.</param>
    /// <param name="fault">What was found in it.</param>
    public static CheckFinding Of(string before, CheckedLock? now, LockFault fault) => new(fault, now?.Path ?? before, now?.LineOf(fault.Version) ?? 1);
}
