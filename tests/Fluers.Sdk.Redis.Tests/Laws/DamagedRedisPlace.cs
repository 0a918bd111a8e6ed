using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Laws;

/// <summary>A prefix in which every value of a session's keys is a part that can be damaged, and its place in the index.</summary>
public sealed class DamagedRedisPlace : RedisPlace, IDamagedPlace
{
    // Opened for each bit: over connections that are there already.
    private readonly ConnectionMultiplexer? _connections = RedisServer.WhyMissing is null ? ConnectionMultiplexer.Connect(RedisServer.Shared.Configuration) : null;

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock)
    {
        Assert.SkipWhen(_connections is null, RedisServer.WhyMissing ?? "");
        return ValueTask.FromResult<ISessionStorage>(RedisStorage.Open(_connections, new RedisOptions { Prefix = Prefix, Clock = clock }));
    }

    public async Task<IReadOnlyList<StoredPart>> PartsAsync(SessionKey session)
    {
        IDatabase db = _connections!.GetDatabase();
        Keys.SessionKeys keys = new Keys.StoreKeys(Prefix).Of(session);
        var parts = new List<StoredPart>();
        foreach (HashEntry field in await db.HashGetAllAsync(keys.Session))
        {
            parts.Add(new StoredPart($"the field {field.Name}", field.Value!, bytes => db.HashSetAsync(keys.Session, field.Name, bytes)));
        }

        RedisValue[] log = await db.ListRangeAsync(keys.Log);
        parts.AddRange(log.Select((frame, i) => new StoredPart($"entry {i}", frame!, bytes => db.ListSetByIndexAsync(keys.Log, i, bytes))));
        foreach (HashEntry commit in await db.HashGetAllAsync(keys.Commits))
        {
            byte[] id = commit.Name!;
            parts.Add(new StoredPart("the outcome of a commit", commit.Value!, bytes => db.HashSetAsync(keys.Commits, commit.Name, bytes)));
            parts.Add(new StoredPart("the id of a commit", [.. id], async bytes =>
            {
                await db.HashDeleteAsync(keys.Commits, id);
                id = bytes;
                await db.HashSetAsync(keys.Commits, id, commit.Value);
            }));
        }

        RedisValue[] order = await db.ListRangeAsync(keys.Order);
        parts.AddRange(order.Select((commit, i) => new StoredPart($"the place of commit {i}", commit!, bytes => db.ListSetByIndexAsync(keys.Order, i, bytes))));
        double score = (await db.SortedSetScoreAsync(keys.Index, keys.Id))!.Value;
        parts.Add(new StoredPart("the place in the index", BitConverter.GetBytes(score), bytes =>
        {
            double damaged = BitConverter.ToDouble(bytes);
            return double.IsNaN(damaged) ? Task.CompletedTask : db.SortedSetAddAsync(keys.Index, keys.Id, damaged);
        }));
        return parts;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_connections is not null)
        {
            await base.DisposeAsync();
            await _connections.DisposeAsync();
        }
    }
}
