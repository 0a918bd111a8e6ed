using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Storage;

/// <summary>
/// Hands the rows of a log to a sink, cut to the range that was asked for, for storages that keep one or more entries in a row.
/// Rows that are missing are damage, not the end of the log.
/// </summary>
/// <param name="session">The session as it was read, in the same snapshot as the rows.</param>
/// <param name="range">Which entries were asked for.</param>
/// <param name="sink">Takes them.</param>
public sealed class LogRows(StoredSessionInfo session, EntryRange range, IFrameSink sink)
{
    private readonly long _end = range.EndIn(session.EntryCount);
    private long _next = range.From;

    /// <summary>Whether the sink has all entries that were asked for.</summary>
    public bool IsComplete => _next >= _end;

    /// <summary>Takes the next row. The first one is the last that begins at or before the range.</summary>
    /// <param name="first">The sequence number of the row's first entry.</param>
    /// <param name="count">How many entries the row states.</param>
    /// <param name="frames">Their frames.</param>
    /// <exception cref="SessionCorruptException">The row is not the next one of the log, or holds something else than it states.</exception>
    public void Take(long first, long count, ReadOnlySpan<byte> frames)
    {
        if (IsComplete)
        {
            return;
        }

        long behind = first + count;
        if (first > _next || behind <= _next || !MayHold(frames, count))
        {
            throw Missing();
        }

        long until = Math.Min(behind, _end);
        if (first < _next || until < behind)
        {
            frames = Part(frames, _next - first, until - _next);
        }

        sink.OnEntries(_next, frames);
        _next = until;
    }

    /// <summary>Ends the log: no row follows.</summary>
    /// <exception cref="SessionCorruptException">Entries that were asked for are missing.</exception>
    public void Complete()
    {
        if (!IsComplete)
        {
            throw Missing();
        }
    }

    private SessionCorruptException Missing() => new(session.Key, $"entry {_next} of {session.EntryCount} is missing from the log");

    /// <summary>Whether a row holds as many frames as it states. When one of them is damaged, the sink, which checks all, will say so.</summary>
    private static bool MayHold(ReadOnlySpan<byte> frames, long stated)
    {
        long count = 0;
        for (; !frames.IsEmpty; count++)
        {
            if (FrameHeader.TryParse(frames, out FrameHeader header) is not null || header.FrameLength > frames.Length)
            {
                return true;
            }

            frames = frames[header.FrameLength..];
        }

        return count == stated;
    }

    /// <summary>Some frames of a row. Those in front are checked here, for they say where the others begin; those taken, by the sink too.</summary>
    private ReadOnlySpan<byte> Part(ReadOnlySpan<byte> frames, long skip, long take)
    {
        try
        {
            var reader = new FrameReader(frames);
            int start = Skip(ref reader, skip);
            return frames[start..Skip(ref reader, take)];
        }
        catch (SessionCorruptException e)
        {
            throw new SessionCorruptException(session.Key, e.Reason, e.Offset, e);
        }
    }

    /// <returns>Where the frames skipped end.</returns>
    private static int Skip(ref FrameReader reader, long count)
    {
        while (count-- > 0 && reader.MoveNext())
        {
        }

        return reader.Offset + reader.Frame.Length;
    }
}
