using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

/// <summary>Keeps the frames that a storage reads, block by block, to store them elsewhere. Damaged frames are not kept.</summary>
internal sealed class FrameCopy(SessionKey key) : IFrameSink, IHistoryPart
{
    /// <summary>The entries, whole frames one after the other, with the number of frames in each block.</summary>
    public List<(byte[] Frames, int Count)> Blocks { get; } = [];

    /// <summary>The head, one frame.</summary>
    public byte[] Head { get; private set; } = [];

    /// <summary>The number of entries kept.</summary>
    public int EntryCount { get; private set; }

    /// <summary>The length of all that was kept, in bytes.</summary>
    public long Length { get; private set; }

    public StoredSessionInfo Info { get; private set; } = null!;

    public FrameHeader? LastEntry { get; private set; }

    public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head)
    {
        try
        {
            if (FrameReader.Single(head).Kind is not FrameKind.Head and var kind)
            {
                throw new SessionCorruptException($"the head is a frame of kind {kind}", 0);
            }
        }
        catch (SessionCorruptException e)
        {
            throw e.At(e.In with { Session = key });
        }

        Info = info;
        Head = head.ToArray();
        Length += head.Length;
    }

    public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames)
    {
        int count = EntryFrames.Count(frames, firstEntry, key);
        Blocks.Add((frames.ToArray(), count));
        EntryCount += count;
        Length += frames.Length;
        LastEntry = EntryFrames.Last(frames);
    }
}
