using Fluers.Sdk.Redis.Server;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Listing;

/// <summary>The sessions of one bucket from a place on, in the order of a listing, read some at a time.</summary>
internal sealed class IndexBucket(RedisServers servers, RedisKey index, int bucket, IndexPosition before, SessionOrder order, int chunk)
{
    private readonly Queue<SortedSetEntry> _read = new();
    private IndexPosition _before = before;
    private bool _isAtEnd;

    /// <summary>Whether the next session must be read before it is known.</summary>
    public bool NeedsReading => _read.Count == 0 && !_isAtEnd;

    /// <summary>Where the next session stands; <see langword="null"/> when there is none.</summary>
    public IndexPosition? Next => _read.TryPeek(out SortedSetEntry entry) ? new IndexPosition(entry.Score, bucket) : null;

    /// <summary>Takes the next session.</summary>
    public string Take() => _read.Dequeue().Element.ToString();

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        bool isLatestFirst = order == SessionOrder.LatestFirst;

        // Two sessions of one bucket have different times, but one of another bucket may have the time of the last one taken.
        bool isSameTimeBehind = isLatestFirst ? bucket < _before.Bucket : bucket > _before.Bucket;
        SortedSetEntry[] entries = await servers.ReadAsync(
            db => db.SortedSetRangeByScoreWithScoresAsync(
                index,
                isLatestFirst ? double.NegativeInfinity : _before.Update,
                isLatestFirst ? _before.Update : double.PositiveInfinity,
                isSameTimeBehind ? Exclude.None : isLatestFirst ? Exclude.Stop : Exclude.Start,
                isLatestFirst ? Order.Descending : Order.Ascending,
                take: chunk,
                flags: CommandFlags.DemandMaster),
            cancellationToken).ConfigureAwait(false);
        foreach (SortedSetEntry entry in entries)
        {
            _read.Enqueue(entry);
        }

        _isAtEnd = entries.Length < chunk;
        _before = entries.Length > 0 ? new IndexPosition(entries[^1].Score, bucket) : _before;
    }
}
