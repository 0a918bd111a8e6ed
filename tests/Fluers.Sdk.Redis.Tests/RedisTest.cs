using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Servers;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests;

/// <summary>What the tests of this project have in common: a prefix of their own on the server that they share.</summary>
public abstract class RedisTest : IAsyncLifetime
{
    private RedisStorage? _storage;
    private ConnectionMultiplexer? _behind;

    protected static string Server => RedisServer.Shared.Configuration;

    protected string Prefix { get; } = $"test-{Guid.NewGuid():N}";

    /// <summary>A storage on the prefix, opened when it is first asked for.</summary>
    protected RedisStorage Storage => _storage ??= Open();

    /// <summary>The server behind the storage's back.</summary>
    protected IDatabase Behind => _behind!.GetDatabase();

    public virtual async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RedisServer.WhyMissing is not null, RedisServer.WhyMissing ?? "");
        _behind = await ConnectionMultiplexer.ConnectAsync($"{Server},allowAdmin=true");
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_storage is not null)
        {
            await _storage.DisposeAsync();
        }

        if (_behind is not null)
        {
            await _behind.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Opens another storage on the prefix.</summary>
    protected RedisStorage Open(string settings = "", RedisDurability durability = RedisDurability.Server) =>
        RedisStorage.Open($"{Server},{settings}", new RedisOptions { Prefix = Prefix, Durability = durability });

    /// <summary>The keys of a session of this test.</summary>
    internal SessionKeys KeysOf(SessionKey key) => new StoreKeys(Prefix).Of(key);
}
