namespace Fluers.Sdk;

/// <summary>
/// What is stored is not what this process goes on from: another writer was first, or, where <see cref="Diverged"/> says so, the stored history
/// is another one. Nothing was stored.
/// </summary>
public sealed class SessionConflictException : SessionException
{
    /// <summary>Creates the error for a commit whose expected revision is not the session's.</summary>
    /// <param name="key">The session.</param>
    /// <param name="expectedRevision">The revision that the writer had loaded.</param>
    /// <param name="actualRevision">The revision that is stored.</param>
    public SessionConflictException(SessionKey key, long expectedRevision, long actualRevision)
        : base(expectedRevision == 0
            ? $"Session '{key}' exists already, at revision {actualRevision}. Load it, or create one under another id."
            : $"Session '{key}' stands at revision {actualRevision}; this commit expected {expectedRevision}. "
                + "Another writer was first: load the session again and repeat the change.")
    {
        Key = key;
        ExpectedRevision = expectedRevision;
        ActualRevision = actualRevision;
    }

    /// <summary>Creates the error for a commit id that was used before with other content.</summary>
    /// <param name="key">The session.</param>
    /// <param name="commitId">The commit id that stands for something else already.</param>
    /// <param name="actualRevision">The revision that is stored.</param>
    public SessionConflictException(SessionKey key, Guid commitId, long actualRevision)
        : base($"Commit {commitId} of session '{key}' was stored before with other content. A retry must repeat the same bytes; "
            + "give another change a commit id of its own.")
    {
        Key = key;
        ExpectedRevision = actualRevision;
        ActualRevision = actualRevision;
    }

    /// <summary>Creates the error for a writer whose history is not the stored one.</summary>
    /// <param name="key">The session.</param>
    /// <param name="expectedRevision">The revision that the writer had loaded.</param>
    /// <param name="actualRevision">The revision that is stored.</param>
    public static SessionConflictException OfDiverged(SessionKey key, long expectedRevision, long actualRevision) => new(
        $"The histories of session '{key}' have diverged: this process built on commit {expectedRevision}, which the store, now at revision "
        + $"{actualRevision}, does not hold. The store was restored, failed over with a loss, or replaced, or the session was created anew. Nothing was "
        + "stored; load the session again and repeat what is to stay.", key, expectedRevision, actualRevision);

    /// <summary>Creates the error for a reader whose history is no longer the stored one.</summary>
    /// <param name="key">The session.</param>
    /// <param name="seenRevision">The revision that the reader saw last.</param>
    /// <param name="actualRevision">The revision that is stored.</param>
    public static SessionConflictException OfReplaced(SessionKey key, long seenRevision, long actualRevision) => new(
        $"The histories of session '{key}' have diverged: this process read on from commit {seenRevision}, which the store, now at revision "
        + $"{actualRevision}, does not hold. The store was restored, failed over with a loss, or replaced, or the session was created anew. Nothing was "
        + "changed; read the session again from its beginning.", key, seenRevision, actualRevision);

    private SessionConflictException(string message, SessionKey key, long expectedRevision, long actualRevision)
        : base(message)
    {
        Key = key;
        ExpectedRevision = expectedRevision;
        ActualRevision = actualRevision;
        Diverged = true;
    }

    /// <summary>Whether the stored history is another one than the writer's or reader's: the commit that it goes on from is not in it.</summary>
    public bool Diverged { get; }

    /// <summary>The session.</summary>
    public SessionKey Key { get; }

    /// <summary>The revision that the refused writer had loaded, or the reader had seen; 0 for a session to be created.</summary>
    public long ExpectedRevision { get; }

    /// <summary>The revision that is stored.</summary>
    public long ActualRevision { get; }
}
