namespace Fluers.Sdk.Storage;

/// <summary>A range of a session's log.</summary>
/// <param name="From">The sequence number of the first entry, 0 for the oldest.</param>
/// <param name="Count">The greatest number of entries.</param>
public readonly record struct EntryRange(long From, long Count)
{
    /// <summary>The whole log.</summary>
    public static EntryRange All => new(0, long.MaxValue);

    /// <summary>The head alone.</summary>
    public static EntryRange None => new(0, 0);

    /// <summary>The sequence number behind the last entry of the range in a log of the given length.</summary>
    public long EndIn(long entryCount) => Count >= entryCount - From ? Math.Max(From, entryCount) : From + Count;
}
