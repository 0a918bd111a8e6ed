using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Storage;

/// <summary>A session in a <see cref="MemoryStorage"/>; used under its lock.</summary>
internal sealed class MemorySession(SessionKey key, DateTimeOffset createdAt)
{
    private readonly List<byte[]> _entries = [];
    private DateTimeOffset _updatedAt;

    public SessionKey Key => key;

    public RememberedCommits Commits { get; } = new();

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

        Stored(commit.CommitId, hash, now, update);
        _updatedAt = commit.UpdatedAt ?? now;
    }

    /// <summary>Begins with the head and the first entries of another session. Frames never change, so the two may share them.</summary>
    public void Take(MemorySession source, long entryCount, DateTimeOffset now, long update)
    {
        Head = source.Head;
        _entries.AddRange(source.EntriesIn(new EntryRange(0, entryCount)));
        Stored(Guid.CreateVersion7(), default, now, update);
    }

    public void Delete()
    {
        Deleted = true;
        Head = [];
        _entries.Clear();
        Commits.Clear();
    }

    public byte[][] EntriesIn(EntryRange range)
    {
        int from = (int)Math.Min(range.From, EntryCount);
        return [.. _entries.GetRange(from, (int)Math.Max(0, range.EndIn(EntryCount) - from))];
    }

    public StoredSessionInfo Info()
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

    private void Stored(Guid commitId, UInt128 hash, DateTimeOffset now, long update)
    {
        Revision++;
        LastCommit = commitId;
        LastUpdate = update;
        _updatedAt = now;
        Commits.Add(commitId, new StoredCommit(hash, Revision, EntryCount), now);
    }
}
