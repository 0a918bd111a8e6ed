using Fluers.Sdk.Frames;

namespace Fluers.Sdk;

/// <summary>Knows which entries of a session are stored, so that a save finds the new ones.</summary>
internal class LogTracker<TEnvelope>
{
    /// <summary>The number of entries that are stored.</summary>
    public long StoredCount { get; protected set; }

    /// <summary>Makes room for as many entries as the storage says that there are.</summary>
    public virtual void Expect(long count)
    {
    }

    /// <summary>Takes stored entries: whole frames, in order, behind those taken before.</summary>
    /// <returns>The error for an entry that this build does not read.</returns>
    public virtual SessionSchemaException? Take(ReadOnlySpan<byte> frames, SessionKey key)
    {
        // An envelope without a log: entries of an older shape stay stored, unread.
        StoredCount += EntryFrames.Count(frames, StoredCount, key);
        return null;
    }

    /// <summary>An envelope with the log that is stored.</summary>
    public virtual TEnvelope Attach(TEnvelope envelope) => envelope;

    /// <summary>Writes the entries of an envelope that are not stored yet.</summary>
    /// <exception cref="SessionValueException">An entry does not fit its schema, or the stored history was replaced.</exception>
    public virtual void WriteNew(TEnvelope envelope, FrameWriter frames)
    {
    }

    /// <summary>Takes note that what was written last is stored.</summary>
    public virtual void Stored()
    {
    }
}

/// <summary>Knows which entries of a session are stored, so that a save finds the new ones.</summary>
internal sealed class LogTracker<TEnvelope, TEntry>(SessionLogMember<TEnvelope, TEntry> member) : LogTracker<TEnvelope>
    where TEntry : ISessionSchema<TEntry>
{
    private SessionLog<TEntry> _stored = SessionLog<TEntry>.Empty;
    private SessionLog<TEntry> _written = SessionLog<TEntry>.Empty;
    private EntryBuffer<TEntry>? _read;

    public override void Expect(long count) => (_read ??= new()).Expect(count);

    public override SessionSchemaException? Take(ReadOnlySpan<byte> frames, SessionKey key)
    {
        SessionSchemaException? refusal = EntryFrames.Decode(frames, StoredCount, key, _read ??= new());
        StoredCount = _read.Count;
        return refusal;
    }

    public override TEnvelope Attach(TEnvelope envelope)
    {
        (_stored, _read) = (_read?.ToLog() ?? _stored, null);
        return member.With(envelope, _stored);
    }

    public TEnvelope Append(TEnvelope envelope, TEntry entry) => member.With(envelope, member.Get(envelope).Append(entry));

    public override void WriteNew(TEnvelope envelope, FrameWriter frames)
    {
        SessionLog<TEntry> log = member.Get(envelope);
        if (!log.StartsWith(_stored))
        {
            throw new SessionValueException(
                $"{member.Name} no longer begins with the {_stored.Count} entries that are stored, and a log only grows; "
                + "to go on from an earlier entry, fork the session there with ForkAsync");
        }

        SessionSchema<TEntry> schema = TEntry.Schema;
        foreach (TEntry entry in log.AsSpan()[_stored.Count..])
        {
            frames.Write(schema, FrameKind.Entry, entry);
        }

        _written = log;
    }

    public override void Stored()
    {
        _stored = _written;
        StoredCount = _stored.Count;
    }
}
