namespace Fluers.Sdk.Storage;

/// <summary>What a storage is opened for.</summary>
public enum StorageAccess
{
    /// <summary>To read and to write. Where there is no store yet, one is made; what a crash left is put in order.</summary>
    ReadWrite,

    /// <summary>
    /// To look. Nothing is written, created, upgraded, cut or repaired, no writer is locked out, and no right to write is needed. What would
    /// change a session throws a <see cref="SessionStorageException"/>.
    /// </summary>
    ReadOnly,
}
