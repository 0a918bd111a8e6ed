using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Opening;

/// <summary>A prefix becomes a store once, whoever comes at once; what is something else, or would not keep it, is refused untouched.</summary>
public sealed class SetUpTests : RedisTest
{
    private RedisKey Stamp => $"{Prefix}:{{stamp}}";

    [Fact]
    public async Task Nothing_is_asked_of_the_server_before_the_first_call()
    {
        await using var storage = RedisStorage.Open("127.0.0.1:1,connectTimeout=500,connectRetry=1");

        await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.SetUpAsync());
    }

    [Fact]
    public async Task Many_that_open_a_new_prefix_at_once_stamp_it_once()
    {
        RedisStorage[] storages = [.. Enumerable.Range(0, 8).Select(_ => Open())];
        await Task.WhenAll(storages.Select((storage, i) => Task.Run(
            async () => await storage.CommitAsync(TestCommits.Commit(new SessionKey(new SessionId($"session-{i}")), 0, "h", "a")))));

        Assert.Equal(8, (await storages[0].ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions.Count);
        Assert.Equal("fluers-sdk 2", await Behind.StringGetAsync(Stamp));
        Assert.False(await Behind.KeyExistsAsync($"{Prefix}:{{stamp}}:rehearsal:hash"));
        await Task.WhenAll(storages.Select(storage => storage.DisposeAsync().AsTask()));
    }

    [Theory]
    [InlineData("fluers-sdk 3", "has format 3; this build reads formats 1 and 2")]
    [InlineData("fluers-sdk 0", "has format 0")]
    [InlineData("fluers-sdk", "is of another application")]
    [InlineData("another 1", "is of another application: its stamp is 'another 1'")]
    [InlineData("", "is of another application")]
    public async Task A_stamp_that_this_build_does_not_know_is_refused_untouched(string stamp, string what)
    {
        await Behind.StringSetAsync(Stamp, stamp);

        SessionStorageException error = await AssertRefusedAsync(Open());

        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{Prefix}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(stamp, await Behind.StringGetAsync(Stamp));
    }

    [Fact]
    public async Task A_stamp_that_is_no_text_is_refused_untouched()
    {
        await Behind.ListRightPushAsync(Stamp, "theirs");

        Assert.Contains("holds a key of another kind", (await AssertRefusedAsync(Open())).Message, StringComparison.Ordinal);
        Assert.Equal(1, await Behind.ListLengthAsync(Stamp));
    }

    [Fact]
    public async Task A_refused_prefix_is_looked_at_again()
    {
        await Behind.StringSetAsync(Stamp, "another 1");
        await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.SetUpAsync());

        await Behind.KeyDeleteAsync(Stamp);

        await Storage.FillAsync(Stored.Key, 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a{b}")]
    [InlineData("a/b")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void A_prefix_that_could_meet_other_keys_is_refused(string prefix) =>
        Assert.Throws<ArgumentException>(() => new RedisOptions { Prefix = prefix });

    [Fact]
    public async Task Stores_under_two_prefixes_know_nothing_of_each_other()
    {
        await using var second = RedisStorage.Open(Server, new RedisOptions { Prefix = Prefix + ":2" });
        await Storage.FillAsync(Stored.Key, 1);
        await second.FillAsync(Stored.Key, 3);

        Assert.Equal(Stored.Numbers(0, 1), (await Storage.ReadAsync(Stored.Key)).Entries);
        Assert.Equal(Stored.Numbers(0, 3), (await second.ReadAsync(Stored.Key)).Entries);
        Assert.Single((await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions);

        await second.FillAsync(new SessionKey("acme", new SessionId("session")), 1);
        Assert.Equal([SessionKey.DefaultTenant], await Storage.ListTenantsAsync().ToListAsync());
        Assert.Equal(["acme", SessionKey.DefaultTenant], await second.ListTenantsAsync().ToListAsync());
    }

    [Theory]
    [InlineData("allkeys-lru", true)]
    [InlineData("allkeys-random", true)]
    [InlineData("volatile-lru", false)]
    [InlineData("noeviction", false)]
    public async Task A_server_that_throws_keys_away_when_it_is_full_is_refused(string policy, bool refused)
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        using RedisServer server = RedisServer.StartPrivate("maxmemory-policy", policy);
        await using var storage = RedisStorage.Open(server.Configuration);
        if (!refused)
        {
            await storage.FillAsync(Stored.Key, 1);
            return;
        }

        Assert.Contains($"maxmemory-policy {policy}", (await AssertRefusedAsync(storage)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes", "always", false)]
    [InlineData("yes", "everysec", true)]
    [InlineData("no", "always", true)]
    public async Task A_server_that_does_not_flush_is_refused_when_that_is_asked_for(string appends, string flushes, bool refused)
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        using RedisServer server = RedisServer.StartPrivate("appendonly", appends, "appendfsync", flushes);
        await using var storage = RedisStorage.Open(server.Configuration, new RedisOptions { Durability = RedisDurability.Flushed });
        if (!refused)
        {
            await storage.FillAsync(Stored.Key, 1);
            return;
        }

        Assert.Contains($"appendonly {appends} and appendfsync {flushes}", (await AssertRefusedAsync(storage)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_that_a_user_lacks_is_found_before_anything_is_stored()
    {
        string user = $"user-{Prefix}";
        await Behind.ExecuteAsync("ACL", "SETUSER", user, "on", ">secret", $"~{Prefix}:*", $"&{Prefix}:*", "+@all", "-@dangerous", "-zadd");
        await using (RedisStorage poor = Open($"user={user},password=secret"))
        {
            SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(
                async () => await poor.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h")));
            Assert.Contains("denies this user a right", error.Message, StringComparison.Ordinal);
            Assert.Null(await poor.GetInfoAsync(Stored.Key));   // to look takes no right to write
        }

        await Behind.ExecuteAsync("ACL", "SETUSER", user, "+zadd");
        await using RedisStorage storage = Open($"user={user},password=secret");
        await storage.FillAsync(Stored.Key, 2);   // though it may not ask the server for its settings
        await Behind.ExecuteAsync("ACL", "DELUSER", user);
    }

    [Fact]
    public async Task A_user_who_may_not_walk_through_keys_is_told_so_when_he_asks_for_tenants_and_never_before()
    {
        string user = $"user-{Prefix}";
        await Behind.ExecuteAsync("ACL", "SETUSER", user, "on", ">secret", $"~{Prefix}:*", $"&{Prefix}:*", "+@all", "-@dangerous", "-scan");
        await using RedisStorage storage = Open($"user={user},password=secret");
        await storage.FillAsync(Stored.Key, 2);

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.ListTenantsAsync().ToListAsync());
        Assert.Contains("for the tenants, SCAN", error.Message, StringComparison.Ordinal);

        await Behind.ExecuteAsync("ACL", "SETUSER", user, "+scan");
        Assert.Equal([SessionKey.DefaultTenant], await storage.ListTenantsAsync().ToListAsync());
        await Behind.ExecuteAsync("ACL", "DELUSER", user);
    }

    [Fact]
    public async Task A_look_at_a_prefix_that_nothing_has_writes_nothing()
    {
        Assert.Null(await Storage.GetInfoAsync(Stored.Key));
        Assert.False(await Storage.ReadAsync(Stored.Key, EntryRange.All, new RecordedSession()));
        Assert.Empty((await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions);
        Assert.Empty(await Storage.ListTenantsAsync().ToListAsync());
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Stored.Key, 1, Guid.NewGuid()));

        Assert.Empty((string[])(await Behind.ExecuteAsync("KEYS", $"{Prefix}:*"))!);
    }

    [Fact]
    public async Task A_user_who_may_only_read_looks_at_what_is_there()
    {
        await Storage.FillAsync(Stored.Key, 2, 1);
        string user = $"user-{Prefix}";
        await Behind.ExecuteAsync("ACL", "SETUSER", user, "on", ">secret", $"~{Prefix}:*", $"&{Prefix}:*", "+@read", "+@connection", "+@scripting");
        await using RedisStorage storage = Open($"user={user},password=secret");

        Assert.Equal(Stored.Numbers(0, 3), (await storage.ReadAsync(Stored.Key)).Entries);
        Assert.Null((await storage.GetInfoAsync(Stored.Key))!.Damage);
        Assert.Single((await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions);
        await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 2, null, "x")));
        await Behind.ExecuteAsync("ACL", "DELUSER", user);
    }

    [Fact]
    public async Task A_store_that_lost_its_stamp_is_read_all_the_same()
    {
        await Storage.FillAsync(Stored.Key, 2, 1);
        await Behind.KeyDeleteAsync(Stamp);
        await using RedisStorage storage = Open();

        Assert.Equal(Stored.Numbers(0, 3), (await storage.ReadAsync(Stored.Key)).Entries);
        Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(TestCommits.Commit(Stored.Key, 2, null, "3"))).Status);
        Assert.Equal("fluers-sdk 2", await Behind.StringGetAsync(Stamp));
    }

    [Fact]
    public async Task Whoever_may_not_ask_for_settings_cannot_demand_them()
    {
        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync(Server);
        await using var storage = RedisStorage.Open(connections, new RedisOptions { Prefix = Prefix, Durability = RedisDurability.Flushed });

        Assert.Contains("cannot be asked", (await AssertRefusedAsync(storage)).Message, StringComparison.Ordinal);
    }

    private static async Task<SessionStorageException> AssertRefusedAsync(RedisStorage storage)
    {
        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(
            async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h")));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.GetInfoAsync(Stored.Key));
        await storage.DisposeAsync();
        return error;
    }
}
