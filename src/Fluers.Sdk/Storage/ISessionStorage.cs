namespace Fluers.Sdk.Storage;

/// <summary>
/// Where frames live. A storage moves opaque bytes: it knows no user type, and of a frame only its public header.
/// </summary>
/// <remarks>
/// The laws that every implementation keeps:
/// <list type="number">
/// <item>A commit is all or nothing, and durable when it returns.</item>
/// <item>The expected revision must match, and so must the commit that it builds on: of two racing writers exactly one wins, and who outlived a
/// restore is refused.</item>
/// <item>A retry with the same commit id and bytes returns the first result; with other bytes it is refused.</item>
/// <item>A commit to a deleted session never brings it back, even under the same id.</item>
/// <item>Entries have one order: their sequence number, never a clock.</item>
/// <item>After a crash at any point the log is what was acknowledged, plus at most one whole commit that was not.</item>
/// <item>Damage is detected, reported with its place and confined to its session, in frames and in all that stands around them.</item>
/// <item>Cancelling after the commit reached the store reports the known outcome; cancelling before gives the caller back at once.</item>
/// <item>Distinct keys never share a physical key.</item>
/// <item>Nothing compares the clocks of two processes.</item>
/// <item>A storage whose place was deleted or replaced under it acknowledges nothing.</item>
/// </list>
/// All members may be called from many threads at once. Failures of the storage itself are
/// <see cref="SessionStorageException"/>; damage is a <see cref="SessionCorruptException"/> that names the session.
/// <para>
/// A commit carries all that is needed to decide on it, so that a storage in another place takes one round trip, and one
/// transaction or script, for each. What only some storages can do is an interface of its own, and asked for
/// with <see cref="GetCapability{T}"/>: <see cref="ISessionNotice"/>, <see cref="ISessionFork"/>, <see cref="ISessionTenants"/>, <see cref="IStorageCheck"/>. The laws are tests that anyone derives from, in the package
/// <c>Fluers.Sdk.Testing</c>.
/// </para>
/// </remarks>
public interface ISessionStorage : IAsyncDisposable
{
    /// <summary>Stores one commit atomically. Whatever the session, a commit that is not whole is refused first, by <see cref="SessionCommit.Validate"/>.</summary>
    /// <param name="commit">What to store and what revision it builds on.</param>
    /// <param name="cancellationToken">Gives up while nothing has been stored; later it has no effect.</param>
    /// <returns>What became of the commit. A refusal is an outcome, not an exception.</returns>
    ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default);

    /// <summary>Reads a session's head and a range of its entries, all as of one revision.</summary>
    /// <param name="key">The session.</param>
    /// <param name="range">Which entries to read.</param>
    /// <param name="sink">Takes what is found, while the call runs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the session exists.</returns>
    ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default);

    /// <summary>Tells of a session without reading its content; <see langword="null"/> when it does not exist.</summary>
    ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default);

    /// <summary>Lists the sessions of a tenant, page by page, in the order of their last commits. Damaged sessions are listed with the others.</summary>
    /// <exception cref="ArgumentException">The continuation is of no listing of this storage.</exception>
    ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default);

    /// <summary>Tells whether a session's history still holds a commit that was seen before, so that who reads on notices a history that was replaced.</summary>
    /// <param name="key">The session.</param>
    /// <param name="revision">The revision that the commit made, 1 or more.</param>
    /// <param name="commitId">The commit's id, from <see cref="StoredSessionInfo.LastCommit"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default);

    /// <summary>
    /// What the storage can do beyond this interface: itself, if it is one of those, or what it answers with. A storage that stands in front of
    /// another one hands the question on, as <see cref="DelegatingSessionStorage"/> does, so that nothing is lost behind it.
    /// </summary>
    /// <typeparam name="T">The capability, such as <see cref="ISessionNotice"/>, <see cref="ISessionFork"/> or <see cref="ISessionTenants"/>.</typeparam>
    /// <returns>The capability; <see langword="null"/> when the storage does not have it.</returns>
    T? GetCapability<T>()
        where T : class => this as T;

    /// <summary>Deletes a session and all its content; its id stays spent.</summary>
    /// <returns>Whether there was a session to delete.</returns>
    ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default);
}
