using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>
/// The table of marks: one of every <see cref="Every"/> commits of a session, with its time. From a mark at the old end of the history the
/// commits before it are found and forgotten, without an index over all of them and without a time in each.
/// </summary>
internal sealed class CommitMarks(Connection connection, CommitTable commits)
{
    /// <summary>How many commits of a session pass from one mark to the next.</summary>
    public const int Every = 64;

    /// <summary>How many marks one commit forgets at the most, so that what a commit costs is bounded though a history waited for long.</summary>
    private const int MostAtOnce = 2;

    private readonly Statement _insert = connection.Prepare(
        "INSERT OR REPLACE INTO commit_marks (place, commit_id, stored_at, seal) VALUES (?1, ?2, ?3, ?4)");

    private readonly Statement _first = connection.Prepare(
        "SELECT place, commit_id, stored_at, seal FROM commit_marks WHERE place >= ?1 AND place <= ?2 ORDER BY place LIMIT 1");

    private readonly Statement _delete = connection.Prepare("DELETE FROM commit_marks WHERE place = ?1");
    private readonly Statement _deleteAll = connection.Prepare("DELETE FROM commit_marks WHERE place >= ?1 AND place <= ?2");

    /// <summary>
    /// Marks a commit where one is due, and forgets what lies beyond the horizon. Sessions that grow at one pace are marked in different
    /// transactions.
    /// </summary>
    /// <param name="row">The session with the commit.</param>
    /// <param name="now">The time of the commit.</param>
    /// <returns>The revision up to which commits are forgotten now.</returns>
    public long MarkAndForget(SessionRow row, DateTimeOffset now)
    {
        long revision = row.Info.Revision;
        if ((row.Key + revision) % Every != 0 || revision >= EntryPlace.MaxEntries || row.LastCommit is not { } commitId)
        {
            return row.Forgotten;
        }

        long place = EntryPlace.Of(row.Key, revision);
        _insert.Bind(1, place).Bind(2, commitId).Bind(3, now.UtcTicks).Bind(4, Seal.OfMark(place, commitId, now.UtcTicks)).Run();
        long forgotten = row.Forgotten;
        for (int i = 0; i < MostAtOnce && TryForget(row, now, ref forgotten); i++)
        {
        }

        return forgotten;
    }

    public void Delete(long session) => _deleteAll.Bind(1, EntryPlace.Of(session, 0)).Bind(2, EntryPlace.EndOf(session)).Run();

    /// <returns>Whether there may be more.</returns>
    private bool TryForget(SessionRow row, DateTimeOffset now, ref long forgotten)
    {
        if (First(row.Key) is not { } mark)
        {
            return false;
        }

        if (!mark.IsWhole)
        {
            _delete.Bind(1, mark.Place).Run();   // it would stand in the way of those behind it
            return true;
        }

        long revision = EntryPlace.SequenceOf(mark.Place);
        if (revision > row.Info.Revision - CommitMemory.Commits || now.UtcTicks - mark.StoredAt <= CommitMemory.Age.Ticks)
        {
            return false;
        }

        commits.Forget(row.Key, mark.CommitId, revision, 2 * Every);
        _delete.Bind(1, mark.Place).Run();
        forgotten = Math.Max(forgotten, revision);
        return true;
    }

    private (long Place, Guid CommitId, long StoredAt, bool IsWhole)? First(long session)
    {
        using (_first.Bind(1, EntryPlace.Of(session, 0)).Bind(2, EntryPlace.EndOf(session)).Rows())
        {
            if (!_first.Step())
            {
                return null;
            }

            (long place, Guid? commitId, long storedAt) = (_first.Number(0), _first.Id(1), _first.Number(2));
            return (place, commitId ?? default, storedAt, commitId is { } id && Seal.OfMark(place, id, storedAt) == _first.Number(3));
        }
    }
}
