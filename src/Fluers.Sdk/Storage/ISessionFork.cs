namespace Fluers.Sdk.Storage;

/// <summary>A storage that forks sessions by itself. Optional: otherwise the frames are read and committed anew.</summary>
public interface ISessionFork
{
    /// <summary>Creates a session with the head of another one and its first entries, in one atomic commit.</summary>
    /// <param name="source">The session to fork. It is not changed.</param>
    /// <param name="entryCount">How many entries to take over; the source has at least as many.</param>
    /// <param name="fork">The session to create.</param>
    /// <param name="cancellationToken">Gives up while nothing has been stored.</param>
    /// <returns>What became of the commit that creates the fork; <see cref="CommitStatus.NotFound"/> when there is no source.</returns>
    ValueTask<CommitOutcome> ForkAsync(SessionKey source, long entryCount, SessionKey fork, CancellationToken cancellationToken = default);
}
