using System.Buffers.Binary;
using Fluers.Sdk.Sqlite.Database;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>The table of commits: what each commit id of a session stands for, so that a retry is recognised however late it comes.</summary>
/// <remarks>A row names the session's commit before it, so that those of a session are found without an index.</remarks>
internal sealed class CommitTable(Connection connection)
{
    private readonly Statement _find = connection.Prepare(
        "SELECT revision, entry_count, hash FROM commits WHERE commit_id = ?1 AND session = ?2");

    private readonly Statement _insert = connection.Prepare(
        "INSERT INTO commits (commit_id, session, previous, revision, entry_count, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private readonly Statement _delete = connection.Prepare("DELETE FROM commits WHERE commit_id = ?1 AND session = ?2 RETURNING previous");
    private readonly Statement _deleteAll = connection.Prepare("DELETE FROM commits WHERE session = ?1");

    public StoredCommit? Find(long session, Guid commitId)
    {
        using (Bind(_find, session, commitId).Rows())
        {
            return _find.Step() ? new StoredCommit(_find.Number(0), _find.Number(1), ReadHash(_find.Bytes(2))) : null;
        }
    }

    public void Insert(long session, Guid commitId, Guid? previous, StoredCommit commit)
    {
        Span<byte> hash = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(hash, commit.Hash);
        Bind(_insert, session, commitId).Bind(3, previous).Bind(4, commit.Revision).Bind(5, commit.EntryCount).Bind(6, hash).Run();
    }

    /// <summary>Deletes a session's commits.</summary>
    /// <param name="session">The key of the session.</param>
    /// <param name="last">Its last commit.</param>
    /// <param name="count">How many there are.</param>
    public void Delete(long session, Guid? last, long count)
    {
        for (; last is { } commitId; count--)
        {
            using (Bind(_delete, session, commitId).Rows())
            {
                if (!_delete.Step())
                {
                    break;
                }

                last = _delete.Id(0);
                _delete.Step();
            }
        }

        // Where the rows do not lead from one to the other, all are looked at.
        if (count != 0)
        {
            _deleteAll.Bind(1, session).Run();
        }
    }

    // Big-endian: the ids are version 7, and so stand in the order of their making, at the end of the table.
    private static Statement Bind(Statement statement, long session, Guid commitId) => statement.Bind(1, commitId).Bind(2, session);

    // A damaged hash is that of no commit: the retry is refused, never taken for another's.
    private static UInt128 ReadHash(ReadOnlySpan<byte> hash) =>
        hash.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(hash) : UInt128.Zero;
}

/// <summary>What a commit stored.</summary>
internal readonly record struct StoredCommit(long Revision, long EntryCount, UInt128 Hash);
