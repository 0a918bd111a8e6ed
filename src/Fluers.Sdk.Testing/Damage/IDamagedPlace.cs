namespace Fluers.Sdk.Testing;

/// <summary>A place whose stored bytes a test can reach behind the back of the storage.</summary>
public interface IDamagedPlace
{
    /// <summary>
    /// The parts in which a session is stored, whatever they are: a file, the columns of its rows, the values of its keys. All but those by
    /// which it is found.
    /// </summary>
    /// <param name="session">The session.</param>
    Task<IReadOnlyList<StoredPart>> PartsAsync(SessionKey session);
}

/// <summary>Some of the bytes in which a session is stored.</summary>
/// <param name="Name">What they are, for messages.</param>
/// <param name="Bytes">The bytes as they were stored.</param>
/// <param name="Replace">Stores other bytes in their place.</param>
public sealed record StoredPart(string Name, byte[] Bytes, Func<byte[], Task> Replace);
