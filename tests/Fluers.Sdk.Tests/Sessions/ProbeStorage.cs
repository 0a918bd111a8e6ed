using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Tests.Sessions;

/// <summary>A storage in memory that records what is asked of it, and fails or damages what a test tells it to.</summary>
internal sealed class ProbeStorage : ISessionStorage
{
    private readonly MemoryStorage _memory = new();

    /// <summary>All commits that were sent, in order.</summary>
    public List<SessionCommit> Commits { get; } = [];

    /// <summary>All ranges that were read, in order.</summary>
    public List<EntryRange> Reads { get; } = [];

    /// <summary>Whether the storage was disposed.</summary>
    public bool Disposed { get; private set; }

    /// <summary>Runs instead of the next commit, and is given that commit to run.</summary>
    public Func<Func<ValueTask<CommitOutcome>>, ValueTask<CommitOutcome>>? NextCommit { get; set; }

    /// <summary>Changes each head that is read.</summary>
    public Action<byte[]>? DamageHead { get; set; }

    /// <summary>Changes each block of entries that is read.</summary>
    public Action<long, byte[]>? DamageEntries { get; set; }

    /// <summary>What the sequence numbers of entries are shifted by when they are read.</summary>
    public long Shift { get; set; }

    /// <summary>The next commit is stored, and its outcome is lost.</summary>
    public void LoseNextOutcome() => NextCommit = async commit =>
    {
        await commit();
        throw new SessionStorageException("The connection was lost.");
    };

    /// <summary>The next commit is not stored.</summary>
    public void FailNextCommit() => NextCommit = _ => throw new SessionStorageException("The connection was lost.");

    public ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        Commits.Add(commit);
        if (NextCommit is not { } next)
        {
            return _memory.CommitAsync(commit, cancellationToken);
        }

        NextCommit = null;
        return next(() => _memory.CommitAsync(commit, cancellationToken));
    }

    public ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
    {
        Reads.Add(range);
        return _memory.ReadAsync(key, range, new Sink(this, sink), cancellationToken);
    }

    public ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        _memory.GetInfoAsync(key, cancellationToken);

    public ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default) =>
        _memory.ListAsync(query, cancellationToken);

    public ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default) =>
        _memory.RecallAsync(key, revision, commitId, cancellationToken);

    public ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        _memory.DeleteAsync(key, cancellationToken);

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return _memory.DisposeAsync();
    }

    private sealed class Sink(ProbeStorage storage, IFrameSink inner) : IFrameSink
    {
        public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head)
        {
            byte[] bytes = head.ToArray();
            storage.DamageHead?.Invoke(bytes);
            inner.OnHead(info, bytes);
        }

        public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames)
        {
            byte[] bytes = frames.ToArray();
            storage.DamageEntries?.Invoke(firstEntry, bytes);
            inner.OnEntries(firstEntry + storage.Shift, bytes);
        }
    }
}
