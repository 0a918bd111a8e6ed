using System.Security.Cryptography;
using Npgsql;
using StackExchange.Redis;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>All that a store is: its files, rows or keys.</summary>
internal static class Snapshot
{
    public static async Task<string[]> OfAsync(Store store) => store.Kind switch
    {
        "postgres" => await RowsAsync(store.Connection),
        "redis" => await KeysAsync(store.Connection),
        _ => Files(store.Folder),
    };

    /// <summary>Each file and folder: its name, its time, its content.</summary>
    private static string[] Files(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Where(one => Path.GetRelativePath(folder, one.FullName).StartsWith("sessions", StringComparison.Ordinal))
            .OrderBy(one => one.FullName, StringComparer.Ordinal)
            .Select(one => $"{one.FullName} {one.LastWriteTimeUtc:O} {(one is FileInfo ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(one.FullName))) : "")}"),
    ];

    private static async Task<string[]> RowsAsync(string connectionString)
    {
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        var found = new List<string>();
        foreach (string table in await AskAsync(database, "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"))
        {
            found.AddRange((await AskAsync(database, $"SELECT one::text FROM {table} AS one ORDER BY 1")).Select(row => $"{table} {row}"));
        }

        found.AddRange(await AskAsync(database, "SELECT format('%I.%I %s', schemaname, sequencename, last_value) FROM pg_sequences ORDER BY 1"));

        return [.. found];
    }

    private static async Task<List<string>> AskAsync(NpgsqlDataSource database, string sql)
    {
        await using NpgsqlCommand command = database.CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static async Task<string[]> KeysAsync(string configuration)
    {
        await using ConnectionMultiplexer server = await ConnectionMultiplexer.ConnectAsync(configuration);
        var found = new List<string>();
        await foreach (RedisKey key in server.GetServers()[0].KeysAsync())
        {
            found.Add($"{key} {Convert.ToHexString(SHA256.HashData((await server.GetDatabase().KeyDumpAsync(key))!))}");
        }

        found.Sort(StringComparer.Ordinal);
        return [.. found];
    }
}
