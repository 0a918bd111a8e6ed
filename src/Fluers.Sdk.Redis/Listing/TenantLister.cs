using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Server;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Listing;

/// <summary>
/// Finds the tenants by the keys of their buckets, which a server has as long as there is a session in them. It walks through all keys of each
/// server, and hands out those alone.
/// </summary>
internal sealed class TenantLister(RedisServers servers, StoreKeys store)
{
    /// <summary>How many keys a server looks at before it lets others have their turn.</summary>
    private const int Chunk = 1000;

    public async ValueTask<SortedSet<string>> ListAsync(CancellationToken cancellationToken) =>
        await servers.ReadAsync(_ => ScanAsync(cancellationToken), cancellationToken).ConfigureAwait(false);

    private async Task<SortedSet<string>> ScanAsync(CancellationToken cancellationToken)
    {
        var tenants = new SortedSet<string>(StringComparer.Ordinal);
        IReadOnlyList<IServer> holders = await servers.HoldersAsync(store.Stamp).ConfigureAwait(false);

        // A key may go over to a server that was walked through already, from one that was not yet. The second time it is there.
        int rounds = holders.Count > 1 ? 2 : 1;
        foreach (IServer server in Enumerable.Repeat(holders, rounds).SelectMany(round => round))
        {
            IAsyncEnumerable<RedisKey> buckets = server.KeysAsync(servers.Database, store.AnyBucket, Chunk);
            await foreach (RedisKey key in buckets.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (store.TenantOf(key) is { } tenant)
                {
                    tenants.Add(tenant);
                }
            }
        }

        return tenants;
    }
}
