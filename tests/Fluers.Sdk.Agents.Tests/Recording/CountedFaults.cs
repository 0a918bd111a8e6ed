using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Agents.Tests.Recording;

/// <summary>A storage that fails at one commit of a test: the first one behind the creation of the session is 1.</summary>
internal sealed class CountedFaults(ISessionStorage storage) : ISessionStorage, ISessionNotice
{
    private int _commits = -1;
    private int _failing;
    private StorageFault _fault;

    /// <summary>Whether it has failed.</summary>
    public bool HasFailed { get; private set; }

    public void FailCommit(int commit, StorageFault fault)
    {
        _commits = 0;
        (_failing, _fault) = (commit, fault);
    }

    public async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        if (_commits >= 0 && ++_commits == _failing)
        {
            HasFailed = true;
            if (_fault == StorageFault.OutcomeLost)
            {
                await storage.CommitAsync(commit, cancellationToken);
            }

            throw new SessionStorageException("The storage is away.");
        }

        return await storage.CommitAsync(commit, cancellationToken);
    }

    public ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default) =>
        storage.ReadAsync(key, range, sink, cancellationToken);

    public ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) => storage.GetInfoAsync(key, cancellationToken);

    public ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default) => storage.ListAsync(query, cancellationToken);

    public ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default) =>
        storage.RecallAsync(key, revision, commitId, cancellationToken);

    public ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default) => storage.DeleteAsync(key, cancellationToken);

    public ValueTask WaitForChangeAsync(SessionKey key, long revision, CancellationToken cancellationToken = default) =>
        ((ISessionNotice)storage).WaitForChangeAsync(key, revision, cancellationToken);

    public ValueTask DisposeAsync() => storage.DisposeAsync();
}
