using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Replicas;

/// <summary>When another server takes over as planned, with both in the configuration, the next call finds it: nothing is refused, and nothing lost.</summary>
public sealed class FailoverTests : IAsyncLifetime
{
    // Only against hanging.
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    private RedisServer? _one;
    private RedisServer? _two;
    private ConnectionMultiplexer? _behindOne;
    private ConnectionMultiplexer? _behindTwo;
    private RedisStorage? _storage;

    private RedisStorage Storage => _storage!;

    private IDatabase One => _behindOne!.GetDatabase();

    private IDatabase Two => _behindTwo!.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        _one = RedisServer.StartPrivate("repl-diskless-sync-delay", "0");
        _two = RedisServer.StartPrivate("repl-diskless-sync-delay", "0", "replicaof", $"127.0.0.1 {_one.Port}");
        _behindOne = await ConnectionMultiplexer.ConnectAsync($"{_one.Configuration},allowAdmin=true");
        _behindTwo = await ConnectionMultiplexer.ConnectAsync($"{_two.Configuration},allowAdmin=true");
        await FollowsAsync(Two);

        // Looks at the roles by itself far too late for any test; a call may take as long as the machine needs.
        _storage = RedisStorage.Open($"{_one.Configuration},{_two.Configuration},configCheckSeconds=3600,asyncTimeout=60000,syncTimeout=60000");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable? open in new IAsyncDisposable?[] { _storage, _behindOne, _behindTwo })
        {
            await (open?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        _two?.Dispose();
        _one?.Dispose();
    }

    [Fact]
    public async Task A_commit_after_a_planned_failover_is_stored_by_the_server_that_took_over()
    {
        await Storage.FillAsync(Stored.Key, 1, 1);
        await SwapAsync(One, Two, _two!.Port);

        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 3, 3), await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 2, null, "2")));
        Assert.Equal(3, await Two.ListLengthAsync(new Keys.StoreKeys("fluers").Of(Stored.Key).Log));

        await SwapAsync(Two, One, _one!.Port);
        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 4, 4), await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 3, null, "3")));
        Assert.Equal(Stored.Numbers(0, 4), (await Storage.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task Many_writers_go_on_through_a_failover_and_lose_nothing()
    {
        const int Writers = 8;
        const int Commits = 30;
        TaskCompletionSource[] halfway = [.. Enumerable.Range(0, Writers).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        var swapped = new TaskCompletionSource();
        Task[] writing =
        [
            .. Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
            {
                var key = new SessionKey(new SessionId($"session-{writer}"));
                for (int i = 0; i < Commits; i++)
                {
                    CommitOutcome outcome = await Storage.CommitAsync(TestCommits.Commit(key, i, i == 0 ? "h" : null, $"{i}"));
                    Assert.Contains(outcome.Status, new[] { CommitStatus.Committed, CommitStatus.Repeated });
                    if (i == Commits / 2)
                    {
                        halfway[writer].SetResult();
                        await swapped.Task;
                    }
                }
            })),
        ];
        await Task.WhenAll(writing.Zip(halfway, (writer, half) => Task.WhenAny(writer, half.Task)));   // who failed never comes there
        await SwapAsync(One, Two, _two!.Port);
        swapped.SetResult();
        await Task.WhenAll(writing);

        for (int writer = 0; writer < Writers; writer++)
        {
            Assert.Equal(Stored.Numbers(0, Commits), (await Storage.ReadAsync(new SessionKey(new SessionId($"session-{writer}")))).Entries);
        }
    }

    [Fact]
    public async Task Whoever_reads_after_a_failover_reads_from_the_server_that_took_over()
    {
        await Storage.FillAsync(Stored.Key, 1);
        await SwapAsync(One, Two, _two!.Port);
        await using (var other = RedisStorage.Open(_two.Configuration))
        {
            await other.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"));
        }

        // The old server follows the new one no longer: what it would answer is what was once stored.
        await One.ExecuteAsync("REPLICAOF", "127.0.0.1", FreePort.Next());

        Assert.Equal(2, (await Storage.GetInfoAsync(Stored.Key))!.Revision);
        Assert.Equal(Stored.Numbers(0, 2), (await Storage.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_deletion_after_a_failover_is_done_once()
    {
        await Storage.FillAsync(Stored.Key, 1);
        await SwapAsync(One, Two, _two!.Port);

        Assert.True(await Storage.DeleteAsync(Stored.Key));
        Assert.False(await Storage.DeleteAsync(Stored.Key));
    }

    [Fact]
    public async Task Where_no_server_takes_writes_any_more_that_is_told_with_nothing_stored()
    {
        await using var impatient = RedisStorage.Open($"{_one!.Configuration},configCheckSeconds=3600,asyncTimeout=1000,connectTimeout=1000");
        await impatient.FillAsync(Stored.Key, 1);
        int nobody = FreePort.Next();
        await Two.ExecuteAsync("REPLICAOF", "127.0.0.1", nobody);
        await One.ExecuteAsync("REPLICAOF", "127.0.0.1", nobody);

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(
            async () => await impatient.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1")));

        Assert.Contains("Nothing was stored", error.Message, StringComparison.Ordinal);
        await One.ExecuteAsync("REPLICAOF", "NO", "ONE");
        Assert.Equal(1, (await Storage.GetInfoAsync(Stored.Key))!.Revision);
    }

    /// <summary>Hands over: the new server stops following, the old one follows it.</summary>
    private static async Task SwapAsync(IDatabase old, IDatabase next, int port)
    {
        await old.Multiplexer.ConfigureAsync();   // it may not know yet that this is the primary

        // WAIT speaks of what its own connection wrote, and so of all that was written before.
        await old.StringSetAsync("fence", "");
        Assert.Equal(1, (long)await old.ExecuteAsync("WAIT", 1, 60_000));
        await next.ExecuteAsync("REPLICAOF", "NO", "ONE");
        await old.ExecuteAsync("REPLICAOF", "127.0.0.1", port);
        await FollowsAsync(old);
    }

    private static async Task FollowsAsync(IDatabase replica)
    {
        long start = Environment.TickCount64;
        while (!$"{await replica.ExecuteAsync("INFO", "replication")}".Contains("master_link_status:up", StringComparison.Ordinal))
        {
            Assert.True(Environment.TickCount64 - start < Never.TotalMilliseconds, "The replica does not follow.");
            await Task.Delay(5);
        }
    }
}
