using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Poolers;

/// <summary>Behind a pooler that lends connections by the transaction everything works with the settings that nobody has changed.</summary>
public sealed class PoolerTests : PostgreSqlTest
{
    // Only against hanging.
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    private PgBouncer? _pooler;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.SkipWhen(PgBouncer.WhyMissing is not null, PgBouncer.WhyMissing ?? "");
        _pooler = PgBouncer.Start(Server, "transaction", connections: 3);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _pooler?.Dispose();
    }

    [Fact]
    public async Task Many_writers_and_readers_of_some_processes_share_few_connections()
    {
        PostgreSqlStorage[] storages = [.. Enumerable.Range(0, 3).Select(_ => OpenBehind())];
        await Task.WhenAll(Enumerable.Range(0, 12).Select(writer => Task.Run(async () =>
        {
            PostgreSqlStorage storage = storages[writer % storages.Length];
            var key = new SessionKey(new SessionId($"session-{writer}"));
            for (int i = 0; i < 20; i++)
            {
                Assert.Equal(
                    new CommitOutcome(CommitStatus.Committed, i + 1, i + 1), await storage.CommitAsync(TestCommits.Commit(key, i, i == 0 ? "h" : null, $"{i}")));
                Assert.Equal([$"{i}"], (await storage.ReadAsync(key, new EntryRange(i, 1))).Entries);
                Assert.Equal(i + 1, (await storage.GetInfoAsync(key))!.Revision);
            }

            Assert.Equal(CommitStatus.Committed, (await storage.ForkAsync(key, 10, new SessionKey(new SessionId($"fork-{writer}")))).Status);
            Assert.True(await storage.DeleteAsync(key));
        })));

        Assert.Equal(12, (await storages[0].ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions.Count);
        Assert.Equal([SessionKey.DefaultTenant], await storages[1].ListTenantsAsync().ToListAsync());
        await Task.WhenAll(storages.Select(storage => storage.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_data_source_of_the_applications_works_too()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(_pooler!.ConnectionString + ";No Reset On Close=true");
        await using PostgreSqlStorage storage = PostgreSqlStorage.Open(source, new PostgreSqlOptions { Schema = Schema });

        await storage.FillAsync(Stored.Key, Enumerable.Repeat(1, 30));

        Assert.Equal(Stored.Numbers(0, 30), (await storage.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task Whoever_follows_a_session_hears_of_the_changes_of_others_and_they_of_his()
    {
        await using PostgreSqlStorage behind = OpenBehind();
        await Storage.FillAsync(Stored.Key, 1);

        Task there = behind.WaitForChangeAsync(Stored.Key, 1).AsTask();
        Task here = Storage.WaitForChangeAsync(Stored.Key, 1).AsTask();
        await using (PostgreSqlStorage other = OpenBehind())
        {
            await other.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"));
        }

        await there.WaitAsync(Never);
        await here.WaitAsync(Never);
        there = behind.WaitForChangeAsync(Stored.Key, 2).AsTask();
        await Storage.DeleteAsync(Stored.Key);
        await there.WaitAsync(Never);

        // No connection that is lent hears anything for somebody else.
        Assert.Equal(0, await Sql.QueryAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE $1 AND application_name = 'behind'", $"LISTEN%{new PostgreSql.Following.ChangeChannel(Schema).NameOf(Stored.Key)[..^3]}%"));
    }

    [Fact]
    public async Task A_caller_who_gives_up_behind_a_pooler_comes_back_with_nothing_stored()
    {
        await using PostgreSqlStorage behind = OpenBehind();
        await behind.FillAsync(Stored.Key, 1);
        await using var holder = new NpgsqlConnection($"{Server};Pooling=false");
        await holder.OpenAsync();
        await holder.BeginTransactionAsync();
        await using (NpgsqlCommand hold = new($"SELECT 1 FROM {Schema}.sessions FOR UPDATE", holder))
        {
            await hold.ExecuteNonQueryAsync();
        }

        using var giveUp = new CancellationTokenSource();
        Task<CommitOutcome> waiting = behind.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"), giveUp.Token).AsTask();
        while (await Sql.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND position($1 IN query) > 0", $"{Schema}\".commit") == 0)
        {
            await Task.Delay(5);
        }

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting.WaitAsync(Never));
        await holder.CloseAsync();
        Assert.Equal(1, (await behind.GetInfoAsync(Stored.Key))!.Revision);
    }

    [Fact]
    public async Task A_pooler_that_comes_later_ends_the_preparing_of_statements()
    {
        int port;
        PostgreSqlStorage first;
        PostgreSqlStorage second;
        using (WireProxy direct = WireProxy.Before(new NpgsqlConnectionStringBuilder(Server).Port))
        {
            port = direct.Port;
            first = Open($"Port={port}");
            second = Open($"Port={port}");
            await first.FillAsync(Stored.Key, Enumerable.Repeat(1, 10));
            await second.FillAsync(Stored.Neighbour, Enumerable.Repeat(1, 10));
        }

        // Two processes that prepare over one connection of the server give two statements one name.
        using PgBouncer one = PgBouncer.Start(Server, "transaction", connections: 1, port);
        for (int i = 10; i < 30; i++)
        {
            Assert.Equal(CommitStatus.Committed, (await first.CommitAsync(TestCommits.Commit(Stored.Key, i, null, $"{i}"))).Status);
            Assert.Equal(CommitStatus.Committed, (await second.CommitAsync(TestCommits.Commit(Stored.Neighbour, i, null, $"{i}"))).Status);
            Assert.Equal(i + 1, (await second.GetInfoAsync(Stored.Key))!.Revision);
        }

        Assert.Equal(Stored.Numbers(0, 30), (await second.ReadAsync(Stored.Key)).Entries);
        Assert.Equal(Stored.Numbers(0, 30), (await first.ReadAsync(Stored.Neighbour)).Entries);
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    private PostgreSqlStorage OpenBehind() => PostgreSqlStorage.Open($"{_pooler!.ConnectionString};Application Name=behind", new PostgreSqlOptions { Schema = Schema });
}
