namespace Fluers.Sdk.Storage;

/// <summary>What a commit to a <see cref="FileStorage"/> survives once it has returned. A file stays readable in every case.</summary>
public enum FileDurability
{
    /// <summary>A power cut too: each commit waits for the disk. Commits to several sessions wait for it together.</summary>
    Full,

    /// <summary>
    /// The end of the process, by <c>kill -9</c> too. When the machine itself loses power, the last commits of each session may
    /// be lost, and those that were half on the disk leave their session to be restored from a backup.
    /// </summary>
    Normal,
}
