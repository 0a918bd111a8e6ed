using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Opening;

/// <summary>A storage works over connections that the application has, whatever they are set to, and leaves them as they were.</summary>
public sealed class OwnConnectionsTests : RedisTest
{
    [Fact]
    public async Task The_callers_connections_are_not_closed()
    {
        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync(Server);
        RedisStorage storage = RedisStorage.Open(connections, new RedisOptions { Prefix = Prefix });
        await storage.FillAsync(Stored.Key, 1);
        Task waiting = storage.WaitForChangeAsync(Stored.Key, 1).AsTask();
        await storage.DisposeAsync();

        Assert.True(connections.IsConnected);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting);
        Assert.True(await connections.GetDatabase().PingAsync() > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("protocol=resp3")]
    [InlineData("protocol=resp2")]
    [InlineData("channelPrefix=app:")]
    [InlineData("allowAdmin=true,abortConnect=false")]
    [InlineData("defaultDatabase=3")]
    public async Task Any_settings_of_the_callers_do(string settings)
    {
        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync($"{Server},{settings}");
        await using RedisStorage storage = RedisStorage.Open(connections, new RedisOptions { Prefix = Prefix });
        await storage.FillAsync(Stored.Key, Enumerable.Repeat(3, 50));

        Assert.Equal(Stored.Numbers(0, 150), (await storage.ReadAsync(Stored.Key)).Entries);
        Assert.Single((await storage.ListAsync(new StoredSessionQuery { Tenant = "default", SchemaVersion = TestCommits.HeadVersion })).Sessions);
        await using RedisStorage other = RedisStorage.Open(connections, new RedisOptions { Prefix = Prefix });
        Task waiting = storage.WaitForChangeAsync(Stored.Key, 50).AsTask();
        Assert.True(await other.DeleteAsync(Stored.Key));
        await waiting.WaitAsync(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task The_database_can_be_chosen()
    {
        await using var fifth = RedisStorage.Open(Server, new RedisOptions { Prefix = Prefix, Database = 5 });
        await fifth.FillAsync(Stored.Key, 1);

        Assert.Null(await Storage.GetInfoAsync(Stored.Key));
        Assert.True(await Behind.Multiplexer.GetDatabase(5).KeyExistsAsync(KeysOf(Stored.Key).Session));
    }

    [Fact]
    public async Task A_text_that_is_no_configuration_is_refused_at_once()
    {
        Assert.ThrowsAny<ArgumentException>(() => RedisStorage.Open("localhost,nonsense=1"));
        Assert.ThrowsAny<ArgumentException>(() => RedisStorage.Open(""));
        await Task.CompletedTask;
    }
}
