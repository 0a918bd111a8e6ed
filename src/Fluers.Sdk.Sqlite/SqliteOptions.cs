using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite;

/// <summary>How a <see cref="SqliteStorage"/> behaves. The file is the same whatever is chosen.</summary>
public sealed record SqliteOptions
{
    /// <summary>What a commit survives once it has returned; <see cref="SqliteDurability.Normal"/> unless stated.</summary>
    public SqliteDurability Durability { get; init; } = SqliteDurability.Normal;

    /// <summary>How long to wait for another process that is writing; 30 seconds unless stated.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gives the times of creation and update; the system's unless stated.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What it is opened for; <see cref="StorageAccess.ReadWrite"/> by default.</summary>
    public StorageAccess Access { get; init; } = StorageAccess.ReadWrite;
}
