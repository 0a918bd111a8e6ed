using System.Diagnostics.CodeAnalysis;

namespace Fluers.Sdk;

/// <summary>What became of an attempt to load a session.</summary>
/// <typeparam name="TEnvelope">The envelope that was asked for.</typeparam>
public sealed class SessionLoad<TEnvelope>
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    internal static readonly SessionLoad<TEnvelope> NotFound = new();

    private SessionLoad()
    {
    }

    internal SessionLoad(Session<TEnvelope> session, SchemaVerdict verdict)
    {
        Session = session;
        Verdict = verdict;
    }

    internal SessionLoad(SessionSchemaException refusal)
    {
        Refusal = refusal;
        Verdict = refusal.Verdict;
    }

    /// <summary>What the guard said; <see langword="null"/> when there is no such session.</summary>
    public SchemaVerdict? Verdict { get; }

    /// <summary>The session; <see langword="null"/> when there is none, or none that this build reads.</summary>
    public Session<TEnvelope>? Session { get; }

    /// <summary>Why the session was refused, as <see cref="SessionStore.LoadAsync"/> would throw it; otherwise <see langword="null"/>.</summary>
    public SessionSchemaException? Refusal { get; }

    /// <summary>Whether the session was loaded.</summary>
    [MemberNotNullWhen(true, nameof(Session), nameof(Verdict))]
    public bool Loaded => Session is not null;
}
