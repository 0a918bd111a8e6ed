using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Reading;
using Fluers.Sdk.Redis.Server;
using Fluers.Sdk.Storage;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Listing;

/// <summary>
/// Lists the sessions of a tenant: the buckets, each of them in order and perhaps on a server of its own, are merged. A session stays in its
/// bucket and goes only ahead there, so that no listing passes over it, whatever is written meanwhile. Behind them come those that an index has
/// lost: it decides on the order, not on what there is.
/// </summary>
internal sealed class SessionLister(RedisServers servers, StoreKeys store, SessionReader reader)
{
    private readonly LostSessions _lost = new(servers, store);

    public async ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken)
    {
        var before = ListPosition.Before(query);
        List<ListPosition> places = before.Update is null ? [] : await InOrderAsync(query, before, cancellationToken).ConfigureAwait(false);
        if (places.Count < query.PageSize)
        {
            ListPosition from = before.Update is null ? before : ListPosition.BeforeLost;
            places.AddRange(await _lost.FindAsync(query.Tenant, from, query.PageSize - places.Count, cancellationToken).ConfigureAwait(false));
        }

        StoredSessionInfo?[] sessions = await Task.WhenAll(places.Select(place => InfoAsync(query.Tenant, place, cancellationToken))).ConfigureAwait(false);
        return new StoredSessionPage(
            [.. sessions.OfType<StoredSessionInfo>().Where(query.Matches)], places.Count == query.PageSize ? places[^1].ToString() : null);
    }

    private async Task<List<ListPosition>> InOrderAsync(StoredSessionQuery query, ListPosition before, CancellationToken cancellationToken)
    {
        // So much of each bucket that one reading mostly is enough: sessions are spread evenly.
        int chunk = (int)Math.Min(query.PageSize, 4L + (2L * query.PageSize / StoreKeys.Buckets));
        IndexBucket[] buckets =
        [
            .. Enumerable.Range(0, StoreKeys.Buckets)
                .Select(bucket => new IndexBucket(servers, store.Index(query.Tenant, bucket), bucket, before, query.Order, chunk)),
        ];
        var places = new List<ListPosition>();
        while (places.Count < query.PageSize)
        {
            await Task.WhenAll(buckets.Where(bucket => bucket.NeedsReading).Select(bucket => bucket.ReadAsync(cancellationToken))).ConfigureAwait(false);
            IEnumerable<IndexBucket> left = buckets.Where(bucket => bucket.Next is not null);
            IndexBucket? next = query.Order == SessionOrder.LatestFirst ? left.MaxBy(bucket => bucket.Next!.Value) : left.MinBy(bucket => bucket.Next!.Value);
            if (next is null)
            {
                break;
            }

            places.Add(next.Take());
        }

        return places;
    }

    /// <returns>What is known of a session that was found; <see langword="null"/> when it was deleted meanwhile, or is none that anyone could ask for.</returns>
    private async Task<StoredSessionInfo?> InfoAsync(string tenant, ListPosition place, CancellationToken cancellationToken)
    {
        // A damaged id names no session that anyone could ask for, and must not hide the others.
        // So does one that stands in another bucket than its own, where it stands too.
        if (!SessionId.TryParse(place.Id, out SessionId sessionId) || !StoreKeys.IsIn(sessionId, place.Bucket))
        {
            return null;
        }

        var key = new SessionKey(tenant, sessionId);
        SessionKeys keys = store.Of(key);
        RedisValue text = await servers.ReadAsync(db => db.HashGetAsync(keys.Session, "state", CommandFlags.DemandMaster), cancellationToken).ConfigureAwait(false);
        SessionRecord? record = text.IsNull ? null : SessionRecord.Parse(key, keys.Name, text!, isFirst: false, lastCommit: null);

        // One that was written to meanwhile stands further ahead by now. Whether it is that or damage shows when all is looked at at once.
        return record is { IsSealed: true, IsDeleted: false } && record.Update == place.Update
            ? record.Info
            : await reader.InfoAsync(key, cancellationToken).ConfigureAwait(false);
    }
}
