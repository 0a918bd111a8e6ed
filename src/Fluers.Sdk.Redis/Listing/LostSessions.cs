using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Scripts;
using Fluers.Sdk.Redis.Server;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Listing;

/// <summary>
/// Finds the sessions that an index has lost: those whose id their bucket knows and its index does not. It looks at each id once, beside other
/// calls, and so costs what reading the index to its end costs.
/// </summary>
internal sealed class LostSessions(RedisServers servers, StoreKeys store)
{
    /// <summary>How many ids a server looks at before it lets others have their turn.</summary>
    private const int Chunk = 1000;

    /// <summary>How many buckets are looked at together.</summary>
    private const int Together = 16;

    /// <summary>Finds some, in the order of their buckets and ids.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="before">The place of the one in front of the first.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<List<ListPosition>> FindAsync(string tenant, ListPosition before, int count, CancellationToken cancellationToken)
    {
        var found = new List<ListPosition>();
        foreach (int[] buckets in Enumerable.Range(before.Bucket, Math.Max(0, StoreKeys.Buckets - before.Bucket)).Chunk(Together))
        {
            List<ListPosition>[] lost = await Task.WhenAll(buckets.Select(bucket => InAsync(tenant, bucket, cancellationToken))).ConfigureAwait(false);
            found.AddRange(lost.SelectMany(some => some.Order()).Where(position => position.CompareTo(before) > 0));
            if (found.Count >= count)
            {
                break;
            }
        }

        return found[..Math.Min(count, found.Count)];
    }

    private async Task<List<ListPosition>> InAsync(string tenant, int bucket, CancellationToken cancellationToken)
    {
        RedisKey[] keys = [store.Known(tenant, bucket), store.Index(tenant, bucket)];
        var lost = new HashSet<ListPosition>();   // what is added meanwhile may let an id come twice
        RedisValue cursor = 0;
        do
        {
            RedisValue[] arguments = [cursor, Chunk];
            RedisResult reply = await servers.ReadAsync(db => RedisServers.LookAsync(db, StoreScripts.Unlisted, keys, arguments), cancellationToken).ConfigureAwait(false);
            RedisValue[] answer = (RedisValue[])reply!;
            cursor = answer[0];
            lost.UnionWith(answer.Skip(1).Select(id => new ListPosition(null, bucket, $"{id}")));
        }
        while (cursor != 0);
        return [.. lost];
    }
}
