using System.Buffers;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>
/// Writes logs. A commit adds its entries as a row of its own, the tail; a tail of many rows is folded into one row, a
/// segment. So the cost of a commit does not grow with the log, and a long log is read in few rows.
/// </summary>
internal sealed class EntryTable(Connection connection)
{
    /// <summary>The greatest length of a segment, unless one frame is longer: below the size at which buffers become costly.</summary>
    private const int SegmentBytes = 64 * 1024;

    /// <summary>The greatest number of rows in a tail.</summary>
    private const int TailRows = 64;

    /// <summary>The smallest number worth folding: the rows of a shorter, yet full tail are long ones.</summary>
    private const int FoldedRows = 8;

    private readonly Statement _insert = connection.Prepare("INSERT INTO entries (place, entries, frames) VALUES (?1, ?2, ?3)");
    private readonly Statement _select = connection.Prepare("SELECT frames FROM entries WHERE place >= ?1 AND place < ?2 ORDER BY place");
    private readonly Statement _delete = connection.Prepare("DELETE FROM entries WHERE place >= ?1 AND place < ?2");

    /// <summary>Adds frames at the end of a log.</summary>
    /// <param name="session">The key of the session.</param>
    /// <param name="tail">The tail of its log.</param>
    /// <param name="entryCount">The length of its log.</param>
    /// <param name="frames">The new entries, checked.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>The tail afterwards.</returns>
    public LogTail Append(long session, LogTail tail, long entryCount, ReadOnlySpan<byte> frames, int count)
    {
        if (count == 0)
        {
            return tail;
        }

        if (frames.Length > SegmentBytes)
        {
            Fold(session, tail, entryCount);
            InsertSegments(session, entryCount, frames);
            return new LogTail(0, entryCount + count, 0);
        }

        if (tail.Rows == TailRows || tail.Bytes + frames.Length > SegmentBytes)
        {
            Fold(session, tail, entryCount);
            tail = new LogTail(0, entryCount, 0);
        }

        Insert(session, entryCount, frames, count);
        return new LogTail(tail.Rows + 1, tail.From, tail.Bytes + frames.Length);
    }

    public void Delete(long session) => Delete(session, 0, EntryPlace.EndOf(session));

    private void Fold(long session, LogTail tail, long entryCount)
    {
        if (tail.Rows < FoldedRows || tail.Bytes > SegmentBytes)
        {
            return;
        }

        byte[] segment = ArrayPool<byte>.Shared.Rent((int)tail.Bytes);
        try
        {
            // A damaged tail is left as it is, for a reader to report: folding must neither hide what is missing nor spread
            // the damage to the entries beside it.
            ReadOnlySpan<byte> frames = segment.AsSpan(0, Copy(session, tail, entryCount, segment));
            int count = (int)(entryCount - tail.From);
            if (AreWhole(frames, count))
            {
                Delete(session, tail.From, EntryPlace.Of(session, entryCount));
                Insert(session, tail.From, frames, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(segment);
        }
    }

    /// <returns>The length of the tail's frames, as far as they have room.</returns>
    private int Copy(long session, LogTail tail, long entryCount, Span<byte> segment)
    {
        int length = 0;
        using (_select.Bind(1, EntryPlace.Of(session, tail.From)).Bind(2, EntryPlace.Of(session, entryCount)).Rows())
        {
            while (_select.Step())
            {
                ReadOnlySpan<byte> frames = _select.Bytes(0);
                if (!frames.TryCopyTo(segment[length..]))
                {
                    break;
                }

                length += frames.Length;
            }
        }

        return length;
    }

    private static bool AreWhole(ReadOnlySpan<byte> frames, int count)
    {
        try
        {
            for (var reader = new FrameReader(frames); reader.MoveNext();)
            {
                count--;
            }

            return count == 0;
        }
        catch (SessionCorruptException)
        {
            return false;
        }
    }

    /// <summary>Stores many frames in rows that each are a segment already.</summary>
    private void InsertSegments(long session, long first, ReadOnlySpan<byte> frames)
    {
        for (var segments = new FrameSegments(frames, SegmentBytes); segments.MoveNext();)
        {
            Insert(session, first, frames.Slice(segments.Offset, segments.Length), segments.Count);
            first += segments.Count;
        }
    }

    private void Insert(long session, long first, ReadOnlySpan<byte> frames, int count) =>
        _insert.Bind(1, EntryPlace.Of(session, first)).Bind(2, count).Bind(3, frames).Run();

    private void Delete(long session, long from, long end) => _delete.Bind(1, EntryPlace.Of(session, from)).Bind(2, end).Run();
}
