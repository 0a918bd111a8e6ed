using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Redis.Scripts;

/// <summary>What a script answers: the statuses of a commit, and what is no status. The numbers stand in the scripts.</summary>
internal enum Answer
{
    Committed = CommitStatus.Committed,
    Repeated = CommitStatus.Repeated,
    Conflict = CommitStatus.Conflict,
    Diverged = CommitStatus.Diverged,
    CommitIdReused = CommitStatus.CommitIdReused,
    NotFound = CommitStatus.NotFound,
    Deleted = CommitStatus.Deleted,

    /// <summary>What is stored of the session does not fit together. Nothing was done.</summary>
    Damaged = 100,
}
