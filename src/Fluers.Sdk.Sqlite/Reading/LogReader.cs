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

    public void Read(SessionRow session, EntryRange range, IFrameSink sink, CancellationToken cancellationToken)
    {
        long end = range.EndIn(session.Info.EntryCount);
        if (range.From >= end)
        {
            return;
        }

        var rows = new LogRows(session.Info, range, sink);
        _rows.Bind(1, EntryPlace.Of(session.Key, 0)).Bind(2, EntryPlace.Of(session.Key, range.From)).Bind(3, EntryPlace.Of(session.Key, end));
        using (_rows.Rows())
        {
            while (!rows.IsComplete && _rows.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows.Take(EntryPlace.SequenceOf(_rows.Number(0)), _rows.Number(1), _rows.Bytes(2));
            }
        }

        rows.Complete();
    }
}
