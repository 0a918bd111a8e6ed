using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Histories;

/// <summary>
/// A storage that can be set back to what it held some commits ago, as from a backup or by a failover that lost some, while processes go on with it.
/// </summary>
internal sealed class RestorableStorage : ISessionStorage, ISessionNotice
{
    private readonly List<SessionCommit> _commits = [];
    private readonly ChangeNotice _notice = new();
    private MemoryStorage _current = new();

    /// <summary>What is answered instead of what the storage knows of a commit.</summary>
    public Func<CommitRecall>? Recalling { get; set; }

    /// <summary>Keeps the first commits and loses those behind them.</summary>
    public async Task RestoreAsync(int commits)
    {
        var restored = new MemoryStorage();
        _commits.RemoveRange(commits, _commits.Count - commits);
        foreach (SessionCommit commit in _commits)
        {
            Assert.Equal(CommitStatus.Committed, (await restored.CommitAsync(commit)).Status);
        }

        _current = restored;
        _notice.ChangedAll();
    }

    public async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        CommitOutcome outcome = await _current.CommitAsync(commit, cancellationToken);
        if (outcome.Status == CommitStatus.Committed)
        {
            _commits.Add(commit);
            _notice.Changed(commit.Key);
        }

        return outcome;
    }

    public ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default) =>
        _current.ReadAsync(key, range, sink, cancellationToken);

    public ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        _current.GetInfoAsync(key, cancellationToken);

    public ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default) =>
        _current.ListAsync(query, cancellationToken);

    public ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default) =>
        Recalling is { } answer ? ValueTask.FromResult(answer()) : _current.RecallAsync(key, revision, commitId, cancellationToken);

    public async ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        bool deleted = await _current.DeleteAsync(key, cancellationToken);
        _notice.Changed(key);
        return deleted;
    }

    public ValueTask WaitForChangeAsync(SessionKey key, long revision, CancellationToken cancellationToken = default) => _notice.WaitAsync(
        key, async token => await GetInfoAsync(key, token) is { } info && info.Revision == revision, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
