using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Wire;

/// <summary>What each call costs on the way to the server and back.</summary>
public sealed class RoundTripTests : PostgreSqlTest
{
    [Fact]
    public async Task Every_call_is_one_round_trip()
    {
        using WireProxy proxy = WireProxy.Before(new NpgsqlConnectionStringBuilder(Server).Port);
        await using PostgreSqlStorage storage = Open($"Host=127.0.0.1;Port={proxy.Port};Maximum Pool Size=1");
        await storage.FillAsync(Stored.Key, Enumerable.Repeat(1, 20));   // until the statements are prepared

        await AssertOneAsync("commit", async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 20, "h", "20", "21")));
        await AssertOneAsync("refusal", async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, "h")));
        for (int i = 0; i < 10; i++)
        {
            await storage.ReadAsync(Stored.Key);
            await storage.GetInfoAsync(Stored.Key);
            await storage.ListAsync(new StoredSessionQuery { Tenant = "default" });
            await storage.ListTenantsAsync().ToListAsync();
        }

        await AssertOneAsync("read", async () => await storage.ReadAsync(Stored.Key));
        await AssertOneAsync("info", async () => await storage.GetInfoAsync(Stored.Key));
        await AssertOneAsync("list", async () => await storage.ListAsync(new StoredSessionQuery { Tenant = "default" }));
        await AssertOneAsync("page of tenants", async () => await storage.ListTenantsAsync().ToListAsync());
        await AssertOneAsync("fork", async () => await storage.ForkAsync(Stored.Key, 10, Stored.Neighbour));
        await AssertOneAsync("deletion", async () => await storage.DeleteAsync(Stored.Key));
        await AssertOneAsync("creation", async () => await storage.CommitAsync(TestCommits.Commit(new SessionKey(new SessionId("new")), 0, "h")));

        async Task AssertOneAsync(string what, Func<Task> call)
        {
            int before = proxy.RoundTrips;
            await call();
            Assert.True(proxy.RoundTrips == before + 1, $"A {what} took {proxy.RoundTrips - before} round trips.");
        }
    }

    [Fact]
    public async Task Statements_are_prepared_over_connections_of_the_storages_own()
    {
        await using PostgreSqlStorage storage = Open($"Maximum Pool Size=1;Application Name={Schema}");
        await storage.FillAsync(Stored.Key, Enumerable.Repeat(1, 20));

        // What another session has prepared cannot be seen; that the statement is planned once, its calls can tell.
        await Sql.ExecuteAsync($"CREATE TABLE {Schema}.seen (name text)");
        await Sql.ExecuteAsync(
            $"""
            CREATE FUNCTION {Schema}.see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO {Schema}.seen SELECT statement FROM pg_prepared_statements; RETURN NULL;
            END $$;
            CREATE TRIGGER see AFTER INSERT ON {Schema}.commits FOR EACH ROW EXECUTE FUNCTION {Schema}.see()
            """);
        await storage.CommitAsync(TestCommits.Commit(Stored.Key, 20, null, "20"));

        Assert.True(await Sql.QueryAsync<long>($"SELECT count(*) FROM {Schema}.seen WHERE name LIKE '%commit_session%'") > 0);
    }
}
