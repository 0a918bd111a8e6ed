using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

/// <summary>Keeps the frames that a storage reads, to store them under another key. Damaged frames are not copied.</summary>
internal sealed class FrameCopy(SessionKey key) : IFrameSink
{
    private readonly List<byte[]> _entries = [];

    /// <summary>The head, one frame.</summary>
    public byte[] Head { get; private set; } = [];

    /// <summary>The number of entries kept.</summary>
    public int EntryCount { get; private set; }

    /// <summary>The number of entries in the whole log.</summary>
    public long StoredEntryCount { get; private set; }

    public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head)
    {
        try
        {
            FrameReader.Single(head);
            Head = head.ToArray();
            StoredEntryCount = info.EntryCount;
        }
        catch (SessionCorruptException e)
        {
            throw e.At(e.In with { Session = key });
        }
    }

    public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames)
    {
        EntryCount += EntryFrames.Count(frames, firstEntry, key);
        _entries.Add(frames.ToArray());
    }

    /// <summary>The entries kept, one frame after the other.</summary>
    public byte[] Entries()
    {
        byte[] entries = new byte[_entries.Sum(block => block.Length)];
        int at = 0;
        foreach (byte[] block in _entries)
        {
            block.CopyTo(entries, at);
            at += block.Length;
        }

        return entries;
    }

    /// <summary>The commit that creates a session of what was kept.</summary>
    public SessionCommit As(SessionKey fork) => new()
    {
        Key = fork,
        ExpectedRevision = 0,
        CommitId = Guid.CreateVersion7(),
        Head = Head,
        Entries = Entries(),
        EntryCount = EntryCount,
    };
}
