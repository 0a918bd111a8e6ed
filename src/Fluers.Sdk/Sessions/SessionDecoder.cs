using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

/// <summary>Turns the frames that a storage reads into an envelope with its log.</summary>
internal sealed class SessionDecoder<TEnvelope>(SessionKey key, LogTracker<TEnvelope> log) : IFrameSink
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    private long _entryCount;

    /// <summary>Why this build does not read the session; <see langword="null"/> when it does.</summary>
    public SessionSchemaException? Refusal { get; private set; }

    /// <summary>The revision that was read.</summary>
    public long Revision { get; private set; }

    /// <summary>The id of the commit that made it.</summary>
    public Guid LastCommit { get; private set; }

    /// <summary>The header of the stored head.</summary>
    public FrameHeader Header { get; private set; }

    /// <summary>The envelope as its frame holds it, without entries; unset when it was refused.</summary>
    public TEnvelope? Head { get; private set; }

    /// <summary>The envelope with all entries taken.</summary>
    /// <exception cref="SessionCorruptException">Entries at the end of the log are missing.</exception>
    public TEnvelope Envelope => log.StoredCount == _entryCount
        ? log.Attach(Head!)
        : throw new SessionCorruptException(key, $"the log has {_entryCount} entries, but only {log.StoredCount} are stored");

    public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head)
    {
        try
        {
            Header = FrameReader.Single(head);
            if (Header.Kind != FrameKind.Head)
            {
                throw new SessionCorruptException($"the head is a frame of kind {Header.Kind}", 0);
            }

            Revision = info.Revision;
            LastCommit = info.LastCommit;
            _entryCount = info.EntryCount;
            log.Expect(info.EntryCount);
            Refusal = TEnvelope.Schema.Refusal(Header, key);
            Head = Refusal is null ? TEnvelope.Schema.DecodePayload(Header, head[FrameHeader.Size..]) : default;
        }
        catch (SessionCorruptException e)
        {
            SessionCorruptException found = e.At(e.In with { Session = key });
            Refusal = found.In.IsIntact ? new SessionSchemaException(TEnvelope.Schema, found) : throw found;
        }
        catch (SessionSchemaException e)
        {
            Refusal = e.At(TEnvelope.Schema, key);
        }
    }

    public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames)
    {
        if (Refusal is not null)
        {
            return;
        }

        if (firstEntry != log.StoredCount)
        {
            throw new SessionCorruptException(key, $"entry {log.StoredCount} is missing, the next one stored is {firstEntry}");
        }

        Refusal = log.Take(frames, key);
    }
}
