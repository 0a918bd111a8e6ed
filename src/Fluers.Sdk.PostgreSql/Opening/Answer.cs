using Fluers.Sdk.Storage;

namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>What a function of the store answers: the statuses of a commit, and what is no status. The numbers stand in the functions.</summary>
internal enum Answer
{
    Committed = CommitStatus.Committed,
    Repeated = CommitStatus.Repeated,
    Conflict = CommitStatus.Conflict,
    Diverged = CommitStatus.Diverged,
    CommitIdReused = CommitStatus.CommitIdReused,
    NotFound = CommitStatus.NotFound,
    Deleted = CommitStatus.Deleted,

    /// <summary>What is stored of the session does not match its seals. Nothing was done.</summary>
    Damaged = 100,
}
