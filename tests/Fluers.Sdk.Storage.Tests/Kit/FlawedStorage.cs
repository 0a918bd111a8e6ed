using System.Collections.Concurrent;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Kit;

/// <summary>A storage with one flaw.</summary>
internal sealed class FlawedStorage(MemoryStorage memory, Flaw flaw, TimeProvider clock) : ISessionStorage, ISessionNotice, ISessionFork, ISessionTenants
{
    private readonly Dictionary<SessionKey, int> _lives = [];
    private readonly Dictionary<SessionKey, SessionKey> _forks = [];
    private readonly SortedSet<string> _tenants = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _stored = [];
    private readonly ConcurrentDictionary<SessionKey, StoredSessionInfo?> _told = [];

    public async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        SessionCommit changed = commit.With(key: KeyOf(commit.Key));
        _tenants.Add(commit.Key.Tenant);
        if (flaw == Flaw.IgnoresCommitIds)
        {
            changed = changed.With(commitId: Guid.NewGuid());
        }

        if (flaw is Flaw.IgnoresWhatACommitBuildsOn or Flaw.IgnoresStatedTimes)
        {
            changed = new SessionCommit
            {
                Key = changed.Key,
                ExpectedRevision = changed.ExpectedRevision,
                BuildsOn = flaw == Flaw.IgnoresStatedTimes ? changed.BuildsOn : null,
                CommitId = changed.CommitId,
                Head = changed.Head,
                Entries = changed.Entries,
                EntryCount = changed.EntryCount,
                CreatedAt = flaw == Flaw.IgnoresStatedTimes ? null : changed.CreatedAt,
                UpdatedAt = flaw == Flaw.IgnoresStatedTimes ? null : changed.UpdatedAt,
            };
        }

        if (flaw == Flaw.LosesTheLastEntryOfLongCommits && commit.EntryCount > 1000)
        {
            int length = 0;
            for (int i = 1; i < commit.EntryCount; i++)
            {
                length += Frames.FrameHeader.Parse(commit.Entries.Span[length..]).FrameLength;
            }

            changed = changed.With(entries: commit.Entries[..length].ToArray(), entryCount: commit.EntryCount - 1);
        }

        if (flaw == Flaw.AcceptsDamagedFrames && !IsWhole(commit))
        {
            changed = changed.With(head: TestCommits.Head("damaged"), entries: [], entryCount: 0);
        }

        CommitOutcome outcome = await memory.CommitAsync(
            changed, flaw == Flaw.TellsOfACancellationThatCameTooLate ? CancellationToken.None : cancellationToken);
        if (flaw == Flaw.IgnoresTheExpectedRevision && outcome.Status == CommitStatus.Conflict)
        {
            return await memory.CommitAsync(changed.With(expectedRevision: outcome.Revision), cancellationToken);
        }

        DateTimeOffset stored = _stored.GetOrAdd(commit.CommitId, clock.GetUtcNow());
        if (outcome.Status == CommitStatus.Repeated && await memory.GetInfoAsync(changed.Key, cancellationToken) is { } now
            && ((flaw == Flaw.ForgetsByNumberAlone && outcome.Revision <= now.Revision - CommitMemory.Commits)
                || (flaw == Flaw.ForgetsByAgeAlone && clock.GetUtcNow() - stored > CommitMemory.Age)))
        {
            return new CommitOutcome(CommitStatus.Conflict, now.Revision, now.EntryCount);
        }

        if (flaw == Flaw.TakesAnyContentForARetry && outcome.Status == CommitStatus.CommitIdReused)
        {
            return outcome with { Status = CommitStatus.Repeated };
        }

