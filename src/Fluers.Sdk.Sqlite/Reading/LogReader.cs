using Fluers.Sdk.Frames;
using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Tables;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Reading;

/// <summary>Hands the rows of a log to a sink, each where SQLite holds it. Rows that are missing are damage, not the end of the log.</summary>
internal sealed class LogReader(Connection connection)
{
    // The first row to read is the last one that begins at or before the first entry.
    private readonly Statement _rows = connection.Prepare(
        """
        SELECT place, entries, frames FROM entries
        WHERE place >= coalesce((SELECT max(place) FROM entries WHERE place BETWEEN ?1 AND ?2), ?2) AND place < ?3
        ORDER BY place
        """);

    public void Read(SessionRow session, EntryRange range, IFrameSink sink, CancellationToken cancellationToken)
    {
        long next = range.From;
        long end = range.EndIn(session.Info.EntryCount);
        if (next >= end)
        {
            return;
        }

        _rows.Bind(1, EntryPlace.Of(session.Key, 0)).Bind(2, EntryPlace.Of(session.Key, next)).Bind(3, EntryPlace.Of(session.Key, end));
        using (_rows.Rows())
        {
            while (next < end && _rows.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                long first = EntryPlace.SequenceOf(_rows.Number(0));
                long behind = first + _rows.Number(1);
                ReadOnlySpan<byte> frames = _rows.Bytes(2);
                if (first > next || behind <= next || !MayHold(frames, behind - first))
                {
                    break;
                }

                long until = Math.Min(behind, end);
                if (first < next || until < behind)
                {
                    frames = Part(session.Info.Key, frames, next - first, until - next);
                }

                sink.OnEntries(next, frames);
                next = until;
            }
        }

        if (next < end)
        {
            throw new SessionCorruptException(session.Info.Key, $"entry {next} of {session.Info.EntryCount} is missing from the log");
        }
    }

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
    private static ReadOnlySpan<byte> Part(SessionKey key, ReadOnlySpan<byte> frames, long skip, long take)
    {
        try
        {
            var reader = new FrameReader(frames);
            int start = Skip(ref reader, skip);
            return frames[start..Skip(ref reader, take)];
        }
        catch (SessionCorruptException e)
        {
            throw new SessionCorruptException(key, e.Reason, e.Offset, e);
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
