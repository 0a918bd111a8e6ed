namespace Fluers.Sdk.Storage;

/// <summary>Damage that was found while a session's file was read; the storage tells it with the session's name.</summary>
internal sealed class FileDamage(string reason, long offset) : Exception(reason)
{
    /// <summary>Where, in bytes from the start of the file.</summary>
    public long Offset { get; } = offset;

    public SessionCorruptException Of(SessionKey key) => new(key, $"{Message}, {Offset} bytes into its file", Offset, this);
}
