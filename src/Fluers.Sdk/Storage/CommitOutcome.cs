namespace Fluers.Sdk.Storage;

/// <summary>What became of a commit.</summary>
/// <param name="Status">Whether it was stored, and if not, why.</param>
/// <param name="Revision">The session's revision afterwards: the new one, or the one that refused the commit.</param>
/// <param name="EntryCount">The number of entries in the log at that revision.</param>
public readonly record struct CommitOutcome(CommitStatus Status, long Revision, long EntryCount);

/// <summary>Whether a commit was stored, and if not, why.</summary>
public enum CommitStatus
{
    /// <summary>Stored; durable.</summary>
    Committed,

    /// <summary>Stored before under the same commit id, with the same content; the outcome is that of the first time.</summary>
    Repeated,

    /// <summary>Refused: the session has another revision than expected.</summary>
    Conflict,

    /// <summary>
    /// Refused: the session does not hold the commit that this one builds on. It has fewer commits than expected, or as many and another last
    /// one: its storage was restored, failed over with a loss, or replaced, or the session was created anew.
    /// </summary>
    Diverged,

    /// <summary>Refused: the commit id was used before with other content.</summary>
    CommitIdReused,

    /// <summary>Refused: there is no such session.</summary>
    NotFound,

    /// <summary>Refused: the session was deleted.</summary>
    Deleted,
}
