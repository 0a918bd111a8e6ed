using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Reading;
using Fluers.Sdk.Redis.Server;
using Fluers.Sdk.Storage;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Listing;

/// <summary>
/// Lists the sessions of a tenant: the buckets, each of them in order and perhaps on a server of its own, are merged. A session stays in its
/// bucket and goes only ahead there, so that no listing passes over it, whatever is written meanwhile.
/// </summary>
internal sealed class SessionLister(RedisServers servers, StoreKeys store, SessionReader reader)
{
    public async ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken)
    {
        var before = IndexPosition.Before(query);

        // So much of each bucket that one reading mostly is enough: sessions are spread evenly.
        int chunk = (int)Math.Min(query.PageSize, 4L + (2L * query.PageSize / StoreKeys.Buckets));
        IndexBucket[] buckets =
        [
            .. Enumerable.Range(0, StoreKeys.Buckets)
                .Select(bucket => new IndexBucket(servers, store.Index(query.Tenant, bucket), bucket, before, query.Order, chunk)),
        ];
        var ids = new List<(string Id, IndexPosition Position)>();
        while (ids.Count < query.PageSize)
        {
            await Task.WhenAll(buckets.Where(bucket => bucket.NeedsReading).Select(bucket => bucket.ReadAsync(cancellationToken))).ConfigureAwait(false);
            IEnumerable<IndexBucket> left = buckets.Where(bucket => bucket.Next is not null);
            IndexBucket? next = query.Order == SessionOrder.LatestFirst ? left.MaxBy(bucket => bucket.Next!.Value) : left.MinBy(bucket => bucket.Next!.Value);
            if (next is null)
            {
                break;
            }

            IndexPosition position = next.Next!.Value;
            ids.Add((next.Take(), position));
        }

        StoredSessionInfo?[] sessions = await Task.WhenAll(ids.Select(listed => InfoAsync(query.Tenant, listed.Id, listed.Position, cancellationToken))).ConfigureAwait(false);
        return new StoredSessionPage(
            [.. sessions.OfType<StoredSessionInfo>().Where(query.Matches)], ids.Count == query.PageSize ? ids[^1].Position.ToString() : null);
    }

    /// <returns>What is known of a session that the index has; <see langword="null"/> when it was deleted meanwhile, or is none that anyone could ask for.</returns>
    private async Task<StoredSessionInfo?> InfoAsync(string tenant, string id, IndexPosition position, CancellationToken cancellationToken)
    {
        // A damaged id names no session that anyone could ask for, and must not hide the others.
        // So does one that stands in another bucket than its own, where it stands too.
        if (!SessionId.TryParse(id, out SessionId sessionId) || !StoreKeys.IsIn(sessionId, position.Bucket))
        {
            return null;
        }

        var key = new SessionKey(tenant, sessionId);
        SessionKeys keys = store.Of(key);
        RedisValue text = await servers.ReadAsync(db => db.HashGetAsync(keys.Session, "state", CommandFlags.DemandMaster), cancellationToken).ConfigureAwait(false);
        SessionRecord? record = text.IsNull ? null : SessionRecord.Parse(key, keys.Name, text!, isFirst: false, lastCommit: null);

        // One that was written to meanwhile stands further ahead by now. Whether it is that or damage shows when all is looked at at once.
        return record is { IsSealed: true, IsDeleted: false } && record.Update == position.Update
            ? record.Info
            : await reader.InfoAsync(key, cancellationToken).ConfigureAwait(false);
    }
}
