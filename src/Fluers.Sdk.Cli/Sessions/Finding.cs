namespace Fluers.Sdk.Cli.Sessions;

/// <summary>Something that is wrong with a session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Entry">The entry; <see langword="null"/> where it is the head, or the session as a whole.</param>
/// <param name="Kind">One word for programs: the verdict of the guard, or <c>damaged</c>.</param>
/// <param name="Text">What was found, and what to do.</param>
internal sealed record Finding(SessionKey Session, long? Entry, string Kind, string Text)
{
    /// <summary>The kind of what lies beside a session that loads.</summary>
    public const string SetAside = "set aside";
}
