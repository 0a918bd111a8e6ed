namespace Fluers.Sdk;

/// <summary>The member of an envelope that is the session's log. Generated code creates it.</summary>
/// <typeparam name="TEnvelope">The envelope.</typeparam>
public abstract class SessionLogMember<TEnvelope>
{
    private protected SessionLogMember(string name) => Name = name;

    /// <summary>The name of the member.</summary>
    public string Name { get; }

    /// <summary>The schema of the entries.</summary>
    public abstract SessionSchema EntrySchema { get; }

    internal abstract LogTracker<TEnvelope> Track();
}

/// <summary>The member of an envelope that is the session's log. Generated code creates it.</summary>
/// <typeparam name="TEnvelope">The envelope.</typeparam>
/// <typeparam name="TEntry">The entry.</typeparam>
/// <param name="name">The name of the member.</param>
/// <param name="get">Takes the log from an envelope.</param>
/// <param name="with">Gives an envelope with another log: a copy of an immutable one, the same object of a mutable one.</param>
public sealed class SessionLogMember<TEnvelope, TEntry>(
    string name, Func<TEnvelope, SessionLog<TEntry>?> get, Func<TEnvelope, SessionLog<TEntry>, TEnvelope> with)
    : SessionLogMember<TEnvelope>(name)
    where TEntry : ISessionSchema<TEntry>
{
    /// <inheritdoc/>
    public override SessionSchema EntrySchema => TEntry.Schema;

    /// <summary>The log of an envelope; empty where the envelope has null.</summary>
    public SessionLog<TEntry> Get(TEnvelope envelope) => get(envelope) ?? SessionLog<TEntry>.Empty;

    /// <summary>An envelope with another log: a copy of an immutable one, the same object of a mutable one.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="log">The log.</param>
    public TEnvelope With(TEnvelope envelope, SessionLog<TEntry> log) => with(envelope, log);

    internal override LogTracker<TEnvelope> Track() => new LogTracker<TEnvelope, TEntry>(this);
}
