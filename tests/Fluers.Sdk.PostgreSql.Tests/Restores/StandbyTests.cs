using Fluers.Sdk.Servers;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Restores;

/// <summary>
/// A standby that takes over without the last commits holds the store as it was when the standby saw it last, and it goes on; who knew what was lost
/// is refused.
/// </summary>
public sealed class StandbyTests
{
    // Only against hanging.
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_store_goes_on_at_the_standby_that_took_over_without_the_last_commits()
    {
        string? why = PostgreSqlServer.WhyNoPrivate ?? (PostgreSqlServer.Find("pg_basebackup") is null ? "The tool pg_basebackup is not installed." : null);
        Assert.SkipWhen(why is not null, why ?? "");
        using PostgreSqlServer primary = PostgreSqlServer.StartPrivate();
        using PostgreSqlServer standby = primary.StartStandby();
        await using var storage = PostgreSqlStorage.Open(Both(primary, standby));
        var restored = new RestoredStore();
        await restored.FillAsync(storage);
        await FollowedAsync(primary, standby);

        // What is stored while the standby is away never comes there.
        await Task.Run(standby.Kill);
        await restored.GoOnAsync(storage);
        await Task.Run(primary.Kill);
        await Task.Run(standby.Start);
        Assert.True(await AskAsync<bool>(standby, "SELECT pg_promote(true, 300)"));

        await restored.AssertGoesOnAsync(storage);
    }

    private static string Both(PostgreSqlServer primary, PostgreSqlServer standby)
    {
        var one = new NpgsqlConnectionStringBuilder(primary.ConnectionString);
        var two = new NpgsqlConnectionStringBuilder(standby.ConnectionString);
        return $"Host={one.Host}:{one.Port},{two.Host}:{two.Port};Username={one.Username};Database={one.Database};Target Session Attributes=primary;Host Recheck Seconds=0";
    }

    private static async Task FollowedAsync(PostgreSqlServer primary, PostgreSqlServer standby)
    {
        string stored = await AskAsync<string>(primary, "SELECT pg_current_wal_lsn()::text");
        for (long start = Environment.TickCount64; !await AskAsync<bool>(standby, $"SELECT coalesce(pg_last_wal_replay_lsn() >= '{stored}'::pg_lsn, false)"); await Task.Delay(10))
        {
            Assert.True(Environment.TickCount64 - start < Never.TotalMilliseconds, "The standby does not follow.");
        }
    }

    private static async Task<T> AskAsync<T>(PostgreSqlServer server, string sql)
    {
        await using var connection = new NpgsqlConnection($"{server.ConnectionString};Pooling=false;Command Timeout=300");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
