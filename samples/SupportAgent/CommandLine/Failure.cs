using System.Text.RegularExpressions;
using Fluers.Sdk;

namespace SupportAgent;

/// <summary>Ends the program: one sentence that says what is wrong and how to mend it, and the exit code that stands for it.</summary>
internal sealed partial class Failure(ExitCode exitCode, string sentence) : Exception(sentence)
{
    public ExitCode ExitCode => exitCode;

    /// <summary>What a user can mend, as a failure; <see langword="null"/> for a fault of the program, which deserves its stack trace.</summary>
    public static Failure? Of(Exception e) => e switch
    {
        Failure failure => failure,
        SessionNotFoundException => new Failure(ExitCode.NoSession, OneSentence(e.Message)),
        SessionStorageException => new Failure(ExitCode.Store, OneSentence(e.Message)),
        SessionCorruptException or SessionSchemaException => new Failure(ExitCode.Unreadable, OneSentence(e.Message)),
        SessionConflictException => new Failure(ExitCode.Conflict, OneSentence(e.Message)),
        _ => null,
    };

    /// <summary>A text without line breaks.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    // The SDK says what was found, what happened and what to do, each in a sentence of its own.
    private static string OneSentence(string text) =>
        NextSentence.Replace(OneLine(text), start => $"; {char.ToLowerInvariant(start.ValueSpan[^1])}");

    [GeneratedRegex(@"\. [A-Z](?=[a-z ])")]
    private static partial Regex NextSentence { get; }
}
