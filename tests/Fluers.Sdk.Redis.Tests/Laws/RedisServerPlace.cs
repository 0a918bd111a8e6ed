using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Redis.Tests.Laws;

/// <summary>A server of its own, which has on its disk what it answers.</summary>
public sealed class RedisServerPlace : ServerPlace
{
    private readonly RedisServer? _server = RedisServer.WhyNoPrivate is null ? RedisServer.StartPrivate() : null;

    public override string Address => $"redis|{_server!.Configuration}|fluers";

    public override string Host => Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Storage.Host.dll");

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock)
    {
        Assert.SkipWhen(_server is null, RedisServer.WhyNoPrivate ?? "");
        return ValueTask.FromResult<ISessionStorage>(
            RedisStorage.Open($"{_server.Configuration},asyncTimeout=2000", new RedisOptions { Durability = RedisDurability.Flushed, Clock = clock }));
    }

    public override Task KillServerAsync() => Task.Run(_server!.Kill);

    public override Task StartServerAsync() => Task.Run(_server!.Start);

    public override ValueTask DisposeAsync()
    {
        _server?.Dispose();
        return base.DisposeAsync();
    }
}
