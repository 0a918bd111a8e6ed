using Fluers.Sdk.Servers;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests;

/// <summary>Looks at the tables behind a storage's back, and changes them.</summary>
internal static class Sql
{
    private static readonly Lazy<NpgsqlDataSource> Source = new(() => NpgsqlDataSource.Create(PostgreSqlServer.Shared.ConnectionString + ";Maximum Pool Size=4"));

    /// <returns>The number of rows that were changed.</returns>
    public static async Task<int> ExecuteAsync(string sql, params object[] values)
    {
        await using NpgsqlCommand command = Command(sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> QueryAsync<T>(string sql, params object[] values)
    {
        await using NpgsqlCommand command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task<(string[] Columns, List<object[]> Rows)> RowsAsync(string sql)
    {
        await using NpgsqlCommand command = Command(sql, []);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return ([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows);
    }

    private static NpgsqlCommand Command(string sql, object[] values)
    {
        NpgsqlCommand command = Source.Value.CreateCommand(sql);
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
