using Fluers.Sdk;
using Fluers.Sdk.Storage;

namespace SupportAgent;

/// <summary>What one save stored.</summary>
/// <param name="Entries">How many entries it appended to the log.</param>
/// <param name="Head">Whether it wrote the head too.</param>
/// <param name="Bytes">The size of both.</param>
internal readonly record struct CommitSize(int Entries, bool Head, int Bytes);

/// <summary>
/// A storage that measures what it hands on. A storage sees opaque frames and nothing else, so this is all it takes to
/// stand between the sessions and any storage: to measure, to trace, to encrypt.
/// </summary>
internal sealed class CommitMeter(ISessionStorage storage) : ISessionStorage
{
    /// <summary>What the latest commit stored.</summary>
    public CommitSize LastCommit { get; private set; }

    public async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        CommitOutcome outcome = await storage.CommitAsync(commit, cancellationToken);
        LastCommit = new CommitSize(commit.EntryCount, !commit.Head.IsEmpty, commit.Head.Length + commit.Entries.Length);
        return outcome;
    }

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
