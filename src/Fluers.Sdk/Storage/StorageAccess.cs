namespace Fluers.Sdk.Storage;

/// <summary>What a storage on this machine may do to its place.</summary>
public enum StorageAccess
{
    /// <summary>Reads and writes; makes the place where there is none, and upgrades one of an earlier format.</summary>
    ReadWrite,

    /// <summary>
    /// Only reads, and needs no right to write: nothing is created, upgraded or repaired. An earlier format is read as it is. Every change is
    /// refused with a <see cref="SessionStorageException"/>.
    /// </summary>
    ReadOnly,
}
