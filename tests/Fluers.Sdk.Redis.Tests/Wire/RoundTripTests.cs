using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Wire;

/// <summary>What each call costs on the way to the server and back, and what it does when the server has forgotten its scripts.</summary>
public sealed class RoundTripTests : RedisTest
{
    [Fact]
    public async Task Commits_reads_and_deletions_are_one_round_trip()
    {
        using WireProxy proxy = WireProxy.Before(RedisServer.Shared.Port);
        await using var storage = RedisStorage.Open($"127.0.0.1:{proxy.Port}", new RedisOptions { Prefix = Prefix });
        await storage.FillAsync(Stored.Key, 1, 1);

        await AssertOneAsync("commit", async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 2, "h", "2", "3")));
        await AssertOneAsync("refusal", async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, "h")));
        await AssertOneAsync("read", async () => await storage.ReadAsync(Stored.Key));
        await AssertOneAsync("info", async () => await storage.GetInfoAsync(Stored.Key));
        await AssertOneAsync("creation", async () => await storage.CommitAsync(TestCommits.Commit(Stored.Neighbour, 0, "h")));
        await storage.DeleteAsync(Stored.Neighbour);   // the server does not have this script yet
        await AssertOneAsync("deletion", async () => await storage.DeleteAsync(Stored.Key));

        async Task AssertOneAsync(string what, Func<Task> call)
        {
            int before = proxy.RoundTrips;
            await call();
            Assert.True(proxy.RoundTrips <= before + 1, $"A {what} took {proxy.RoundTrips - before} round trips.");
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
            new[] { $"{Prefix}:{{stamp}}", keys.Session.ToString(), keys.Log.ToString(), keys.Commits.ToString(), keys.Index.ToString() }.Order(StringComparer.Ordinal),
            ((string[])found!).Order(StringComparer.Ordinal));
        Assert.Single(new[] { keys.Session, keys.Log, keys.Commits, keys.Index, keys.Fence }.Select(key => Behind.Multiplexer.HashSlot(key)).Distinct());
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
