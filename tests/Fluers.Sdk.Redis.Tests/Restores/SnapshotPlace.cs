using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Restores;

/// <summary>A server of its own that is kept as a snapshot, and put back as a new server that has this snapshot alone, while storages go on with it.</summary>
public sealed class SnapshotPlace : StoragePlace, IRestorablePlace
{
    private readonly RedisServer? _server = RedisServer.WhyNoPrivate is null ? RedisServer.StartPrivate() : null;
    private readonly string _snapshot = Path.GetTempFileName();

    public bool RestoresUnderOpenStorages => true;

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock)
    {
        Assert.SkipWhen(_server is null, RedisServer.WhyNoPrivate ?? "");
        return ValueTask.FromResult<ISessionStorage>(
            RedisStorage.Open($"{_server.Configuration},asyncTimeout=60000,syncTimeout=60000", new RedisOptions { Clock = clock }));
    }

    public Task BackUpAsync() => Task.Run(() => _server!.Save(_snapshot));

    public Task RestoreAsync() => Task.Run(() =>
    {
        _server!.Kill();
        _server.StartFrom(_snapshot);
    });

    public async Task ClearAsync()
    {
        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync($"{_server!.Configuration},allowAdmin=true");
        await connections.GetDatabase().ExecuteAsync("FLUSHALL");
    }

    public override ValueTask DisposeAsync()
    {
        _server?.Dispose();
        File.Delete(_snapshot);
        return base.DisposeAsync();
    }
}

public sealed class RedisSnapshots : RestoreLaws<SnapshotPlace>;
