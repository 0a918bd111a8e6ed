using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Storage;

/// <summary>How a <see cref="FileStorage"/> behaves. The files are the same whatever is chosen.</summary>
public sealed record FileStorageOptions
{
    /// <summary>
    /// What the folder is opened for; <see cref="StorageAccess.ReadWrite"/> by default. <see cref="StorageAccess.ReadOnly"/> needs neither the
    /// folder for itself alone nor the right to write: it works beside a process that writes, and on a read-only file system.
    /// </summary>
    public StorageAccess Access { get; init; } = StorageAccess.ReadWrite;

    /// <summary>What a commit survives once it has returned; <see cref="FileDurability.Full"/> unless stated.</summary>
    public FileDurability Durability { get; init; } = FileDurability.Full;

    /// <summary>Gives the times of creation and update; the system's unless stated.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Takes what was found in disorder and what became of it, never content; nothing is logged by default.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>
    /// How much is kept in mind of all sessions together: marks of where their commits lie, 512 of a session at the most, and the ids of its last
    /// commits. Some 100 bytes each; read again from the files when they are needed.
    /// </summary>
    internal int IndexedCommits { get; init; } = 400_000;

    /// <summary>How often a storage looks at a file whose change is waited for, for what other programs do to it.</summary>
    internal TimeSpan LookAgain { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What reaches the disk; another one in tests of its faults.</summary>
    internal Disk Disk { get; init; } = new();
}
