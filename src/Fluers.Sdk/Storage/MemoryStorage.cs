namespace Fluers.Sdk.Storage;

/// <summary>
/// Keeps sessions in the memory of the process, for tests and for sessions that need not outlive it. A commit is as
/// durable as the process.
/// </summary>
/// <param name="clock">Gives the times of creation and update; the system's unless stated.</param>
public sealed class MemoryStorage(TimeProvider? clock = null) : ISessionStorage, ISessionNotice, ISessionFork, ISessionTenants
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Dictionary<SessionKey, MemorySession> _sessions = [];
    private readonly SortedDictionary<string, UpdateOrder> _listings = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly ChangeNotice _notice = new();
    private long _updates;

    /// <inheritdoc/>
    public ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        commit.Validate();
        cancellationToken.ThrowIfCancellationRequested();
        CommitOutcome outcome;
        lock (_lock)
        {
            outcome = Commit(commit);
        }

        if (outcome.Status == CommitStatus.Committed)
        {
            _notice.Changed(commit.Key);
        }

        return ValueTask.FromResult(outcome);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sink);
        cancellationToken.ThrowIfCancellationRequested();
        StoredSessionInfo info;
        byte[] head;
        byte[][] entries;
        lock (_lock)
        {
            if (!_sessions.TryGetValue(key, out MemorySession? session) || session.Deleted)
            {
                return ValueTask.FromResult(false);
            }

            info = session.Info();
            head = session.Head;
            entries = session.EntriesIn(range);
        }

        // Outside the lock: a sink decodes, which takes its time, and frames never change.
        sink.OnHead(info, head);
        for (int i = 0; i < entries.Length; i++)
        {
            sink.OnEntries(range.From + i, entries[i]);
        }

        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return ValueTask.FromResult(
                _sessions.TryGetValue(key, out MemorySession? session) && !session.Deleted ? session.Info() : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1);
        cancellationToken.ThrowIfCancellationRequested();
        long from = PagePosition.Of(query);
        lock (_lock)
        {
            var page = new List<StoredSessionInfo>();
            string? continuation = null;
            foreach (MemorySession session in _listings.GetValueOrDefault(query.Tenant)?.From(from, query.Order) ?? [])
            {
                if (session.Info() is var info && query.Matches(info))
                {
                    page.Add(info);
                }

                if (page.Count == query.PageSize)
                {
                    continuation = PagePosition.After(session.LastUpdate);
                    break;
                }
            }

            return ValueTask.FromResult(new StoredSessionPage(page, continuation));
        }
    }

    /// <inheritdoc/>
    public ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(revision, 1);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return ValueTask.FromResult(
                _sessions.TryGetValue(key, out MemorySession? session) && !session.Deleted && revision <= session.Revision
                    ? session.Commits.Recall(revision, commitId)
                    : CommitRecall.Foreign);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            bool found = _sessions.TryGetValue(key, out MemorySession? session) && !session.Deleted;
            if (found)
            {
                Unlist(session!);
                session!.Delete();
            }

            _notice.Changed(key);
            return ValueTask.FromResult(found);
        }
    }

    /// <inheritdoc/>
    public ValueTask WaitForChangeAsync(SessionKey key, long revision, CancellationToken cancellationToken = default) => _notice.WaitAsync(
        key, async token => await GetInfoAsync(key, token).ConfigureAwait(false) is { } info && info.Revision == revision, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommitOutcome> ForkAsync(SessionKey source, long entryCount, SessionKey fork, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CommitOutcome outcome;
        lock (_lock)
        {
            outcome = Fork(source, entryCount, fork);
        }

        if (outcome.Status == CommitStatus.Committed)
        {
            _notice.Changed(fork);
        }

        return ValueTask.FromResult(outcome);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListTenantsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            string[] tenants = [.. _listings.Keys];
            return tenants.ToAsyncEnumerable();
        }
    }

    /// <summary>Forgets everything.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _sessions.Clear();
            _listings.Clear();
        }

        _notice.ChangedAll();
        return ValueTask.CompletedTask;
    }

    private CommitOutcome Commit(SessionCommit commit)
    {
        _sessions.TryGetValue(commit.Key, out MemorySession? session);
        if (session is { Deleted: true })
        {
            return new CommitOutcome(CommitStatus.Deleted, 0, 0);
        }

        UInt128 hash = commit.ContentHash();
        if (session is not null && session.Commits.TryFind(commit.CommitId, out StoredCommit earlier))
        {
            return earlier.Hash == hash
                ? new CommitOutcome(CommitStatus.Repeated, earlier.Revision, earlier.EntryCount)
                : new CommitOutcome(CommitStatus.CommitIdReused, session.Revision, session.EntryCount);
        }

        if (commit.Against(session?.Revision ?? 0, session?.LastCommit ?? Guid.Empty) is { } refused)
        {
            return new CommitOutcome(refused, session?.Revision ?? 0, session?.EntryCount ?? 0);
        }

        DateTimeOffset now = _clock.GetUtcNow();
        session ??= _sessions[commit.Key] = new MemorySession(commit.Key, commit.CreatedAt ?? now);
        long before = session.LastUpdate;
        session.Store(commit, hash, now, ++_updates);
        List(session, before);
        return new CommitOutcome(CommitStatus.Committed, session.Revision, session.EntryCount);
    }

    private CommitOutcome Fork(SessionKey source, long entryCount, SessionKey fork)
    {
        if (!_sessions.TryGetValue(source, out MemorySession? from) || from.Deleted)
        {
            return new CommitOutcome(CommitStatus.NotFound, 0, 0);
        }

        if (_sessions.TryGetValue(fork, out MemorySession? there))
        {
            return there.Deleted ? new CommitOutcome(CommitStatus.Deleted, 0, 0) : new CommitOutcome(CommitStatus.Conflict, there.Revision, there.EntryCount);
        }

        DateTimeOffset now = _clock.GetUtcNow();
        MemorySession session = _sessions[fork] = new MemorySession(fork, now);
        session.Take(from, entryCount, now, ++_updates);
        List(session, before: 0);
        return new CommitOutcome(CommitStatus.Committed, session.Revision, session.EntryCount);
    }

    private void List(MemorySession session, long before)
    {
        if (!_listings.TryGetValue(session.Key.Tenant, out UpdateOrder? listing))
        {
            _listings[session.Key.Tenant] = listing = new UpdateOrder();
        }

        listing.Move(session, before);
    }

    private void Unlist(MemorySession session)
    {
        UpdateOrder listing = _listings[session.Key.Tenant];
        listing.Remove(session.LastUpdate);
        if (listing.Count == 0)
        {
            _listings.Remove(session.Key.Tenant);
        }
    }
}
