using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Stores;

/// <summary>Takes one frame whose length and checksum are right.</summary>
/// <param name="entry">Its sequence number in the log; <see langword="null"/> for the head.</param>
/// <param name="header">Its header.</param>
/// <param name="frame">The whole frame, valid during the call.</param>
internal delegate void FrameTaker(long? entry, in FrameHeader header, ReadOnlySpan<byte> frame);

/// <summary>Hands a session's frames on one by one, in their order, each of them checked.</summary>
internal sealed class FrameSink(SessionKey key, FrameTaker take) : IFrameSink, IHistoryPart
{
    private long? _expected;

    /// <summary>The session as of the revision that is being read.</summary>
    public StoredSessionInfo? Info { get; private set; }

    /// <summary>The header of the last entry that was taken.</summary>
    public FrameHeader? LastEntry { get; private set; }

    StoredSessionInfo IHistoryPart.Info => Info!;

    /// <summary>The sequence number behind the last entry that was taken; <see langword="null"/> before the first.</summary>
    public long? Next => _expected;

    public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head)
    {
        Info = info;
        Take(null, FrameKind.Head, head, single: true);
    }

    public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames)
    {
        if (_expected is { } expected && expected != firstEntry)
        {
            throw new SessionCorruptException(key, $"entry {firstEntry} follows entry {expected - 1}");
        }

        _expected = firstEntry;
        Take(firstEntry, FrameKind.Entry, frames, single: false);
    }

    private void Take(long? entry, FrameKind kind, ReadOnlySpan<byte> frames, bool single)
    {
        string place = entry is null ? "the head" : $"entry {entry}";
        try
        {
            if (single)
            {
                FrameReader.Single(frames);
            }

            for (var reader = new FrameReader(frames); reader.MoveNext();)
            {
                FrameHeader header = reader.Header;
                if (header.Kind != kind)
                {
                    throw new SessionCorruptException($"a frame of kind {header.Kind} stands there", reader.Offset);
                }

                take(entry, header, reader.Frame);
                if (entry is not null)
                {
                    LastEntry = header;
                    entry = _expected = entry + 1;
                    place = $"entry {entry}";
                }
            }
        }
        catch (SessionCorruptException e) when (e.Session is null)
        {
            throw new SessionCorruptException(key, $"{place}: {e.Reason}", e.Offset, e);
        }
    }
}
