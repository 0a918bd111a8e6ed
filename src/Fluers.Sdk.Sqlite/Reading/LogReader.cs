using Fluers.Sdk.Frames;
using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Tables;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Reading;

/// <summary>Hands the rows of a log to a sink, each where SQLite holds it.</summary>
internal sealed class LogReader(Connection connection)
{
    // The first row to read is the last one that begins at or before the first entry.
    private readonly Statement _rows = connection.Prepare(
        """
        SELECT place, entries, frames FROM entries
        WHERE place >= coalesce((SELECT max(place) FROM entries WHERE place BETWEEN ?1 AND ?2), ?2) AND place < ?3
        ORDER BY place
        """);

    public void Read(SessionRow session, EntryRange range, IFrameSink sink)
    {
        long end = range.EndIn(session.Info.EntryCount);
        if (range.From >= end)
        {
            return;
        }

        _rows.Bind(1, EntryPlace.Of(session.Key, 0)).Bind(2, EntryPlace.Of(session.Key, range.From)).Bind(3, EntryPlace.Of(session.Key, end));
        using (_rows.Rows())
        {
            while (_rows.Step())
            {
                Hand(EntryPlace.SequenceOf(_rows.Number(0)), _rows.Number(1), _rows.Bytes(2), range.From, end, sink);
            }
        }
    }

    /// <summary>Hands over those frames of a row that are in the range.</summary>
    private static void Hand(long first, long count, ReadOnlySpan<byte> frames, long from, long end, IFrameSink sink)
    {
        if (first >= from && first + count <= end)
        {
            sink.OnEntries(first, frames);
            return;
        }

        int start = -1;
        int at = 0;
        for (long entry = first; entry < end && at < frames.Length; entry++)
        {
            start = entry == from || (entry == first && first > from) ? at : start;
            if (FrameHeader.TryParse(frames[at..], out FrameHeader header) is not null || header.FrameLength > frames.Length - at)
            {
                sink.OnEntries(first, frames);   // damaged: the sink, which checks every frame, says where
                return;
            }

            at += header.FrameLength;
        }

        if (start >= 0)
        {
            sink.OnEntries(Math.Max(first, from), frames[start..at]);
        }
    }
}
