using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Laws;

/// <summary>A prefix of its own on the server that the tests share.</summary>
public class RedisPlace : ProcessPlace, IRestorablePlace
{
    private readonly Dictionary<RedisKey, byte[]> _kept = [];

    public string Prefix { get; } = $"test-{Guid.NewGuid():N}";

    public override string Address => $"redis|{Configuration}|{Prefix}";

    public override string Host => Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Storage.Host.dll");

    protected virtual string? WhyMissing => RedisServer.WhyMissing;

    protected virtual string Configuration => RedisServer.Shared.Configuration;

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock)
    {
        Assert.SkipWhen(WhyMissing is not null, WhyMissing ?? "");
        return ValueTask.FromResult<ISessionStorage>(RedisStorage.Open(Configuration, new RedisOptions { Prefix = Prefix, Clock = clock }));
    }

    public override async ValueTask DisposeAsync()
    {
        if (WhyMissing is null)
        {
            await RemoveAsync();
        }

        await base.DisposeAsync();
    }

    public bool RestoresUnderOpenStorages => true;

    public async Task BackUpAsync()
    {
        _kept.Clear();
        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync(Configuration);
        foreach (IServer server in connections.GetServers())
        {
            await foreach (RedisKey key in server.KeysAsync(pattern: $"{Prefix}:*", pageSize: 1000))
            {
                _kept[key] = (await connections.GetDatabase().KeyDumpAsync(key))!;
            }
        }
    }

    public async Task RestoreAsync()
    {
        await RemoveAsync();
        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync(Configuration);
        foreach ((RedisKey key, byte[] dump) in _kept)
        {
            await connections.GetDatabase().KeyRestoreAsync(key, dump);
        }
    }

    public Task ClearAsync() => RemoveAsync();

    private async Task RemoveAsync()
    {
        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync(Configuration);
        foreach (IServer server in connections.GetServers())
        {
            await foreach (RedisKey key in server.KeysAsync(pattern: $"{Prefix}:*", pageSize: 1000))
            {
                await connections.GetDatabase().KeyDeleteAsync(key);
            }
        }
    }
}

/// <summary>A prefix of its own in a cluster of three servers.</summary>
public sealed class RedisClusterPlace : RedisPlace
{
    protected override string? WhyMissing => RedisCluster.WhyMissing;

    protected override string Configuration => RedisCluster.Shared.Configuration;
}
