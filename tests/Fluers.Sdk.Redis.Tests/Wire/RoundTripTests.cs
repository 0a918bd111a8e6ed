using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Wire;

/// <summary>What each call costs on the way to the server and back, and what it does when the server has forgotten its scripts.</summary>
public sealed class RoundTripTests : RedisTest
{
    // What the client library asks for on its own account has no key of the store in it, and is not counted. That all questions of a call
    // reach the server while no answer reaches the client is what makes them one round trip.
    [Fact]
    public async Task Commits_reads_and_deletions_are_one_round_trip()
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        using WireProxy proxy = WireProxy.Before(RedisServer.Shared.Port);
        await using var storage = RedisStorage.Open($"127.0.0.1:{proxy.Port},asyncTimeout=60000,syncTimeout=60000", new RedisOptions { Prefix = Prefix });
        await storage.FillAsync(Stored.Key, 1, 1);
        await storage.FillAsync(Stored.Neighbour, 1);
        await storage.ReadAsync(Stored.Key);
        await storage.RecallAsync(Stored.Key, 1, Guid.NewGuid());
        await storage.DeleteAsync(Stored.Neighbour);   // the server has all scripts now
        await using RedisMonitor monitor = await RedisMonitor.StartAsync(RedisServer.Shared.Port, Prefix);

        await AssertOneAsync(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 2, "h", "2", "3")), "EVALSHA");
        await AssertOneAsync(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, "h")), "EVALSHA");
        await AssertOneAsync(async () => await storage.ReadAsync(Stored.Key), "EVALSHA", "LRANGE");
        await AssertOneAsync(async () => await storage.GetInfoAsync(Stored.Key), "EVALSHA");
        await AssertOneAsync(async () => await storage.RecallAsync(Stored.Key, 1, Guid.NewGuid()), "EVALSHA");
        await AssertOneAsync(async () => await storage.CommitAsync(TestCommits.Commit(new SessionKey(new SessionId("new")), 0, "h")), "EVALSHA");
        await AssertOneAsync(async () => await storage.DeleteAsync(Stored.Key), "EVALSHA");

        async Task AssertOneAsync(Func<Task> call, params string[] commands)
        {
            monitor.Forget();
            proxy.HoldAnswers();
            Task calling = call();
            await monitor.UntilAsync(commands.Length).WaitAsync(TimeSpan.FromMinutes(5));
            Assert.False(calling.IsCompleted);
            proxy.Release();
            await calling;
            Assert.Equal(commands, monitor.Seen);
        }
    }

    [Fact]
    public async Task A_server_that_forgot_its_scripts_is_given_them_again()
    {
        await Storage.FillAsync(Stored.Key, 1);
        await Behind.ExecuteAsync("SCRIPT", "FLUSH");

        Assert.Equal(CommitStatus.Committed, (await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"))).Status);
        await Behind.ExecuteAsync("SCRIPT", "FLUSH");
        Assert.True(await Storage.DeleteAsync(Stored.Key));
    }

    [Fact]
    public async Task A_session_lies_in_the_keys_that_its_name_gives_and_in_no_others()
    {
        await Storage.FillAsync(Stored.Key, 2, 1);
        Keys.SessionKeys keys = KeysOf(Stored.Key);

        RedisResult found = await Behind.ExecuteAsync("KEYS", $"{Prefix}:*");

        Assert.Equal(
            new[] { $"{Prefix}:{{stamp}}", keys.Session.ToString(), keys.Log.ToString(), keys.Commits.ToString(), keys.Order.ToString(), keys.Index.ToString(), keys.Known.ToString() }.Order(StringComparer.Ordinal),
            ((string[])found!).Order(StringComparer.Ordinal));
        Assert.Single(keys.All.Append(keys.Fence).Append(keys.Never).Select(key => Behind.Multiplexer.HashSlot(key)).Distinct());
        Assert.Equal(3, await Behind.ListLengthAsync(keys.Log));
    }

    [Fact]
    public async Task A_deleted_session_leaves_its_record_and_nothing_else()
    {
        await Storage.FillAsync(Stored.Key, 2, 1);
        await Storage.DeleteAsync(Stored.Key);

        RedisResult found = await Behind.ExecuteAsync("KEYS", $"{Prefix}:*");

        Assert.Equal(2, ((string[])found!).Length);
        Assert.Equal(1, await Behind.HashLengthAsync(KeysOf(Stored.Key).Session));
    }

    [Fact]
    public async Task A_commit_of_more_entries_than_a_script_takes_at_once_is_stored_whole()
    {
        string[] entries = [.. Enumerable.Range(0, 20_001).Select(i => $"{i}")];
        await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h", entries));

        Assert.Equal(entries, (await Storage.ReadAsync(Stored.Key)).Entries);
    }
}
