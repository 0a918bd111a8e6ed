using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Redis.Tests.Replicas;

/// <summary>A commit that must be on replicas is told as stored when it is there, and not before.</summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    // Only against hanging.
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    private RedisServer? _primary;
    private RedisServer? _replica;
    private RedisStorage? _storage;

    private RedisStorage Storage => _storage!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        _primary = RedisServer.StartPrivate("repl-diskless-sync-delay", "0");
        _replica = RedisServer.StartPrivate("replicaof", $"127.0.0.1 {_primary.Port}");
        _storage = Open(TimeSpan.FromSeconds(10));
        await UntilReplicatedAsync(TestCommits.Commit(new SessionKey(new SessionId("first")), 0, "h"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null)
        {
            await _storage.DisposeAsync();
        }

        _replica?.Dispose();
        _primary?.Dispose();
    }

    [Fact]
    public async Task What_is_acknowledged_is_on_the_replica()
    {
        for (int i = 0; i < 50; i++)
        {
            await Storage.CommitAsync(TestCommits.Commit(Stored.Key, i, i == 0 ? "h" : null, $"{i}"));
        }

        // The primary dies, and the replica is made the primary: all is there.
        _primary!.Kill();
        using (StackExchange.Redis.ConnectionMultiplexer behind = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync($"{_replica!.Configuration},allowAdmin=true"))
        {
            await behind.GetDatabase().ExecuteAsync("REPLICAOF", "NO", "ONE");
        }

        await using var after = RedisStorage.Open(_replica.Configuration);
        Assert.Equal(Stored.Numbers(0, 50), (await after.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_commit_that_no_replica_has_is_stored_and_told_as_in_doubt_until_one_has_it()
    {
        await Storage.FillAsync(Stored.Key, 1);
        SessionCommit commit = TestCommits.Commit(Stored.Key, 1, null, "1");
        await using RedisStorage impatient = Open(TimeSpan.FromMilliseconds(300));
        await impatient.GetInfoAsync(Stored.Key);
        _replica!.Freeze();

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await impatient.CommitAsync(commit));
        SessionStorageException again = await Assert.ThrowsAsync<SessionStorageException>(async () => await impatient.CommitAsync(commit));

        Assert.All([error, again], e => Assert.Contains("only 0 of 1 replicas had it", e.Message, StringComparison.Ordinal));
        Assert.Equal(2, (await Storage.GetInfoAsync(Stored.Key))!.Revision);
        _replica.Thaw();
        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 2, 2), await UntilReplicatedAsync(commit));
    }

    [Fact]
    public async Task More_replicas_than_there_are_are_missed()
    {
        await using var storage = RedisStorage.Open(
            _primary!.Configuration,
            new RedisOptions { Durability = RedisDurability.Replicated, Replicas = 2, ReplicaTimeout = TimeSpan.FromMilliseconds(100) });

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(
            async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h")));

        Assert.Contains("of 2 replicas had it within 0.1 seconds", error.Message, StringComparison.Ordinal);
    }

    private RedisStorage Open(TimeSpan patience) => RedisStorage.Open(
        $"{_primary!.Configuration},{_replica!.Configuration}",
        new RedisOptions { Durability = RedisDurability.Replicated, ReplicaTimeout = patience });

    private async Task<CommitOutcome> UntilReplicatedAsync(SessionCommit commit)
    {
        long start = Environment.TickCount64;
        while (true)
        {
            try
            {
                return await Storage.CommitAsync(commit);
            }
            catch (SessionStorageException) when (Environment.TickCount64 - start < Never.TotalMilliseconds)
            {
                await Task.Delay(50);   // the replica has not caught up yet
            }
        }
    }
}
