namespace Fluers.Sdk.Sqlite;

/// <summary>What a commit survives once it has returned. The file stays consistent in every case.</summary>
public enum SqliteDurability
{
    /// <summary>
    /// The end of the process, by <c>kill -9</c> too. When the machine itself loses power, the last commits may be lost,
    /// each as a whole and the latest first (SQLite's <c>synchronous = NORMAL</c>).
    /// </summary>
    Normal,

    /// <summary>A power cut too: each commit waits for the disk (SQLite's <c>synchronous = FULL</c>).</summary>
    Full,
}
