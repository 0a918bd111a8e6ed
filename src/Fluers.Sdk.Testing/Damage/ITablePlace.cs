namespace Fluers.Sdk.Testing;

/// <summary>A place whose sessions are rows of tables that a test can change behind the back of the storage.</summary>
public interface ITablePlace
{
    /// <summary>Every column of every row that is stored, keys and names included.</summary>
    Task<IReadOnlyList<StoredCell>> CellsAsync();

    /// <summary>Keeps aside all that is stored. No storage is open.</summary>
    Task KeepAsync();

    /// <summary>Puts back what was kept. No storage is open.</summary>
    Task PutBackAsync();
}

/// <summary>One column of one row.</summary>
/// <param name="Name">What it is, for messages.</param>
/// <param name="Session">The session whose row it is.</param>
/// <param name="Value">What it holds: a <see cref="long"/>, a <see cref="string"/>, an array of bytes, or <see langword="null"/>.</param>
/// <param name="Others">What the same column holds in other rows.</param>
/// <param name="ReplaceAsync">Stores another value in its place. False when the database refuses it, which is as good as noticing it.</param>
public sealed record StoredCell(string Name, SessionKey Session, object? Value, IReadOnlyList<object?> Others, Func<object?, Task<bool>> ReplaceAsync);
