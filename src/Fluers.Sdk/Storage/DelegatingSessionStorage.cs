namespace Fluers.Sdk.Storage;

/// <summary>
/// A storage that stands in front of another one and passes everything on, what that one can do beyond the contract included. Derive from it
/// to encrypt, to measure or to fail on demand, and override what is to differ.
/// </summary>
/// <param name="storage">The storage behind. Disposed with this one.</param>
/// <remarks>
/// A capability is passed on as it is, past what is overridden here: a storage that changes frames answers
/// <see cref="GetCapability{T}"/> for <see cref="ISessionFork"/> with <see langword="null"/> or with one of its own.
/// </remarks>
public abstract class DelegatingSessionStorage(ISessionStorage storage) : ISessionStorage
{
    /// <summary>The storage behind.</summary>
    protected ISessionStorage Inner { get; } = storage ?? throw new ArgumentNullException(nameof(storage));

    /// <inheritdoc/>
    public virtual ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default) =>
        Inner.CommitAsync(commit, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default) =>
        Inner.ReadAsync(key, range, sink, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        Inner.GetInfoAsync(key, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default) =>
        Inner.ListAsync(query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default) =>
        Inner.RecallAsync(key, revision, commitId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        Inner.DeleteAsync(key, cancellationToken);

    /// <summary>What this storage can do beyond the contract, or else the one behind.</summary>
    /// <typeparam name="T">The capability.</typeparam>
    public virtual T? GetCapability<T>()
        where T : class => this as T ?? Inner.GetCapability<T>();

    /// <summary>Closes the storage behind.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Inner.DisposeAsync();
    }
}
