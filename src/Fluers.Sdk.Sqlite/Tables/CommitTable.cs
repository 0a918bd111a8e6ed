using System.Buffers.Binary;
using Fluers.Sdk.Sqlite.Database;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>The table of commits: what each commit id of a session stands for, so that a retry is recognised however late it comes.</summary>
internal sealed class CommitTable(Connection connection)
{
    private readonly Statement _find = connection.Prepare(
        "SELECT revision, entry_count, hash FROM commits WHERE session = ?1 AND commit_id = ?2");

    private readonly Statement _insert = connection.Prepare(
        "INSERT INTO commits (session, commit_id, revision, entry_count, hash) VALUES (?1, ?2, ?3, ?4, ?5)");

    private readonly Statement _delete = connection.Prepare("DELETE FROM commits WHERE session = ?1");

    public StoredCommit? Find(long session, Guid commitId)
    {
        using (Bind(_find, session, commitId).Rows())
        {
            return _find.Step() ? new StoredCommit(_find.Number(0), _find.Number(1), ReadHash(_find.Bytes(2))) : null;
        }
    }

    public void Insert(long session, Guid commitId, StoredCommit commit)
    {
        Span<byte> hash = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(hash, commit.Hash);
        Bind(_insert, session, commitId).Bind(3, commit.Revision).Bind(4, commit.EntryCount).Bind(5, hash).Run();
    }

    public void Delete(long session) => _delete.Bind(1, session).Run();

    // Big-endian: the ids of a session's commits are version 7 and so stand in the order of their making, at the end of its rows.
    private static Statement Bind(Statement statement, long session, Guid commitId)
    {
        Span<byte> id = stackalloc byte[16];
        commitId.TryWriteBytes(id, bigEndian: true, out _);
        return statement.Bind(1, session).Bind(2, id);
    }

    // A damaged hash is that of no commit: the retry is refused, never taken for another's.
    private static UInt128 ReadHash(ReadOnlySpan<byte> hash) =>
        hash.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(hash) : UInt128.Zero;
}

/// <summary>What a commit stored.</summary>
internal readonly record struct StoredCommit(long Revision, long EntryCount, UInt128 Hash);
