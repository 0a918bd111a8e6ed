using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>A session's row in the table of sessions.</summary>
internal sealed record SessionRow
{
    /// <summary>What stands for the session in the other tables; 0 before the row is stored.</summary>
    public long Key { get; init; }

    public bool Deleted { get; init; }

    public required StoredSessionInfo Info { get; init; }

    public LogTail Tail { get; init; }

    /// <summary>The id of the session's last commit; <see langword="null"/> before the row is stored.</summary>
    public Guid? LastCommit { get; init; }
}

/// <summary>The rows at the end of a log that are not folded into a segment yet.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="From">The sequence number of their first entry.</param>
/// <param name="Bytes">The length of their frames.</param>
/// <param name="Last">The key of the last row; 0 for none.</param>
internal readonly record struct LogTail(int Rows, long From, long Bytes, long Last)
{
    /// <summary>A tail without rows at the end of a log.</summary>
    public static LogTail EmptyAt(long entryCount) => new(0, entryCount, 0, 0);
}
