using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Redis.Writing;

/// <summary>How much a server takes in one command. What is more would end in a broken connection and no word of why.</summary>
internal static class CommitSize
{
    private const int MaxEntries = 1_000_000;
    private const long MaxBytes = 512L * 1024 * 1024;

    /// <summary>Refuses what no server takes, while nothing is stored.</summary>
    public static void Demand(SessionCommit commit)
    {
        if (commit.EntryCount > MaxEntries || (long)commit.Head.Length + commit.Entries.Length > MaxBytes)
        {
            throw new SessionStorageException(
                $"The commit to session '{commit.Key}' has {commit.EntryCount} entries and {(long)commit.Head.Length + commit.Entries.Length} bytes; Redis takes at most "
                + $"{MaxEntries} entries and {MaxBytes} bytes at once. Nothing was stored; save smaller parts, one after the other.");
        }
    }
}
