using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite;

/// <summary>How a <see cref="SqliteStorage"/> behaves. The file is the same whatever is chosen.</summary>
public sealed record SqliteOptions
{
    /// <summary>
    /// What the storage may do to the file; <see cref="StorageAccess.ReadWrite"/> by default. With <see cref="StorageAccess.ReadOnly"/> neither
    /// the file nor its directory has to be writable, and nothing is created beside the file.
    /// </summary>
    public StorageAccess Access { get; init; } = StorageAccess.ReadWrite;

    /// <summary>What a commit survives once it has returned; <see cref="SqliteDurability.Normal"/> by default.</summary>
    public SqliteDurability Durability { get; init; } = SqliteDurability.Normal;

    /// <summary>How long a call waits for another process that is writing; 30 seconds by default. No thread is blocked meanwhile.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gives the times of creation and update; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Is told of each step of an upgrade, which waits for it: a test may let the process end there.</summary>
    internal Action<string>? UpgradeReached { get; init; }
}
