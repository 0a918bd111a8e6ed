namespace Fluers.Sdk.Storage;

/// <summary>How a <see cref="FileStorage"/> behaves. The files are the same whatever is chosen.</summary>
public sealed record FileStorageOptions
{
    /// <summary>What a commit survives once it has returned; <see cref="FileDurability.Full"/> unless stated.</summary>
    public FileDurability Durability { get; init; } = FileDurability.Full;

    /// <summary>Gives the times of creation and update; the system's unless stated.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How many commits of all sessions together are kept in mind: some 150 bytes each, and read again from the files when they are needed.</summary>
    internal int IndexedCommits { get; init; } = 400_000;

    /// <summary>What reaches the disk; another one in tests of its faults.</summary>
    internal Disk Disk { get; init; } = new();

    /// <summary>What it is opened for; <see cref="StorageAccess.ReadWrite"/> by default.</summary>
    public StorageAccess Access { get; init; } = StorageAccess.ReadWrite;
}
