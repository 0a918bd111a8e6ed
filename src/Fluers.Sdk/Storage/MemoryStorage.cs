using System.Globalization;
using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Storage;

/// <summary>
/// Keeps sessions in the memory of the process, for tests and for sessions that need not outlive it. A commit is as
/// durable as the process.
/// </summary>
/// <param name="clock">Gives the times of creation and update; the system's unless stated.</param>
public sealed class MemoryStorage(TimeProvider? clock = null) : ISessionStorage
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Dictionary<SessionKey, StoredSession> _sessions = [];
    private readonly Lock _lock = new();
    private long _updates;

    /// <inheritdoc/>
    public ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        commit.Validate();
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return ValueTask.FromResult(Commit(commit));
        }
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
            if (!_sessions.TryGetValue(key, out StoredSession? session) || session.Deleted)
            {
                return ValueTask.FromResult(false);
            }

            info = session.Info(key);
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
                _sessions.TryGetValue(key, out StoredSession? session) && !session.Deleted ? session.Info(key) : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1);
        cancellationToken.ThrowIfCancellationRequested();
        long before = query.Continuation is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : long.MaxValue;
        lock (_lock)
        {
            (SessionKey Key, StoredSession Session)[] page =
            [
                .. _sessions
                    .Where(pair => pair.Key.Tenant == query.Tenant && !pair.Value.Deleted && pair.Value.LastUpdate < before)
                    .OrderByDescending(pair => pair.Value.LastUpdate)
                    .Take(query.PageSize)
                    .Select(pair => (pair.Key, pair.Value)),
            ];
            string? continuation = page.Length == query.PageSize
                ? page[^1].Session.LastUpdate.ToString(CultureInfo.InvariantCulture)
                : null;
            return ValueTask.FromResult(new StoredSessionPage([.. page.Select(item => item.Session.Info(item.Key))], continuation));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            bool found = _sessions.TryGetValue(key, out StoredSession? session) && !session.Deleted;
            session?.Delete();
            return ValueTask.FromResult(found);
        }
    }

    /// <summary>Forgets everything.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _sessions.Clear();
        }

        return ValueTask.CompletedTask;
    }

    private CommitOutcome Commit(SessionCommit commit)
    {
        _sessions.TryGetValue(commit.Key, out StoredSession? session);
        if (session is { Deleted: true })
        {
            return new CommitOutcome(CommitStatus.Deleted, 0, 0);
        }

        UInt128 hash = commit.ContentHash();
        if (session is not null && session.Commits.TryGetValue(commit.CommitId, out StoredCommit earlier))
        {
            return earlier.Hash == hash
                ? new CommitOutcome(CommitStatus.Repeated, earlier.Revision, earlier.EntryCount)
                : new CommitOutcome(CommitStatus.CommitIdReused, session.Revision, session.EntryCount);
        }

        if (commit.ExpectedRevision != (session?.Revision ?? 0))
        {
            return session is null
                ? new CommitOutcome(CommitStatus.NotFound, 0, 0)
                : new CommitOutcome(CommitStatus.Conflict, session.Revision, session.EntryCount);
        }

        DateTimeOffset now = _clock.GetUtcNow();
        session ??= _sessions[commit.Key] = new StoredSession(now);
        session.Store(commit, hash, now, ++_updates);
        return new CommitOutcome(CommitStatus.Committed, session.Revision, session.EntryCount);
    }

    private readonly record struct StoredCommit(UInt128 Hash, long Revision, long EntryCount);

    private sealed class StoredSession(DateTimeOffset createdAt)
    {
        private readonly List<byte[]> _entries = [];
        private DateTimeOffset _updatedAt;

        public Dictionary<Guid, StoredCommit> Commits { get; } = [];

        public byte[] Head { get; private set; } = [];

        public long Revision { get; private set; }

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
                EntryCount = EntryCount,
                SchemaHash = header.SchemaHash,
                SchemaVersion = header.Version,
                CreatedAt = createdAt,
                UpdatedAt = _updatedAt,
            };
        }
    }
}
