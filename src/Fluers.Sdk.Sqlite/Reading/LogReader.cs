using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Sqlite.Tables;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Reading;

/// <summary>
/// Hands the rows of a log to a sink, each where SQLite holds it. A row that does not match its seal is of no log: it may be another session's,
/// which damage has brought here. When it was one of this log, it is missing now, and that is reported.
/// </summary>
internal sealed class LogReader(Connection connection, StoreFormat format)
{
    // The first row to read is the last one that begins at or before the first entry.
    private readonly Statement _segments = connection.Prepare(
        $"""
        SELECT place, entries, frames, {(format.IsSealed ? "seal" : "0")} FROM {format.Segments}
        WHERE place >= coalesce((SELECT max(place) FROM {format.Segments} WHERE place BETWEEN ?1 AND ?2), ?2) AND place < ?3
        ORDER BY place
        """);

    private readonly TailTable _tails = new(connection, format);

    public void Read(SessionRow session, EntryRange range, IFrameSink sink, CancellationToken cancellationToken)
    {
        long end = range.EndIn(session.Info.EntryCount);
        if (range.From >= end)
        {
            return;
        }

        var rows = new LogRows(session.Info, range, sink);
        long? broken = null;
        try
        {
            if (range.From < session.Tail.From)
            {
                ReadSegments(session.Key, range.From, Math.Min(end, session.Tail.From), rows, ref broken, cancellationToken);
            }

            if (end > session.Tail.From)
            {
                ReadTail(session, range.From, rows, ref broken, cancellationToken);
            }

            rows.Complete();
        }
        catch (SessionCorruptException e) when (broken is not null)
        {
            throw new SessionCorruptException(session.Info.Key, $"{e.Reason}; the row from entry {broken} on does not match its seal", e.Offset, e);
        }
    }

    private void ReadSegments(long session, long from, long end, LogRows rows, ref long? broken, CancellationToken cancellationToken)
    {
        for (long? begin = from; begin is { } first;)
        {
            begin = null;
            bool isFirst = true;
            _segments.Bind(1, EntryPlace.Of(session, 0)).Bind(2, EntryPlace.Of(session, first)).Bind(3, EntryPlace.Of(session, end));
            using (_segments.Rows())
            {
                while (begin is null && !rows.IsComplete && _segments.Step())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    long at = EntryPlace.SequenceOf(_segments.Number(0));
                    if (IsWhole(session, at))
                    {
                        rows.Take(at, _segments.Number(1), _segments.Bytes(2));
                        isFirst = false;
                        continue;
                    }

                    // It may only hide the row in front of it, which has the first entry.
                    broken = at;
                    begin = isFirst && at is > 0 && at <= first ? at - 1 : null;
                    isFirst = false;
                }
            }
        }
    }

    private bool IsWhole(long session, long first) =>
        !format.IsSealed || Seal.OfEntries(session, first, _segments.Number(1), _segments.Bytes(2)) == _segments.Number(3);

    private void ReadTail(SessionRow session, long from, LogRows rows, ref long? broken, CancellationToken cancellationToken)
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
                if (!_tails.IsWhole(row, session.Key))
                {
                    broken = row.Number(0);
                }
                else if (row.Number(0) + row.Number(1) > from)
                {
                    rows.Take(row.Number(0), row.Number(1), row.Bytes(2));
                }
            }
        }
    }
}
