using System.Buffers.Binary;
using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>The table of commits: what each commit id of a session stands for, so that a retry is recognised for as long as <see cref="CommitMemory"/> says.</summary>
/// <remarks>A row names the session's commit before it, so that those of a session are found without an index.</remarks>
internal sealed class CommitTable(Connection connection, StoreFormat format)
{
    private readonly Statement _find = connection.Prepare(
        $"SELECT revision, entry_count, hash, {(format.HasTail ? "previous" : "NULL")}, {(format.IsSealed ? "seal" : "0")} FROM commits WHERE commit_id = ?1 AND session = ?2");

    private readonly Statement _insert = connection.Prepare(
        "INSERT INTO commits (commit_id, session, previous, revision, entry_count, hash, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");

    private readonly Statement _deleteOne = connection.Prepare("DELETE FROM commits WHERE commit_id = ?1 AND session = ?2");
    private readonly Statement _delete = connection.Prepare("DELETE FROM commits WHERE commit_id = ?1 AND session = ?2 RETURNING previous");
    private readonly Statement _deleteAll = connection.Prepare("DELETE FROM commits WHERE session = ?1");

    /// <summary>Finds what a commit stored; <see langword="null"/> when it is not remembered.</summary>
    /// <exception cref="SessionCorruptException">Its row is not as it was written.</exception>
    public StoredCommit? Find(SessionRow session, Guid commitId) =>
        Look(session.Key, commitId, out _, out bool isWhole) is not { } commit ? null
        : isWhole ? commit
        : throw new SessionCorruptException(session.Info.Key, $"the row of its commit {commitId} does not match its seal");

    public void Insert(long session, Guid commitId, Guid? previous, StoredCommit commit)
    {
        Span<byte> hash = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(hash, commit.Hash);
        Bind(_insert, session, commitId).Bind(3, previous).Bind(4, commit.Revision).Bind(5, commit.EntryCount).Bind(6, hash)
            .Bind(7, Seal.OfCommit(session, commitId, previous, commit)).Run();
    }

    /// <summary>Forgets a commit and those before it, as far as one leads to the other.</summary>
    /// <param name="session">The key of the session.</param>
    /// <param name="last">The last commit to forget.</param>
    /// <param name="revision">The revision that it made.</param>
    /// <param name="most">How many are forgotten at the most.</param>
    public void Forget(long session, Guid last, long revision, int most)
    {
        // Each is checked before it goes: a damaged row must not lead to one that is still to be remembered.
        for (Guid? next = last; next is { } commitId && most > 0; most--, revision--)
        {
            if (Look(session, commitId, out next, out bool isWhole) is not { } commit || !isWhole || commit.Revision != revision)
            {
                return;
            }

            Bind(_deleteOne, session, commitId).Run();
        }
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

    private StoredCommit? Look(long session, Guid commitId, out Guid? previous, out bool isWhole)
    {
        using (Bind(_find, session, commitId).Rows())
        {
            if (!_find.Step())
            {
                (previous, isWhole) = (null, false);
                return null;
            }

            var commit = new StoredCommit(_find.Number(0), _find.Number(1), ReadHash(_find.Bytes(2)));
            previous = _find.Id(3);
            isWhole = !format.IsSealed || Seal.OfCommit(session, commitId, previous, commit) == _find.Number(4);
            return commit;
        }
    }

    // Big-endian: the ids are version 7, and so stand in the order of their making, at the end of the table.
    private static Statement Bind(Statement statement, long session, Guid commitId) => statement.Bind(1, commitId).Bind(2, session);

    // A hash of another length is that of no commit: the retry is refused, never taken for another's.
    internal static UInt128 ReadHash(ReadOnlySpan<byte> hash) =>
        hash.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(hash) : UInt128.Zero;
}

/// <summary>What a commit stored.</summary>
internal readonly record struct StoredCommit(long Revision, long EntryCount, UInt128 Hash);
