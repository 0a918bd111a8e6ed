using System.Net;
using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Cluster;

/// <summary>What only a cluster does: it spreads the sessions of a tenant, and moves them while they are written to.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private readonly string _prefix = $"test-{Guid.NewGuid():N}";
    private RedisStorage? _storage;

    private RedisStorage Storage => _storage!;

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RedisCluster.WhyMissing is not null, RedisCluster.WhyMissing ?? "");
        _storage = RedisStorage.Open(RedisCluster.Shared.Configuration, new RedisOptions { Prefix = _prefix });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null)
        {
            await _storage.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_sessions_of_a_tenant_are_spread_over_the_servers_and_listed_together()
    {
        string[] ids = [.. Enumerable.Range(0, 200).Select(i => $"session-{i}")];
        foreach (string id in ids)
        {
            await Storage.FillAsync(new SessionKey(new SessionId(id)), 1);
        }

        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync(RedisCluster.Shared.Configuration);
        var keys = new StoreKeys(_prefix);
        Assert.Equal(
            3, ids.Select(id => connections.GetServer(keys.Of(new SessionKey(new SessionId(id))).Session).EndPoint).Distinct().Count());
        StoredSessionPage page = await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, PageSize = 200 });
        Assert.Equal(ids.Reverse(), page.Sessions.Select(session => session.Key.Id.Value));
    }

    [Fact]
    public async Task A_configuration_of_one_server_finds_the_others()
    {
        await using var storage = RedisStorage.Open(RedisCluster.Shared.Configuration.Split(',')[0], new RedisOptions { Prefix = _prefix });
        for (int i = 0; i < 30; i++)
        {
            await storage.FillAsync(new SessionKey(new SessionId($"session-{i}")), 1, 2);
            Assert.Equal(Stored.Numbers(0, 3), (await Storage.ReadAsync(new SessionKey(new SessionId($"session-{i}")))).Entries);
        }
    }

    [Fact]
    public async Task Sessions_that_move_to_another_server_under_their_writers_lose_nothing()
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        using var cluster = RedisCluster.StartPrivate();
        await using var storage = RedisStorage.Open(cluster.Configuration);
        using var stop = new CancellationTokenSource();
        SessionKey[] keys = [.. Enumerable.Range(0, 6).Select(i => new SessionKey($"tenant-{i}", new SessionId("session")))];
        Task<int[]> writing = Task.WhenAll(keys.Select(key => Task.Run(async () =>
        {
            int i = 0;
            for (; !stop.IsCancellationRequested; i++)
            {
                SessionCommit commit = TestCommits.Commit(key, i, i == 0 ? "h" : null, $"{i}");
                Assert.Contains((await storage.CommitAsync(commit)).Status, new[] { CommitStatus.Committed, CommitStatus.Repeated });
                Assert.Equal([$"{i}"], (await storage.ReadAsync(key, new EntryRange(i, 1))).Entries);
            }

            return i;
        })));

        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync(cluster.Configuration);
        for (int round = 0; round < 4; round++)
        {
            foreach (SessionKey key in keys)
            {
                await cluster.MoveSlotAsync(connections.HashSlot(new StoreKeys("fluers").Of(key).Session), to: round % 3);
            }
        }

        await stop.CancelAsync();

        int[] counts = await writing;
        for (int i = 0; i < keys.Length; i++)
        {
            Assert.Equal(Stored.Numbers(0, counts[i]), (await storage.ReadAsync(keys[i])).Entries);
            Assert.Single((await storage.ListAsync(new StoredSessionQuery { Tenant = keys[i].Tenant })).Sessions);
        }
    }

    [Fact]
    public async Task Tenants_whose_sessions_move_to_another_server_are_listed_all_the_same()
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        using var cluster = RedisCluster.StartPrivate();
        await using var storage = RedisStorage.Open(cluster.Configuration);
        SessionKey[] keys = [.. Enumerable.Range(0, 20).Select(i => new SessionKey($"tenant-{i:00}", new SessionId("session")))];
        foreach (SessionKey key in keys)
        {
            await storage.FillAsync(key, 1);
        }

        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync(cluster.Configuration);
        Task moving = Task.Run(async () =>
        {
            foreach (SessionKey key in keys)
            {
                await cluster.MoveSlotAsync(connections.HashSlot(new StoreKeys("fluers").Of(key).Session), to: 0);
            }
        });
        do
        {
            Assert.Equal(keys.Select(key => key.Tenant), await storage.ListTenantsAsync().ToListAsync());
        }
        while (!moving.IsCompleted);

        await moving;
        Assert.Equal(keys.Select(key => key.Tenant), await storage.ListTenantsAsync().ToListAsync());
    }

    [Fact]
    public async Task Without_one_of_the_servers_no_part_of_the_tenants_is_taken_for_all()
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        using var cluster = RedisCluster.StartPrivate();
        await using var storage = RedisStorage.Open($"{cluster.Configuration},asyncTimeout=2000");
        await storage.FillAsync(new SessionKey(new SessionId("session")), 1);
        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync(cluster.Configuration);
        EndPoint stamp = connections.GetServer(new StoreKeys("fluers").Stamp).EndPoint;

        cluster.Servers.First(server => !server.Configuration.EndsWith($":{((IPEndPoint)stamp).Port}", StringComparison.Ordinal)).Kill();

        await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.ListTenantsAsync().ToListAsync());
    }
}
