using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary>What is at rest in a store: how much of which version.</summary>
/// <param name="storage">The store.</param>
internal sealed class Census(ISessionStorage storage)
{
    private const int Largest = 5;

    private readonly Dictionary<(ulong Schema, int Version), Share> _shares = [];
    private readonly SortedDictionary<string, Month> _months = new(StringComparer.Ordinal);
    private readonly Trouble _trouble = new(storage);
    private readonly PriorityQueue<Weight, long> _largest = new();

    public long Sessions { get; private set; }

    public long Entries { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Sessions that could not be read to their end, with what was said. What the rest of them holds, nobody knows.</summary>
    public List<Finding> NotRead { get; } = [];

    public IReadOnlyDictionary<(ulong Schema, int Version), Share> Shares => _shares;

    /// <summary>By the month in which sessions were created, such as <c>2026-11</c>.</summary>
    public IReadOnlyDictionary<string, Month> Months => _months;

    /// <summary>The largest sessions, the largest first.</summary>
    public IEnumerable<Weight> Heaviest => _largest.UnorderedItems.Select(item => item.Element).OrderByDescending(weight => weight.Bytes).ThenBy(weight => weight.Session.Tenant, StringComparer.Ordinal).ThenBy(weight => weight.Session.Id);

    public async Task CountAsync(StoredSessionInfo session, CancellationToken cancellationToken)
    {
        long bytes = 0;
        var seen = new HashSet<(ulong, int)>();
        var sink = new FrameSink(session.Key, Take);
        if (await _trouble.WithAsync(session.Key, ReadAsync, cancellationToken) is { } trouble)
        {
            NotRead.Add(trouble);
        }
        else if (session.Damage is { } damage)
        {
            NotRead.Add(new Finding(session.Key, null, "damaged", damage));
        }

        Sessions++;
        Entries += session.EntryCount;
        Bytes += bytes;
        Month month = MonthOf(session.CreatedAt);
        month.Sessions++;
        month.Bytes += bytes;
        _largest.Enqueue(new Weight(session.Key, bytes, session.EntryCount), bytes);
        if (_largest.Count > Largest)
        {
            _largest.Dequeue();
        }

        async Task ReadAsync()
        {
            bool isRead = await storage.ReadAsync(session.Key, EntryRange.All, sink, cancellationToken);
            if (isRead ? (sink.Next ?? 0) != sink.Info!.EntryCount : await storage.GetInfoAsync(session.Key, cancellationToken) is not null)
            {
                throw new SessionCorruptException(session.Key, $"its log has {sink.Next ?? 0} of {sink.Info?.EntryCount ?? session.EntryCount} entries");
            }
        }

        void Take(long? entry, in FrameHeader header, ReadOnlySpan<byte> frame)
        {
            Share share = ShareOf(header);
            share.Frames++;
            share.Bytes += frame.Length;
            share.IsHead |= entry is null;
            share.Sessions += seen.Add((header.SchemaHash, header.Version)) ? 1 : 0;
            bytes += frame.Length;
        }
    }

    private Share ShareOf(in FrameHeader header)
    {
        (ulong, int) key = (header.SchemaHash, header.Version);
        return _shares.TryGetValue(key, out Share? share) ? share : _shares[key] = new Share();
    }

    private Month MonthOf(DateTimeOffset time)
    {
        string name = $"{time.UtcDateTime:yyyy-MM}";
        return _months.TryGetValue(name, out Month? month) ? month : _months[name] = new Month();
    }

    /// <summary>What is of one version of one schema.</summary>
    internal sealed class Share
    {
        public long Sessions { get; set; }

        public long Frames { get; set; }

        public long Bytes { get; set; }

        /// <summary>Whether its frames are heads of sessions.</summary>
        public bool IsHead { get; set; }
    }

    /// <summary>What began in a month.</summary>
    internal sealed class Month
    {
        public long Sessions { get; set; }

        public long Bytes { get; set; }
    }

    /// <summary>How large a session is.</summary>
    internal sealed record Weight(SessionKey Session, long Bytes, long Entries);
}
