using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Storage;

/// <summary>A session in a <see cref="MemoryStorage"/>; used under its lock.</summary>
internal sealed class MemorySession(DateTimeOffset createdAt)
{
    private readonly List<byte[]> _entries = [];
    private DateTimeOffset _updatedAt;

    public Dictionary<Guid, StoredCommit> Commits { get; } = [];

    public byte[] Head { get; private set; } = [];

    public long Revision { get; private set; }

    public Guid LastCommit { get; private set; }

    public long EntryCount => _entries.Count;

    public long LastUpdate { get; private set; }

    public bool Deleted { get; private set; }

    public void Store(SessionCommit commit, UInt128 hash, DateTimeOffset now, long update)
    {
        Head = commit.Head.IsEmpty ? Head : commit.Head.ToArray();
        for (var reader = new FrameReader(commit.Entries.Span); reader.MoveNext();)
        {
            _entries.Add(reader.Frame.ToArray());
        }

        Revision++;
        LastCommit = commit.CommitId;
        _updatedAt = now;
        LastUpdate = update;
        Commits.Add(commit.CommitId, new StoredCommit(hash, Revision, EntryCount));
    }

    public void Delete()
    {
        Deleted = true;
        Head = [];
        _entries.Clear();
        Commits.Clear();
    }

    public SessionCommit Fork(SessionKey fork, long entryCount)
    {
        byte[][] entries = EntriesIn(new EntryRange(0, entryCount));
        return new SessionCommit
        {
            Key = fork,
            ExpectedRevision = 0,
            CommitId = Guid.CreateVersion7(),
            Head = Head,
            Entries = entries.SelectMany(entry => entry).ToArray(),
            EntryCount = entries.Length,
        };
    }

    public byte[][] EntriesIn(EntryRange range)
    {
        int from = (int)Math.Min(range.From, EntryCount);
        return [.. _entries.GetRange(from, (int)Math.Max(0, range.EndIn(EntryCount) - from))];
    }

    public StoredSessionInfo Info(SessionKey key)
    {
        FrameHeader.TryParse(Head, out FrameHeader header);
        return new StoredSessionInfo
        {
            Key = key,
            Revision = Revision,
            LastCommit = LastCommit,
            EntryCount = EntryCount,
            SchemaHash = header.SchemaHash,
            SchemaVersion = header.Version,
            CreatedAt = createdAt,
            UpdatedAt = _updatedAt,
        };
    }
}
