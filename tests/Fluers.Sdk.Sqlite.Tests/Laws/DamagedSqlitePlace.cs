using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>A database of which every column of every row can be changed.</summary>
public sealed class DamagedSqlitePlace : SqlitePlace, IDamagedPlace, ITablePlace
{
    // Of which session a row is, as SQL, and by which columns it is found.
    private static readonly (string Table, string Session, string[] Keys)[] Tables =
    [
        ("sessions", "key", ["key"]),
        ("heads", "session", ["session"]),
        ("segments", "place >> 32", ["place"]),
        ("tail", "session", ["key"]),
        ("commits", "session", ["commit_id", "session"]),
        ("commit_marks", "place >> 32", ["place"]),
    ];

    private SqliteConnection? _connection;
    private byte[] _kept = [];

    private SqliteConnection Connection => _connection ??= Sql.Open(Database);

    public async Task<IReadOnlyList<StoredPart>> PartsAsync(SessionKey session)
    {
        // The numbers around them are held by the law of tables.
        IReadOnlyList<StoredCell> cells = await CellsAsync();
        return [.. cells.Where(cell => cell.Session == session && cell.Value is byte[] && IsPart(cell.Name)).Select(cell => new StoredPart(
            cell.Name,
            (byte[])cell.Value!,
            async changed =>
            {
                Assert.True(await cell.ReplaceAsync(changed));
                await CloseAsync();
            }))];

        static bool IsPart(string name) => !name.StartsWith("commit", StringComparison.Ordinal);
    }

    public Task<IReadOnlyList<StoredCell>> CellsAsync()
    {
        Dictionary<long, SessionKey> sessions = Rows("SELECT key, tenant, id FROM sessions")
            .ToDictionary(row => (long)row[0]!, row => new SessionKey((string)row[1]!, new SessionId((string)row[2]!)));
        var cells = new List<StoredCell>();
        foreach ((string table, string session, string[] keys) in Tables)
        {
            string[] columns = [.. Rows($"SELECT name FROM pragma_table_info('{table}')").Select(row => (string)row[0]!)];
            List<object?[]> rows = Rows($"SELECT {string.Join(", ", columns)}, {session} FROM {table}");
            for (int row = 0; row < rows.Count; row++)
            {
                var place = new RowPlace(this, table, keys, [.. keys.Select(key => rows[row][Array.IndexOf(columns, key)])]);
                for (int column = 0; column < columns.Length; column++)
                {
                    int at = column;
                    object?[] others = [.. rows.Where((_, other) => other != row).Select(other => other[at])];
                    string name = columns[column];
                    cells.Add(new StoredCell(
                        $"{table}[{row}].{name}", sessions[(long)rows[row][^1]!], rows[row][column], others, value => Task.FromResult(place.Replace(name, value))));
                }
            }
        }

        return Task.FromResult<IReadOnlyList<StoredCell>>(cells);
    }

    public async Task KeepAsync()
    {
        await CloseAsync();
        _kept = await File.ReadAllBytesAsync(Database);
    }

    public async Task PutBackAsync()
    {
        await CloseAsync();
        await File.WriteAllBytesAsync(Database, _kept);
    }

    public override async ValueTask<ISessionStorage> OpenAsync(TimeProvider clock)
    {
        // What is kept or put back is one file: nobody else may have it open then.
        await CloseAsync();
        return await base.OpenAsync(clock);
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
    }

    private async Task CloseAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            _connection = null;
        }
    }

    private List<object?[]> Rows(string sql)
    {
        using SqliteCommand command = Connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            object?[] row = new object?[reader.FieldCount];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>A row, wherever a change of its key has moved it.</summary>
    private sealed class RowPlace(DamagedSqlitePlace place, string table, string[] keys, object?[] values)
    {
        public bool Replace(string column, object? value)
        {
            using SqliteCommand command = place.Connection.CreateCommand();
            command.CommandText = $"UPDATE {table} SET {column} = $value WHERE {string.Join(" AND ", keys.Select((key, i) => $"{key} = $key{i}"))}";
            command.Parameters.AddWithValue("$value", value ?? DBNull.Value);
            for (int i = 0; i < keys.Length; i++)
            {
                command.Parameters.AddWithValue($"$key{i}", values[i]);
            }

            try
            {
                if (command.ExecuteNonQuery() != 1)
                {
                    return false;
                }
            }
            catch (SqliteException e) when (e.SqliteErrorCode is 19 or 20)
            {
                return false;   // a constraint: SQLite does not take it
            }

            int moved = Array.IndexOf(keys, column);
            if (moved >= 0)
            {
                values[moved] = value;
            }

            return true;
        }
    }
}
