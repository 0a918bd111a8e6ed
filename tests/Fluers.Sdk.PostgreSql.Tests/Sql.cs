using Fluers.Sdk.Servers;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests;

/// <summary>Looks at the tables behind a storage's back, and changes them.</summary>
internal static class Sql
{
    private static readonly Lazy<NpgsqlDataSource> Source = new(() => NpgsqlDataSource.Create(PostgreSqlServer.Shared.ConnectionString + ";Maximum Pool Size=4"));

    public static async Task ExecuteAsync(string sql, params object[] values)
    {
        await using NpgsqlCommand command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> QueryAsync<T>(string sql, params object[] values)
    {
        await using NpgsqlCommand command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
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