        if (flaw == Flaw.TellsOfACancellationThatCameTooLate)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return outcome;
    }

    public ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
    {
        bool more = flaw == Flaw.ReadsOneEntryTooMany && range.Count is > 0 and < long.MaxValue;
        var renaming = new Renaming(sink, info => Told(info, key));
        return memory.ReadAsync(KeyOf(key), more ? new EntryRange(range.From, range.Count + 1) : range, renaming, cancellationToken);
    }

    public async ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        StoredSessionInfo? info = await memory.GetInfoAsync(KeyOf(key), cancellationToken) is { } found ? Told(found, key) : null;
        if (flaw != Flaw.TellsWhatItToldBefore)
        {
            return info;
        }

        StoredSessionInfo? before = _told.GetOrAdd(key, info);
        _told[key] = info;
        return before;
    }

    public async ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default)
    {
        StoredSessionPage page = await memory.ListAsync(
            flaw == Flaw.IgnoresFilters ? query with { SchemaHash = null, SchemaVersion = null, UpdatedSince = null } : query, cancellationToken);
        page = page with { Sessions = [.. page.Sessions.Select(session => Told(session, session.Key))] };
        return flaw == Flaw.ListsByName ? page with { Sessions = [.. page.Sessions.OrderBy(session => session.Key.Id)] } : page;
    }

    public async ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default)
    {
        StoredSessionInfo? info = await memory.GetInfoAsync(KeyOf(key), cancellationToken);
        return flaw switch
        {
            Flaw.RecallsByNumberAlone when revision > 0 => revision <= info?.Revision ? CommitRecall.Known : CommitRecall.Foreign,
            Flaw.ForgetsAtOnce when revision > 0 => revision < info?.Revision ? CommitRecall.Forgotten : CommitRecall.Foreign,
            _ => await memory.RecallAsync(KeyOf(key), revision, commitId, cancellationToken),
        };
    }

    public async ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        bool deleted = await memory.DeleteAsync(KeyOf(key), cancellationToken);
        if (flaw == Flaw.ForgetsThatAnIdIsSpent && deleted)
        {
            _lives[key] = _lives.GetValueOrDefault(key) + 1;
        }

        return deleted;
    }

    public ValueTask WaitForChangeAsync(SessionKey key, long revision, CancellationToken cancellationToken = default) =>
        flaw == Flaw.NeverTellsOfChanges ? new(Task.Delay(Timeout.Infinite, cancellationToken)) : memory.WaitForChangeAsync(key, revision, cancellationToken);

    public async ValueTask<CommitOutcome> ForkAsync(SessionKey source, long entryCount, SessionKey fork, CancellationToken cancellationToken = default)
    {
        if (flaw == Flaw.ForksWithTheHistoryOfItsSource && await memory.GetInfoAsync(source, cancellationToken) is { } info)
        {
            var copy = new RecordedSession();
            await memory.ReadAsync(source, new EntryRange(0, entryCount), copy, cancellationToken);
            return await memory.CommitAsync(TestCommits.Commit(fork, 0, copy.Head, [.. copy.Entries]).With(commitId: info.LastCommit), cancellationToken);
        }

        if (flaw != Flaw.ForksByReference)
        {
            return await memory.ForkAsync(source, entryCount, fork, cancellationToken);
        }

        _forks[fork] = source;
        return new CommitOutcome(CommitStatus.Committed, 1, entryCount);
    }

    public IAsyncEnumerable<string> ListTenantsAsync(CancellationToken cancellationToken = default) => flaw switch
    {
        Flaw.ListsTenantsThatHaveNoSession => _tenants.ToAsyncEnumerable(),
        Flaw.ListsTenantsByLength => memory.ListTenantsAsync(cancellationToken).OrderBy(tenant => tenant.Length),
        _ => memory.ListTenantsAsync(cancellationToken),
    };

    public ValueTask DisposeAsync() => memory.DisposeAsync();

    private SessionKey KeyOf(SessionKey key) => flaw switch
    {
        Flaw.IgnoresCase => new SessionKey(key.Tenant, new SessionId(key.Id.Value.ToUpperInvariant())),
        Flaw.IgnoresTenants => new SessionKey(key.Id),
        Flaw.ForgetsThatAnIdIsSpent when _lives.TryGetValue(key, out int life) => new SessionKey(key.Tenant, new SessionId($"{key.Id}.{life}")),
        _ => _forks.GetValueOrDefault(key, key),
    };

    private StoredSessionInfo Told(StoredSessionInfo info, SessionKey key) =>
        info with { Key = key, LastCommit = flaw == Flaw.HidesTheLastCommit ? Guid.Empty : info.LastCommit };

    private static bool IsWhole(SessionCommit commit)
    {
        try
        {
            commit.Validate();
            return true;
        }
        catch (SessionCorruptException)
        {
            return false;
        }
    }

    private sealed class Renaming(IFrameSink sink, Func<StoredSessionInfo, StoredSessionInfo> told) : IFrameSink
    {
        public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head) => sink.OnHead(told(info), head);

        public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames) => sink.OnEntries(firstEntry, frames);
    }
}
