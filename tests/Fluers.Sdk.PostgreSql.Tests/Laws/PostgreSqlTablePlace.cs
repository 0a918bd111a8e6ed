using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Laws;

/// <summary>A schema whose rows a test can change in every column but the tenant and the id of a session, by which it is found.</summary>
/// <remarks>Each call is one to a server: without <c>FLUERS_FULL=1</c> the columns of some rows have to do, those of each kind.</remarks>
public sealed class PostgreSqlTablePlace : PostgreSqlPlace, ITablePlace
{
    private static readonly string[] Names = ["tenant", "id"];

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("FLUERS_FULL") == "1";

    private bool _isKept;

    public async Task<IReadOnlyList<StoredCell>> CellsAsync()
    {
        (string[] columns, List<object[]> sessions) = await Sql.RowsAsync($"SELECT * FROM {Schema}.sessions ORDER BY key");
        var owners = new Dictionary<long, SessionKey>();
        foreach (object[] row in sessions)
        {
            owners[(long)row[Array.IndexOf(columns, "key")]] =
                new SessionKey((string)row[Array.IndexOf(columns, "tenant")], new SessionId((string)row[Array.IndexOf(columns, "id")]));
        }

        StoredCell[] all =
        [
            .. Cells("sessions", columns, sessions, row => owners[(long)row[Array.IndexOf(columns, "key")]]),
            .. await CellsAsync("entries", "session, first", owners),
            .. await CellsAsync("commits", "session, revision", owners),
        ];
        return IsFull ? all : [.. all.DistinctBy(cell => (cell.Name, cell.Session.Id.Value == "deleted"))];
    }

    public async Task KeepAsync()
    {
        await BackUpAsync();
        _isKept = true;
    }

    public Task PutBackAsync()
    {
        Assert.True(_isKept);
        return RestoreAsync();
    }

    private async Task<IEnumerable<StoredCell>> CellsAsync(string table, string order, Dictionary<long, SessionKey> owners)
    {
        (string[] columns, List<object[]> rows) = await Sql.RowsAsync($"SELECT * FROM {Schema}.{table} ORDER BY {order}");
        return Cells(table, columns, rows, row => owners[(long)row[Array.IndexOf(columns, "session")]]);
    }

    private IEnumerable<StoredCell> Cells(string table, string[] columns, List<object[]> rows, Func<object[], SessionKey> owner)
    {
        foreach (object[] row in rows)
        {
            object[] now = [.. row];
            for (int i = 0; i < columns.Length; i++)
            {
                int column = i;
                if (!Names.Contains(columns[column]))
                {
                    yield return new StoredCell(
                        $"{table}.{columns[column]}", owner(row), Plain(row[column]),
                        [.. rows.Where(other => other != row).Select(other => Plain(other[column]))], value => ReplaceAsync(table, columns, now, column, row[column], value));
                }
            }
        }
    }

    private async Task<bool> ReplaceAsync(string table, string[] columns, object[] now, int column, object like, object? value)
    {
        object changed;
        try
        {
            changed = Typed(columns[column], like, value);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException)
        {
            return false;   // no value of the column's type
        }

        var values = new List<object> { changed };
        var row = new List<string>();
        for (int i = 0; i < columns.Length; i++)
        {
            if (now[i] is not DBNull)
            {
                values.Add(now[i]);
            }

            row.Add(now[i] is DBNull ? $"{columns[i]} IS NULL" : $"{columns[i]} = ${values.Count}");
        }

        try
        {
            Assert.Equal(1, await Sql.ExecuteAsync($"UPDATE {Schema}.{table} SET {columns[column]} = $1 WHERE {string.Join(" AND ", row)}", [.. values]));
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.NumericValueOutOfRange)
        {
            return false;
        }

        now[column] = changed;
        return true;
    }

    private static object? Plain(object value) => value switch
    {
        DBNull => null,
        int number => (long)number,
        Guid id => id.ToByteArray(bigEndian: true),
        _ => value,
    };

    private static object Typed(string column, object like, object? value) => (like, value) switch
    {
        (_, null) => DBNull.Value,
        (int, long number) => checked((int)number),
        (_, byte[] bytes) when column is "last_commit" or "commit_id" => new Guid(bytes, bigEndian: true),
        _ => value,
    };
}
