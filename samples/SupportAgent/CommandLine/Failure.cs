using Fluers.Sdk;

namespace SupportAgent;

/// <summary>Ends the program: one sentence that says what is wrong and how to mend it, and the exit code that stands for it.</summary>
internal sealed class Failure(ExitCode exitCode, string sentence) : Exception(sentence)
{
    public ExitCode ExitCode => exitCode;

    /// <summary>What a user can mend, as a failure; <see langword="null"/> for a fault of the program, which deserves its stack trace.</summary>
    public static Failure? Of(Exception e) => e switch
    {
        Failure failure => failure,
        SessionNotFoundException => new Failure(ExitCode.NoSession, OneLine(e.Message)),
        SessionStorageException => new Failure(ExitCode.Store, OneLine(e.Message)),
        SessionCorruptException or SessionSchemaException => new Failure(ExitCode.Unreadable, OneLine(e.Message)),
        SessionConflictException => new Failure(ExitCode.Conflict, OneLine(e.Message)),
        _ => null,
    };

    /// <summary>A text without line breaks.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
