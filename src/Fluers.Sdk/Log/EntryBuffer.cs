namespace Fluers.Sdk;

/// <summary>Entries as they are decoded, in the array that the log takes over.</summary>
internal sealed class EntryBuffer<T>
{
    // What a storage says of a session is believed up to here; past it, the array grows with what comes.
    private const int MostExpected = 1024 * 1024;

    private T[] _entries = [];

    public int Count { get; private set; }

    public T this[int index] => _entries[index];

    /// <summary>Makes room for as many entries as a log is said to have.</summary>
    public void Expect(long count) => Array.Resize(ref _entries, (int)Math.Clamp(count, _entries.Length, Math.Max(MostExpected, _entries.Length)));

    public void Add(T entry)
    {
        if (Count == _entries.Length)
        {
            if (Count == Array.MaxLength)
            {
                throw new SessionStorageException($"The log has more than {Count} entries, which no list in memory holds. Read it in parts, with ReadAsync.");
            }

            Array.Resize(ref _entries, (int)Math.Min(Math.Max(4, 2L * Count), Array.MaxLength));
        }

        _entries[Count++] = entry;
    }

    /// <summary>The log of the entries. It takes the array, so nothing is added afterwards.</summary>
    public SessionLog<T> ToLog() => Count == 0 ? SessionLog<T>.Empty : new SessionLog<T>(_entries, Count);
}
