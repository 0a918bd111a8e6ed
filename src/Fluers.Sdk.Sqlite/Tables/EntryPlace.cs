namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>Where a segment stands in the table of segments: the session's key above 32 bits for the sequence number of its first entry.</summary>
internal static class EntryPlace
{
    private const int SequenceBits = 32;

    /// <summary>The number of entries that no session reaches, and the greatest key of one.</summary>
    public const long MaxEntries = 1L << SequenceBits;
    public const long MaxSession = long.MaxValue >> SequenceBits;

    public static long Of(long session, long sequence) => (session << SequenceBits) | sequence;

    public static long SessionOf(long place) => place >> SequenceBits;

    public static long SequenceOf(long place) => place & (MaxEntries - 1);

    /// <summary>The place behind a session's last entry, whatever its length.</summary>
    public static long EndOf(long session) => Of(session, MaxEntries - 1);

    /// <summary>Refuses what has no place, while nothing is stored.</summary>
    public static void Demand(SessionKey key, long session, long entryCount)
    {
        if (session > MaxSession || entryCount >= MaxEntries)
        {
            throw new SessionStorageException(
                $"Session '{key}' does not fit: a session database holds {MaxSession} sessions of fewer than {MaxEntries} entries. "
                + "Go on in a fork of the session, or in another database.");
        }
    }
}
