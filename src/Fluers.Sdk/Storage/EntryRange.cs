namespace Fluers.Sdk.Storage;

/// <summary>A range of a session's log.</summary>
public readonly record struct EntryRange
{
    /// <summary>Creates a range.</summary>
    /// <param name="from">The sequence number of the first entry, 0 for the oldest.</param>
    /// <param name="count">The greatest number of entries.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is negative.</exception>
    public EntryRange(long from, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        From = from;
        Count = count;
    }

    /// <summary>The whole log.</summary>
    public static EntryRange All => new(0, long.MaxValue);

    /// <summary>The head alone.</summary>
    public static EntryRange None => new(0, 0);

    /// <summary>The sequence number of the first entry, 0 for the oldest.</summary>
    public long From { get; }

    /// <summary>The greatest number of entries.</summary>
    public long Count { get; }

    /// <summary>The sequence number behind the last entry of the range in a log of the given length; not above <see cref="From"/> for none.</summary>
    public long EndIn(long entryCount) => Count > entryCount - From ? entryCount : From + Count;
}
