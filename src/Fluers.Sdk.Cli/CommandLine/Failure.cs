using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.CommandLine;

/// <summary>Why a command cannot go on.</summary>
/// <param name="exitCode">What the tool ends with.</param>
/// <param name="message">What was found, and what to do.</param>
/// <param name="innerException">What a lower layer said.</param>
internal sealed class Failure(int exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode => exitCode;

    public static Failure Usage(string message) => new(CommandLine.ExitCode.Usage, message);

    public static Failure NotFound(string message) => new(CommandLine.ExitCode.NotFound, message);

    /// <summary>The exit code for any error.</summary>
    public static int CodeOf(Exception error) => error switch
    {
        Failure failure => failure.ExitCode,
        OperationCanceledException => CommandLine.ExitCode.Cancelled,
        SessionNotFoundException => CommandLine.ExitCode.NotFound,
        SessionConflictException => CommandLine.ExitCode.Conflict,
        SessionException or LockException or IOException or UnauthorizedAccessException => CommandLine.ExitCode.Storage,
        _ => CommandLine.ExitCode.Fault,
    };
}
