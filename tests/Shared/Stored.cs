using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Testing.Shared;

/// <summary>Short words for what the tests of storages store and read.</summary>
internal static class Stored
{
    public static readonly SessionKey Key = new(new SessionId("session"));
    public static readonly SessionKey Neighbour = new(new SessionId("neighbour"));

    /// <summary>Stores a commit for each count given, of so many entries; each entry is its own sequence number.</summary>
    public static async Task FillAsync(this ISessionStorage storage, SessionKey key, params IEnumerable<int> counts)
    {
        long revision = 0;
        int entry = 0;
        foreach (int count in counts)
        {
            string[] entries = [.. Enumerable.Range(entry, count).Select(i => $"{i}")];
            CommitOutcome outcome = await storage.CommitAsync(TestCommits.Commit(key, revision, revision == 0 ? "h" : null, entries));
            Assert.Equal(CommitStatus.Committed, outcome.Status);
            revision++;
            entry += count;
        }
    }

    public static async Task<RecordedSession> ReadAsync(this ISessionStorage storage, SessionKey key, EntryRange? range = null)
    {
        var read = new RecordedSession();
        Assert.True(await storage.ReadAsync(key, range ?? EntryRange.All, read));
        return read;
    }

    public static IEnumerable<string> Numbers(int from, int end) => Enumerable.Range(from, end - from).Select(i => $"{i}");
}
