using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>
/// Holds whoever commits to one session of a store, in the middle of its transaction, until it is opened or the process ends. So what is
/// stopped is stopped where the test says.
/// </summary>
internal static class Gate
{
    private const long Lock = 4711;

    /// <summary>On SQLite a trigger that never ends; a process that is in it can only be killed.</summary>
    public static async Task CloseAsync(Store store, string id)
    {
        await using var database = new SqliteConnection($"Data Source={store.Folder}/sessions.db;Pooling=False");
        await database.OpenAsync();
        await using SqliteCommand close = database.CreateCommand();
        close.CommandText = $"""
            CREATE VIEW for_ever AS WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n;
            CREATE TRIGGER gate_1 BEFORE INSERT ON sessions WHEN NEW.id = '{id}' BEGIN SELECT count(*) FROM for_ever; END;
            CREATE TRIGGER gate_2 BEFORE UPDATE ON sessions WHEN NEW.id = '{id}' BEGIN SELECT count(*) FROM for_ever; END;
            """;
        await close.ExecuteNonQueryAsync();
    }

    public static async Task TakeAwayAsync(Store store)
    {
        await using var database = new SqliteConnection($"Data Source={store.Folder}/sessions.db;Pooling=False");
        await database.OpenAsync();
        await using SqliteCommand open = database.CreateCommand();
        open.CommandText = "DROP TRIGGER gate_1; DROP TRIGGER gate_2; DROP VIEW for_ever";
        await open.ExecuteNonQueryAsync();
    }

    /// <summary>On PostgreSQL a trigger that waits for a lock, which the connection holds that is returned.</summary>
    public static async Task<NpgsqlConnection> CloseAsync(string connectionString, string id)
    {
        var held = new NpgsqlConnection(connectionString);
        await held.OpenAsync();
        await RunAsync(held, $"""
            SELECT pg_advisory_lock({Lock});
            CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock({Lock}); RETURN NEW; END';
            CREATE TRIGGER gate BEFORE INSERT OR UPDATE ON fluers.sessions FOR EACH ROW WHEN (NEW.id = '{id}') EXECUTE FUNCTION gate();
            """);
        return held;
    }

    /// <summary>Returns once somebody waits, or the work that should have come there has ended.</summary>
    public static async Task UntilSomebodyWaitsAsync(this NpgsqlConnection held, Task work)
    {
        while (await RunAsync(held, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") is 0L && !work.IsCompleted)
        {
            await Task.Delay(5);
        }
    }

    public static Task OpenAsync(this NpgsqlConnection held, bool andForGood) =>
        RunAsync(held, $"SELECT pg_advisory_unlock({Lock}){(andForGood ? "; DROP TRIGGER gate ON fluers.sessions" : "")}");

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
