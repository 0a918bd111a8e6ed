using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Wire;

/// <summary>What goes wrong on the server is told in words, with what to do, and nothing of the client library's escapes.</summary>
public sealed class ErrorTests : RedisTest
{
    [Theory]
    [InlineData("127.0.0.1:1", "127.0.0.1:1")]
    [InlineData("nowhere.invalid:6379", "nowhere.invalid:6379")]
    public async Task A_server_that_cannot_be_reached_is_told_with_its_address(string configuration, string address)
    {
        await using var storage = RedisStorage.Open($"{configuration},connectTimeout=500,connectRetry=1");
        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(
            async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h")));

        Assert.Contains(address, error.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was stored", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told()
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        using RedisServer server = RedisServer.StartPrivate();
        await using ConnectionMultiplexer behind = await ConnectionMultiplexer.ConnectAsync($"{server.Configuration},allowAdmin=true");
        await behind.GetDatabase().ExecuteAsync("CONFIG", "SET", "requirepass", "right");
        await using var storage = RedisStorage.Open($"{server.Configuration},password=wrong,connectRetry=1");

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.GetInfoAsync(Stored.Key));

        Assert.Contains("the user and the password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_memory_is_full_stores_nothing_and_can_still_be_read()
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        using RedisServer server = RedisServer.StartPrivate("maxmemory-policy", "noeviction");
        await using var storage = RedisStorage.Open(server.Configuration);
        await storage.FillAsync(Stored.Key, 1);
        await using ConnectionMultiplexer behind = await ConnectionMultiplexer.ConnectAsync($"{server.Configuration},allowAdmin=true");
        await behind.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory", "1");
        SessionCommit commit = TestCommits.Commit(Stored.Key, 1, "h2", "1");

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.CommitAsync(commit));

        Assert.Contains("has reached its maxmemory", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was stored", error.Message, StringComparison.Ordinal);
        Assert.Equal("h", (await storage.ReadAsync(Stored.Key)).Head);
        await behind.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(commit)).Status);
    }

    [Theory]
    [InlineData("session")]
    [InlineData("log")]
    [InlineData("commits")]
    [InlineData("index")]
    public async Task A_key_of_another_kind_is_told_before_anything_changes(string kind)
    {
        await Storage.FillAsync(Stored.Key, 2);
        Keys.SessionKeys keys = KeysOf(Stored.Key);
        var all = new Dictionary<string, RedisKey> { ["session"] = keys.Session, ["log"] = keys.Log, ["commits"] = keys.Commits, ["index"] = keys.Index };
        await Behind.StringSetAsync(all[kind], "theirs");
        byte[]?[] before = await DumpAsync(all.Values);

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(
            async () => await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, "h2", "2")));

        Assert.Contains("holds a key of another kind", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await DumpAsync(all.Values));
    }

    [Fact]
    public async Task A_commit_that_no_server_takes_is_refused_before_it_is_sent()
    {
        byte[] large = TestCommits.Entry(new byte[200 * 1024 * 1024]);
        byte[] entries = [.. large, .. large, .. large];

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(
            async () => await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h").With(entries: entries, entryCount: 3)));

        Assert.Contains("save smaller parts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replica_is_read_from_and_written_to_by_nobody()
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        using RedisServer replica = RedisServer.StartPrivate("replicaof", $"127.0.0.1 {RedisServer.Shared.Port}");
        await using var storage = RedisStorage.Open(replica.Configuration);

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.GetInfoAsync(Stored.Key));

        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public async Task A_closed_storage_refuses_every_call()
    {
        RedisStorage storage = Open();
        await storage.FillAsync(Stored.Key, 1);
        await storage.DisposeAsync();
        await storage.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, "h")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.ReadAsync(Stored.Key, EntryRange.All, new RecordedSession()));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.GetInfoAsync(Stored.Key));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.ListAsync(new StoredSessionQuery { Tenant = "default" }));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.DeleteAsync(Stored.Key));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.WaitForChangeAsync(Stored.Key, 1));
    }

    private async Task<byte[]?[]> DumpAsync(IEnumerable<RedisKey> keys) => await Task.WhenAll(keys.Select(key => Behind.KeyDumpAsync(key)));
}
