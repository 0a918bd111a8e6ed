using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

/// <summary>Turns the frames that a storage reads into entries, whatever the head is.</summary>
internal sealed class EntryDecoder<TEntry>(SessionKey key) : IFrameSink, IHistoryPart
    where TEntry : ISessionSchema<TEntry>
{
    public EntryBuffer<TEntry> Entries { get; } = new();

    public StoredSessionInfo Info { get; private set; } = null!;

    public FrameHeader? LastEntry { get; private set; }

    public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head) => Info = info;

    public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames)
    {
        if (EntryFrames.Decode(frames, firstEntry, key, Entries) is { } refusal)
        {
            throw refusal;
        }

        LastEntry = EntryFrames.Last(frames);
    }
}
