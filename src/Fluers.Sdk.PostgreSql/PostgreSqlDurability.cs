namespace Fluers.Sdk.PostgreSql;

/// <summary>What a commit survives once it has returned. A commit is stored whole or not at all in every case.</summary>
public enum PostgreSqlDurability
{
    /// <summary>What the server says, or the database or the role (<c>synchronous_commit</c>): like <see cref="Full"/> unless somebody changed it.</summary>
    Server,

    /// <summary>
    /// The end of the process that wrote it. When the server itself crashes, the commits of its last moments may be lost, each as a
    /// whole and the latest first (<c>synchronous_commit = off</c>).
    /// </summary>
    Normal,

    /// <summary>
    /// A crash and a power cut of the server: each commit waits for the server's disk, and for its synchronous standbys where it has
    /// any (<c>synchronous_commit = on</c>).
    /// </summary>
    Full,
}
