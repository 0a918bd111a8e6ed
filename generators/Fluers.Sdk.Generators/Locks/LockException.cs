namespace Fluers.Sdk.Generators.Locks;

/// <summary>A lock file is not what it should be.</summary>
/// <param name="reason">What was found and what was expected.</param>
/// <param name="line">Where, counted from 1.</param>
internal sealed class LockException(string reason, int line) : Exception($"line {line}: {reason}")
{
    public int Line => line;

    /// <summary>Whether the file is well formed, but tells two histories of one version.</summary>
    public bool IsDiverged { get; init; }
}
