using Fluers.Sdk.Redis.Server;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Listing;

/// <summary>The sessions of one bucket from a place on, in the order of a listing, read some at a time.</summary>
internal sealed class IndexBucket(RedisServers servers, RedisKey index, int bucket, ListPosition before, SessionOrder order, int chunk)
{
    private readonly Queue<ListPosition> _read = new();
    private ListPosition _before = before;
    private int _equal;   // how many of the time of the place before are known to stand in front of it, or at it
    private bool _isAtEnd;

    /// <summary>Whether the next session must be read before it is known.</summary>
    public bool NeedsReading => _read.Count == 0 && !_isAtEnd;

    /// <summary>Where the next session stands; <see langword="null"/> when there is none.</summary>
    public ListPosition? Next => _read.TryPeek(out ListPosition next) ? next : null;

    /// <summary>Takes the next session.</summary>
    public ListPosition Take() => _read.Dequeue();

    /// <summary>Reads until a session is known or there is none.</summary>
    // Two sessions of one bucket have different times, unless one is damaged: then it must not be passed over. So those of the time of the place
    // before are read again, and what does not stand behind that place is left out.
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        bool isLatestFirst = order == SessionOrder.LatestFirst;
        while (NeedsReading)
        {
            int take = chunk + _equal;
            double time = _before.Update!.Value;
            SortedSetEntry[] entries = await servers.ReadAsync(
                db => db.SortedSetRangeByScoreWithScoresAsync(
                    index,
                    isLatestFirst ? double.NegativeInfinity : time,
                    isLatestFirst ? time : double.PositiveInfinity,
                    order: isLatestFirst ? Order.Descending : Order.Ascending,
                    take: take,
                    flags: CommandFlags.DemandMaster),
                cancellationToken).ConfigureAwait(false);
            foreach (SortedSetEntry entry in entries)
            {
                var position = new ListPosition(entry.Score, bucket, entry.Element.ToString());
                int behind = position.CompareTo(_before);
                if (isLatestFirst ? behind < 0 : behind > 0)
                {
                    _read.Enqueue(position);
                }
            }

            _isAtEnd = entries.Length < take;
            if (entries.Length > 0)
            {
                double last = entries[^1].Score;
                _equal = entries.Count(entry => entry.Score == last);
                _before = _read.Count > 0 ? _read.Last() : _before;
            }
        }
    }
}
