using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

/// <summary>Turns the frames that a storage reads into entries, whatever the head is.</summary>
internal sealed class EntryDecoder<TEntry>(SessionKey key) : IFrameSink
    where TEntry : ISessionSchema<TEntry>
{
    public EntryBuffer<TEntry> Entries { get; } = new();

    /// <summary>The number of entries in the whole log.</summary>
    public long EntryCount { get; private set; }

    /// <summary>The revision that was read.</summary>
    public long Revision { get; private set; }

    public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head)
    {
        EntryCount = info.EntryCount;
        Revision = info.Revision;
    }

    public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames)
    {
        if (EntryFrames.Decode(frames, firstEntry, key, Entries) is { } refusal)
        {
            throw refusal;
        }
    }
}
