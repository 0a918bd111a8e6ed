using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>The table of segments: the logs, but for their tails, each in few rows that lie together.</summary>
internal sealed class SegmentTable(Connection connection)
{
    /// <summary>The greatest length of a segment, unless one frame is longer: below the size at which buffers become costly.</summary>
    public const int MaxBytes = 64 * 1024;

    private readonly Statement _insert = connection.Prepare("INSERT INTO segments (place, entries, seal, frames) VALUES (?1, ?2, ?3, ?4)");
    private readonly Statement _delete = connection.Prepare("DELETE FROM segments WHERE place >= ?1 AND place < ?2");

    /// <summary>Stores one row.</summary>
    public void Insert(long session, long first, ReadOnlySpan<byte> frames, long count) =>
        _insert.Bind(1, EntryPlace.Of(session, first)).Bind(2, count).Bind(3, Seal.OfEntries(session, first, count, frames) ?? 0).Bind(4, frames).Run();

    /// <summary>Stores frames in as many rows as it takes.</summary>
    public void InsertAll(long session, long first, ReadOnlySpan<byte> frames)
    {
        for (var segments = new FrameSegments(frames, MaxBytes); segments.MoveNext();)
        {
            Insert(session, first, frames.Slice(segments.Offset, segments.Length), segments.Count);
            first += segments.Count;
        }
    }

    public void Delete(long session) => _delete.Bind(1, EntryPlace.Of(session, 0)).Bind(2, EntryPlace.EndOf(session)).Run();
}
