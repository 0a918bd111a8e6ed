using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Tests.Hosting;

/// <summary>A storage that can do nothing any more.</summary>
internal sealed class FailingStorage : ISessionStorage
{
    public ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default) => throw Failure();

    public ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default) => throw Failure();

    public ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) => throw Failure();

    public ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default) => throw Failure();

    public ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default) => throw Failure();

    public ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default) => throw Failure();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static SessionStorageException Failure() => new("The disk is full. Make room.");
}
