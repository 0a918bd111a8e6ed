using System.Globalization;
using System.IO.Hashing;
using System.Text;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Keys;

/// <summary>
/// What the keys of a store are called. A tenant's sessions share some buckets; all keys of a bucket, those of its sessions and its
/// index, have the same hash tag and so lie in one slot of a cluster, where one script may change them together.
/// </summary>
/// <param name="prefix">What every key begins with.</param>
/// <remarks>Neither a brace nor a slash is in the alphabet of prefixes, tenants and ids, so that different sessions never share a key.</remarks>
internal sealed class StoreKeys(string prefix)
{
    /// <summary>How many buckets a tenant has. Part of the format: the bucket of a session never changes.</summary>
    public const int Buckets = 64;

    /// <summary>The stamp of the store.</summary>
    public RedisKey Stamp { get; } = $"{prefix}:{{stamp}}";

    /// <summary>A key in the slot of the stamp, in which nothing stays.</summary>
    public RedisKey Rehearsal(string kind) => $"{prefix}:{{stamp}}:rehearsal:{kind}";

    /// <summary>The keys of a session.</summary>
    public SessionKeys Of(SessionKey key)
    {
        int bucket = BucketOf(key.Id.Value);
        string tag = Tag(key.Tenant, bucket);
        return new SessionKeys
        {
            Name = $"{key.Tenant}/{key.Id.Value}",
            Id = key.Id.Value,
            Session = $"{tag}:session:{key.Id.Value}",
            Log = $"{tag}:log:{key.Id.Value}",
            Commits = $"{tag}:commits:{key.Id.Value}",
            Order = $"{tag}:order:{key.Id.Value}",
            Earlier = $"{tag}:earlier:{key.Id.Value}",
            Never = $"{tag}:never",
            Index = Index(key.Tenant, bucket),
            Known = Known(key.Tenant, bucket),
            Fence = $"{tag}:fence",
            Channel = Channel(key),
        };
    }

    /// <summary>The sessions of a bucket, by the times of their last updates.</summary>
    public RedisKey Index(string tenant, int bucket) => $"{Tag(tenant, bucket)}:sessions";

    /// <summary>The sessions of a bucket, by their ids alone: one that the index lost is found here.</summary>
    public RedisKey Known(string tenant, int bucket) => $"{Index(tenant, bucket)}:known";

    /// <summary>Whether a session belongs into a bucket.</summary>
    public static bool IsIn(SessionId id, int bucket) => BucketOf(id.Value) == bucket;

    /// <summary>A pattern that the keys match which a bucket has as long as it has a session: its index, and the ids that are known.</summary>
    public RedisValue AnyBucket { get; } = $"{prefix}:{{*/??}}:sessions*";

    /// <summary>The tenant of a bucket, by one of those keys; <see langword="null"/> for a key that is none of them.</summary>
    public string? TenantOf(RedisKey key) =>
        $"{key}".Split('{', '/', '}') is [_, var tenant, var bucket, _]
        && SessionId.TryParse(tenant, out _)
        && int.TryParse(bucket, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number)
        && (Index(tenant, number) == key || Known(tenant, number) == key)
            ? tenant
            : null;

    /// <summary>
    /// The channel on which the changes of a session are told. The sessions of a store share some, so that who waits for one is not
    /// told of all, and a connection that has listened for months listens to no more than these.
    /// </summary>
    public RedisChannel Channel(SessionKey key) =>
        RedisChannel.Literal($"{prefix}:changes:{BucketOf($"{key.Tenant}/{key.Id.Value}").ToString("x2", CultureInfo.InvariantCulture)}");

    private string Tag(string tenant, int bucket) => $"{prefix}:{{{tenant}/{bucket.ToString("x2", CultureInfo.InvariantCulture)}}}";

    private static int BucketOf(string text) => (int)(XxHash3.HashToUInt64(Encoding.ASCII.GetBytes(text)) % Buckets);
}

/// <summary>The keys of one session.</summary>
internal sealed record SessionKeys
{
    /// <summary>The tenant and the id, which no other session has. Part of what is sealed, and of what changes are told by.</summary>
    public required string Name { get; init; }

    /// <summary>The id, by which the index of the bucket has the session.</summary>
    public required string Id { get; init; }

    /// <summary>A hash: the state of the session (its record, in format 1), and its head.</summary>
    public required RedisKey Session { get; init; }

    /// <summary>A list: the frames of the log, one an element, each with its seal behind it.</summary>
    public required RedisKey Log { get; init; }

    /// <summary>A hash: what each commit id stands for.</summary>
    public required RedisKey Commits { get; init; }

    /// <summary>A list: the ids of the commits that are remembered, in their order, with their times.</summary>
    public required RedisKey Order { get; init; }

    /// <summary>A hash: what the commit ids stand for that format 1 stored, which knows of no order. It goes as a whole.</summary>
    public required RedisKey Earlier { get; init; }

    /// <summary>A key in the slot of the session that never exists.</summary>
    public required RedisKey Never { get; init; }

    /// <summary>All keys that a change of the session may touch, in the order in which the scripts take them.</summary>
    public RedisKey[] All => [Session, Log, Commits, Index, Order, Earlier, Known];

    /// <summary>A sorted set: the sessions of the bucket, by the times of their last updates.</summary>
    public required RedisKey Index { get; init; }

    /// <summary>A hash: the ids of the sessions of the bucket. The index decides on their order, and not on whether there is one.</summary>
    public required RedisKey Known { get; init; }

    /// <summary>A string without content in the slot of the session, written so that waiting for replicas covers what was written before.</summary>
    public required RedisKey Fence { get; init; }

    /// <summary>Where changes of the session are told.</summary>
    public required RedisChannel Channel { get; init; }
}
