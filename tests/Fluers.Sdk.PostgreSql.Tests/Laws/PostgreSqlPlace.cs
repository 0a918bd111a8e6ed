using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.PostgreSql.Tests.Laws;

/// <summary>A schema of its own in the database of the server that the tests share.</summary>
public class PostgreSqlPlace : ProcessPlace, IRestorablePlace
{
    public string Schema { get; } = $"test_{Guid.NewGuid():N}";

    public override string Address => $"postgresql|{ConnectionString}|{Schema}";

    public override string Host => Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Storage.Host.dll");

    public bool RestoresUnderOpenStorages => true;

    private string Kept => $"{Schema}_kept";

    protected virtual string ConnectionString => PostgreSqlServer.Shared.ConnectionString;

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock)
    {
        Assert.SkipWhen(PostgreSqlServer.WhyMissing is not null, PostgreSqlServer.WhyMissing ?? "");
        return ValueTask.FromResult<ISessionStorage>(PostgreSqlStorage.Open(ConnectionString, new PostgreSqlOptions { Schema = Schema, Clock = clock }));
    }

    public override async Task SettleAsync()
    {
        // The server finishes what it was sent, also for one who is dead.
        while (await Sql.QueryAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'Fluers.Sdk' AND state <> 'idle' AND position($1 IN query) > 0", Schema) > 0)
        {
            await Task.Delay(1);
        }
    }

    public async Task BackUpAsync()
    {
        await using (var storage = PostgreSqlStorage.Open(ConnectionString, new PostgreSqlOptions { Schema = Schema }))
        {
            await storage.SetUpAsync();
        }

        await Sql.ExecuteAsync(
            $"""
            CREATE SCHEMA {Kept};
            CREATE TABLE {Kept}.sessions AS TABLE {Schema}.sessions;
            CREATE TABLE {Kept}.entries AS TABLE {Schema}.entries;
            CREATE TABLE {Kept}.commits AS TABLE {Schema}.commits;
            CREATE TABLE {Kept}.counts AS SELECT k.last_value AS keys, k.is_called AS is_keys, u.last_value AS updates, u.is_called AS is_updates FROM {Schema}.keys k, {Schema}.updates u
            """);
    }

    public async Task RestoreAsync() => await Sql.ExecuteAsync(
        $"""
        TRUNCATE {Schema}.sessions, {Schema}.entries, {Schema}.commits;
        INSERT INTO {Schema}.sessions TABLE {Kept}.sessions;
        INSERT INTO {Schema}.entries TABLE {Kept}.entries;
        INSERT INTO {Schema}.commits TABLE {Kept}.commits;
        SELECT setval('{Schema}.keys', keys, is_keys), setval('{Schema}.updates', updates, is_updates) FROM {Kept}.counts
        """);

    public async Task ClearAsync() => await Sql.ExecuteAsync(
        $"TRUNCATE {Schema}.sessions, {Schema}.entries, {Schema}.commits; SELECT setval('{Schema}.keys', 1, false), setval('{Schema}.updates', 1, false)");

    public override async ValueTask DisposeAsync()
    {
        if (PostgreSqlServer.WhyMissing is null)
        {
            await Sql.ExecuteAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE; DROP SCHEMA IF EXISTS {Kept} CASCADE");
        }

        await base.DisposeAsync();
    }
}
