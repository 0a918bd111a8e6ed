using System.Buffers;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Sqlite.Tables;

namespace Fluers.Sdk.Sqlite.Writing;

/// <summary>
/// Writes logs. A commit adds its entries to the tail, which is folded into one row, a segment, now and then. So the cost of a commit
/// does not grow with the log, and a long log is read in few rows.
/// </summary>
internal sealed class LogWriter(Connection connection)
{
    /// <summary>How many commits of a session pass from one folding of its tail to the next, and so the greatest number of rows in one.</summary>
    private const int TailRows = 64;

    /// <summary>The length from which on frames are a segment at once: they would fill a tail with few rows.</summary>
    private const int LongCommit = SegmentTable.MaxBytes / 8;

    private readonly SegmentTable _segments = new(connection);
    private readonly TailTable _tails = new(connection, StoreFormat.Current);

    /// <summary>Adds frames at the end of a log.</summary>
    /// <param name="session">The key of the session.</param>
    /// <param name="tail">The tail of its log.</param>
    /// <param name="revision">The session's revision, once they are added.</param>
    /// <param name="entryCount">The length of its log.</param>
    /// <param name="frames">The new entries, checked.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>The tail afterwards.</returns>
    public LogTail Append(long session, LogTail tail, long revision, long entryCount, ReadOnlySpan<byte> frames, int count)
    {
        if (count == 0)
        {
            return tail;
        }

        // Each session at a time of its own: of those that grow at one pace, few are folded in the same transaction.
        bool isDue = (session + revision) % TailRows == 0;
        bool isLong = frames.Length >= LongCommit;
        bool isFull = tail.Rows == TailRows || tail.Bytes + frames.Length > SegmentTable.MaxBytes;
        if ((isDue || isLong || isFull) && !IsOverfull(tail) && TryFold(session, tail, entryCount))
        {
            tail = LogTail.EmptyAt(entryCount);
            if (isLong)
            {
                _segments.InsertAll(session, entryCount, frames);
                return LogTail.EmptyAt(entryCount + count);
            }
        }

        long key = _tails.Insert(session, tail.Last, entryCount, frames, count);
        return new LogTail(tail.Rows + 1, tail.From, tail.Bytes + frames.Length, key);
    }

    /// <summary>Deletes a log.</summary>
    /// <param name="session">The key of the session.</param>
    /// <param name="tail">Its tail; <see langword="null"/> where that is not known, and all rows are looked at.</param>
    public void Delete(long session, LogTail? tail)
    {
        if (tail is { } known)
        {
            foreach (long key in _tails.KeysOf(session, known))
            {
                _tails.Delete(key);
            }
        }
        else
        {
            _tails.DeleteAll(session);
        }

        _segments.Delete(session);
    }

    /// <returns>Whether the tail could not be folded once. It is not tried again: each try looks at all of it.</returns>
    private static bool IsOverfull(LogTail tail) => tail.Rows > TailRows || tail.Bytes > SegmentTable.MaxBytes;

    /// <returns>Whether the tail is a segment now. A damaged one stays as it is, for a reader to report, and grows: folding must neither
    /// hide what is missing nor spread the damage to the entries beside it.</returns>
    private bool TryFold(long session, LogTail tail, long entryCount)
    {
        List<long> keys = _tails.KeysOf(session, tail);
        byte[] segment = ArrayPool<byte>.Shared.Rent(SegmentTable.MaxBytes);
        try
        {
            if (Copy(session, keys, tail.From, entryCount, segment) is not { } length)
            {
                return false;
            }

            if (length > 0)
            {
                _segments.Insert(session, tail.From, segment.AsSpan(0, length), entryCount - tail.From);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(segment);
        }

        foreach (long key in keys)
        {
            _tails.Delete(key);
        }

        return true;
    }

    /// <summary>Copies the frames of a tail's rows, each of which is the next one of the log and as it was written.</summary>
    /// <returns>Their length; <see langword="null"/> when they are not the tail.</returns>
    private int? Copy(long session, List<long> keys, long from, long end, Span<byte> segment)
    {
        int length = 0;
        foreach (long key in keys)
        {
            using (_tails.Row(key, out Statement row))
            {
                ReadOnlySpan<byte> frames = row.Bytes(2);
                if (row.Number(0) != from || !_tails.IsWhole(row, session) || !AreWhole(frames) || !frames.TryCopyTo(segment[length..]))
                {
                    return null;
                }

                from += row.Number(1);
                length += frames.Length;
            }
        }

        return from == end ? length : null;
    }

    private static bool AreWhole(ReadOnlySpan<byte> frames)
    {
        try
        {
            for (var reader = new FrameReader(frames); reader.MoveNext();)
            {
            }

            return true;
        }
        catch (SessionCorruptException)
        {
            return false;
        }
    }
}
