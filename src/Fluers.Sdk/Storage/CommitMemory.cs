namespace Fluers.Sdk.Storage;

/// <summary>
/// How long a storage remembers the ids of commits. One that is both further back than <see cref="Commits"/> and older than <see cref="Age"/>
/// may be forgotten: sending it again is then a conflict, and never stores it twice.
/// </summary>
public static class CommitMemory
{
    /// <summary>How many of a session's last commits are remembered at the least, whatever their age.</summary>
    public const int Commits = 1000;

    /// <summary>How long each commit is remembered at the least, by the storage's clock: one day.</summary>
    public static TimeSpan Age { get; } = TimeSpan.FromDays(1);
}

/// <summary>What a storage remembers of a commit.</summary>
public enum CommitRecall
{
    /// <summary>The session's history holds it.</summary>
    Known,

    /// <summary>It lies further back than the storage remembers.</summary>
    Forgotten,

    /// <summary>The session's history does not hold it: another one took its place. Also said of a session that does not exist.</summary>
    Foreign,
}
