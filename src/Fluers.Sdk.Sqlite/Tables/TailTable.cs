using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>
/// The table of tails: what was appended to logs of late, a row for each commit, in the order of their coming. A row names the one
/// before it in the same tail, and the session's row names the last. These names only lead: what a row holds is told by its seal.
/// </summary>
internal sealed class TailTable(Connection connection, StoreFormat format)
{
    private readonly Statement _insert = connection.Prepare(
        "INSERT INTO tail (session, previous, first, entries, seal, frames) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private readonly Statement _step = connection.Prepare("SELECT session, previous, first FROM tail WHERE key = ?1");
    private readonly Statement _scan = connection.Prepare("SELECT key FROM tail WHERE session = ?1 ORDER BY first, key");
    private readonly Statement _row = connection.Prepare($"SELECT first, entries, frames, {(format.IsSealed ? "seal" : "0")} FROM tail WHERE key = ?1");
    private readonly Statement _delete = connection.Prepare("DELETE FROM tail WHERE key = ?1");
    private readonly Statement _deleteAll = connection.Prepare("DELETE FROM tail WHERE session = ?1");

    /// <returns>The key of the new row.</returns>
    public long Insert(long session, long previous, long first, ReadOnlySpan<byte> frames, int count) =>
        _insert.Bind(1, session).Bind(2, previous).Bind(3, first).Bind(4, count).Bind(5, Seal.OfEntries(session, first, count, frames) ?? 0).Bind(6, frames).Insert();

    /// <summary>The keys of a tail's rows in the order of the log: all of them, or those that hold an entry and what follows it.</summary>
    public List<long> KeysOf(long session, LogTail tail, long from = long.MinValue)
    {
        var keys = new List<long>();
        long key = tail.Last;
        for (long first = long.MaxValue; key != 0 && first > from;)
        {
            using (_step.Bind(1, key).Rows())
            {
                // A row comes after the one before it, so no damage leads round in circles.
                if (!_step.Step() || _step.Number(0) != session || _step.Number(1) >= key)
                {
                    return Scan(session);
                }

                keys.Add(key);
                key = _step.Number(1);
                first = _step.Number(2);
            }
        }

        if (key == 0 && keys.Count != tail.Rows)
        {
            return Scan(session);
        }

        keys.Reverse();
        return keys;
    }

    /// <summary>Reads a row: first, entries, frames, seal. Dispose the result to let go of the row.</summary>
    public Statement.Use Row(long key, out Statement row)
    {
        row = _row;
        Statement.Use use = _row.Bind(1, key).Rows();
        _row.Step();
        return use;
    }

    /// <summary>Whether the row at hand is as it was written for the session.</summary>
    public bool IsWhole(Statement row, long session) =>
        !format.IsSealed || Seal.OfEntries(session, row.Number(0), row.Number(1), row.Bytes(2)) == row.Number(3);

    public void Delete(long key) => _delete.Bind(1, key).Run();

    /// <summary>Deletes a session's rows though none of them leads to another.</summary>
    public void DeleteAll(long session) => _deleteAll.Bind(1, session).Run();

    // Where the rows do not lead from one to the other, all are looked at: what is left of a damaged tail is to be found.
    private List<long> Scan(long session)
    {
        var keys = new List<long>();
        using (_scan.Bind(1, session).Rows())
        {
            while (_scan.Step())
            {
                keys.Add(_scan.Number(0));
            }
        }

        return keys;
    }
}
