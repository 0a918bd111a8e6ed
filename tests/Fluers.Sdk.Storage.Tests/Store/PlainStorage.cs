namespace Fluers.Sdk.Storage.Tests.Store;

/// <summary>A storage that can what every one must, and no more.</summary>
internal sealed class PlainStorage(ISessionStorage storage) : ISessionStorage
{
    public ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default) =>
        storage.CommitAsync(commit, cancellationToken);

    public ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default) =>
        storage.ReadAsync(key, range, sink, cancellationToken);

    public ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        storage.GetInfoAsync(key, cancellationToken);

    public ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default) =>
        storage.ListAsync(query, cancellationToken);

    public ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default) =>
        storage.RecallAsync(key, revision, commitId, cancellationToken);

    public ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        storage.DeleteAsync(key, cancellationToken);

    public ValueTask DisposeAsync() => storage.DisposeAsync();
}
