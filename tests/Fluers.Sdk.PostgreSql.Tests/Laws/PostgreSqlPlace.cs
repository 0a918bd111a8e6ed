using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.PostgreSql.Tests.Laws;

/// <summary>A schema of its own in the database of the server that the tests share.</summary>
public class PostgreSqlPlace : ProcessPlace
{
    public string Schema { get; } = $"test_{Guid.NewGuid():N}";

    public override string Address => $"postgresql|{ConnectionString}|{Schema}";

    public override string Host => Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Storage.Host.dll");

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

    public override async ValueTask DisposeAsync()
    {
        if (PostgreSqlServer.WhyMissing is null)
        {
            await Sql.ExecuteAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        }

        await base.DisposeAsync();
    }
}
