using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>A session's row in the table of sessions.</summary>
internal sealed record SessionRow
{
    /// <summary>What is wrong with a row that is not as it was written.</summary>
    public const string Broken = "its row in the table of sessions does not match its seal";

    /// <summary>What stands for the session in the other tables.</summary>
    public long Key { get; init; }

    /// <summary>What stands for tenant and id, by <see cref="Seal.OfName(SessionKey)"/>.</summary>
    public long Name { get; init; }

    /// <summary>1 for a session that was deleted, otherwise 0.</summary>
    public long DeletedMark { get; init; }

    /// <summary>The number of the last update within the tenant; of a deleted session its key below 0.</summary>
    public long Updates { get; init; }

    public required StoredSessionInfo Info { get; init; }

    /// <summary>The numbers of <see cref="Info"/> as they are stored: damage may have made them such that no session has them.</summary>
    public long SchemaVersion { get; init; }

    public long CreatedTicks { get; init; }

    public long UpdatedTicks { get; init; }

    public LogTail Tail { get; init; }

    /// <summary>The id of the session's last commit; <see langword="null"/> for one that was deleted.</summary>
    public Guid? LastCommit { get; init; }

    /// <summary>The checksum of the head, by <see cref="Seal.OfHead"/>, so that no other one passes for it.</summary>
    public long HeadCheck { get; init; }

    /// <summary>The revision up to which commits may be forgotten; 0 for none.</summary>
    public long Forgotten { get; init; }

    /// <summary>The greatest number of an update in the tenant, where the row was read to be changed.</summary>
    public long LastUpdate { get; init; }

    /// <summary>Whether the session was deleted. A row that is damaged is that of a session, whatever it says of a deletion.</summary>
    public bool IsDeleted => DeletedMark != 0 && Info.Damage is null;

    /// <summary>Whether the numbers are such as a session can have; a seal may have been made of others.</summary>
    public bool IsPlausible =>
        Info.Revision > 0 && Info.EntryCount is >= 0 and < EntryPlace.MaxEntries && Tail.From >= 0 && Tail.From <= Info.EntryCount
        && Tail.Rows >= 0 && Tail.Bytes >= 0 && SchemaVersion is >= 0 and <= ushort.MaxValue && IsTime(CreatedTicks) && IsTime(UpdatedTicks)
        && Key is > 0 and <= EntryPlace.MaxSession && Forgotten >= 0 && Forgotten <= Info.Revision;

    /// <exception cref="SessionCorruptException">The row is not as it was written.</exception>
    public void DemandWhole()
    {
        if (Info.Damage is { } damage)
        {
            throw new SessionCorruptException(Info.Key, damage);
        }
    }

    private static bool IsTime(long ticks) => ticks >= DateTimeOffset.MinValue.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks;
}

/// <summary>The rows at the end of a log that are not folded into a segment yet.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="From">The sequence number of their first entry.</param>
/// <param name="Bytes">The length of their frames.</param>
/// <param name="Last">The key of the last row; 0 for none.</param>
internal readonly record struct LogTail(long Rows, long From, long Bytes, long Last)
{
    /// <summary>A tail without rows at the end of a log.</summary>
    public static LogTail EmptyAt(long entryCount) => new(0, entryCount, 0, 0);
}
