using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Tables;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Reading;

/// <summary>Hands the rows of a log to a sink, each where SQLite holds it.</summary>
internal sealed class LogReader(Connection connection)
{
    // The first row to read is the last one that begins at or before the first entry.
    private readonly Statement _segments = connection.Prepare(
        """
        SELECT place, entries, frames FROM segments
        WHERE place >= coalesce((SELECT max(place) FROM segments WHERE place BETWEEN ?1 AND ?2), ?2) AND place < ?3
        ORDER BY place
        """);

    private readonly TailTable _tails = new(connection);

    public void Read(SessionRow session, EntryRange range, IFrameSink sink, CancellationToken cancellationToken)
    {
        long end = range.EndIn(session.Info.EntryCount);
        if (range.From >= end)
        {
            return;
        }

        var rows = new LogRows(session.Info, range, sink);
        if (range.From < session.Tail.From)
        {
            ReadSegments(session.Key, range.From, Math.Min(end, session.Tail.From), rows, cancellationToken);
        }

        if (end > session.Tail.From)
        {
            ReadTail(session, range.From, rows, cancellationToken);
        }

        rows.Complete();
    }

    private void ReadSegments(long session, long from, long end, LogRows rows, CancellationToken cancellationToken)
    {
        _segments.Bind(1, EntryPlace.Of(session, 0)).Bind(2, EntryPlace.Of(session, from)).Bind(3, EntryPlace.Of(session, end));
        using (_segments.Rows())
        {
            while (!rows.IsComplete && _segments.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows.Take(EntryPlace.SequenceOf(_segments.Number(0)), _segments.Number(1), _segments.Bytes(2));
            }
        }
    }

    private void ReadTail(SessionRow session, long from, LogRows rows, CancellationToken cancellationToken)
    {
        foreach (long key in _tails.KeysOf(session.Key, session.Tail, from))
        {
            if (rows.IsComplete)
            {
                return;
            }

            cancellationToken.ThrowIfCancellationRequested();
            using (_tails.Row(key, out Statement row))
            {
                if (row.Number(0) + row.Number(1) > from)
                {
                    rows.Take(row.Number(0), row.Number(1), row.Bytes(2));
                }
            }
        }
    }
}
