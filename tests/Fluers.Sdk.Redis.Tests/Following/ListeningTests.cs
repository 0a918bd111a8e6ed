using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Following;

/// <summary>Who follows a session hears of the commits of other storages, also after the connection was lost.</summary>
public sealed class ListeningTests : RedisTest
{
    // Below the time after which all who wait look for themselves, and far beyond what a channel takes.
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Another_storages_commits_and_deletions_are_heard_of()
    {
        await using RedisStorage other = Open();
        await other.FillAsync(Stored.Key, 1);

        Task commit = Storage.WaitForChangeAsync(Stored.Key, 1).AsTask();
        await ListeningAsync(commit);
        await other.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"));
        await commit.WaitAsync(Never);

        Task deletion = Storage.WaitForChangeAsync(Stored.Key, 2).AsTask();
        await other.DeleteAsync(Stored.Key);
        await deletion.WaitAsync(Never);
    }

    [Fact]
    public async Task A_connection_that_broke_is_replaced_and_nothing_is_missed()
    {
        await using RedisStorage other = Open();
        await other.FillAsync(Stored.Key, 1);
        await using RedisStorage storage = Open($"name={Prefix}");
        Task waiting = storage.WaitForChangeAsync(Stored.Key, 1).AsTask();
        await ListeningAsync(waiting);

        for (int i = 0; i < 5; i++)
        {
            await KillListenersAsync();
            await other.CommitAsync(TestCommits.Commit(Stored.Key, 1 + i, null, $"{1 + i}"));
            await waiting.WaitAsync(Never);
            waiting = storage.WaitForChangeAsync(Stored.Key, 2 + i).AsTask();
        }

        await other.DeleteAsync(Stored.Key);
        await waiting.WaitAsync(Never);
    }

    [Fact]
    public async Task Words_of_somebody_else_on_a_channel_wake_nobody_and_break_nothing()
    {
        await Storage.FillAsync(Stored.Key, 1);
        Task waiting = Storage.WaitForChangeAsync(Stored.Key, 1).AsTask();
        await ListeningAsync(waiting);
        foreach (string text in new[] { "", "/", "default/", "a/b/c", "default/session", new string('x', 70_000) })
        {
            await Behind.PublishAsync(KeysOf(Stored.Key).Channel, text);
        }

        // What is told last on the same channel is heard last.
        await using RedisStorage other = Open();
        SessionKey last = Enumerable.Range(0, 10_000).Select(i => new SessionKey(new SessionId($"last-{i}"))).First(key => KeysOf(key).Channel == KeysOf(Stored.Key).Channel);
        await other.FillAsync(last, 1);
        Task heard = Storage.WaitForChangeAsync(last, 1).AsTask();
        await other.CommitAsync(TestCommits.Commit(last, 1, null, "1"));
        await heard.WaitAsync(Never);
        Assert.False(waiting.IsCompleted);
        await other.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"));
        await waiting.WaitAsync(Never);
    }

    [Fact]
    public async Task A_closed_storage_leaves_its_channels()
    {
        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync(Server);
        await using (RedisStorage storage = RedisStorage.Open(connections, new RedisOptions { Prefix = Prefix }))
        {
            await storage.FillAsync(Stored.Key, 1);
            Task waiting = storage.WaitForChangeAsync(Stored.Key, 1).AsTask();
            await ListeningAsync(waiting);
            await storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"));
            await waiting.WaitAsync(Never);
        }

        long start = Environment.TickCount64;
        while (await ListenersAsync() > 0)
        {
            Assert.True(Environment.TickCount64 - start < Never.TotalMilliseconds, "The closed storage still listens.");
            await Task.Delay(5);
        }
    }

    /// <summary>Returns once somebody listens; fails with who was to listen and does not.</summary>
    private async Task ListeningAsync(Task waiting)
    {
        while (await ListenersAsync() == 0)
        {
            await Task.WhenAny(waiting, Task.Delay(5));
            if (waiting.IsFaulted)
            {
                await waiting;
            }
        }
    }

    private async Task<long> ListenersAsync()
    {
        RedisResult[] counts = (RedisResult[])(await Behind.ExecuteAsync("PUBSUB", "NUMSUB", (string)KeysOf(Stored.Key).Channel!))!;
        return (long)counts[1];
    }

    private async Task KillListenersAsync()
    {
        string clients = (string)(await Behind.ExecuteAsync("CLIENT", "LIST"))!;
        foreach (string client in clients.Split('\n').Where(line => line.Contains($"name={Prefix}", StringComparison.Ordinal) && !line.Contains(" sub=0 ", StringComparison.Ordinal)))
        {
            await Behind.ExecuteAsync("CLIENT", "KILL", "ID", client.Split(' ')[0]["id=".Length..]);
        }
    }
}
