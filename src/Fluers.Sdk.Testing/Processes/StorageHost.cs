using System.Globalization;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>The other process of the laws that need one: does what a law tells it to, and reports each outcome as a line.</summary>
public static class StorageHost
{
    /// <summary>Runs the program.</summary>
    /// <param name="args">The arguments that it was started with.</param>
    /// <param name="open">Opens the storage at an address.</param>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(string[] args, Func<string, ISessionStorage> open)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(open);
        await using ISessionStorage storage = open(args[1]);
        var key = new SessionKey(new SessionId(args[2]));
        switch (args[0])
        {
            case "append":
                await AppendAsync(storage, key, args[3], int.Parse(args[4], CultureInfo.InvariantCulture));
                break;
            case "commit-late":
                await CommitLateAsync(storage, key, args[3]);
                break;
            case "read":
                await ReadAsync(storage, key);
                break;
            case "retry":
                await RetryAsync(storage, key, Guid.Parse(args[3]), args[4]);
                break;
            default:
                throw new ArgumentException($"There is no command '{args[0]}'.", nameof(args));
        }

        return 0;
    }

    /// <summary>Appends commits until it is killed or has made as many as asked for. Each acknowledged one is a line: the revision and the length of the log.</summary>
    private static async Task AppendAsync(ISessionStorage storage, SessionKey key, string writer, int count)
    {
        StoredSessionInfo? info = await storage.GetInfoAsync(key);
        long revision = info?.Revision ?? 0;
        var random = new Random(Environment.ProcessId);
        Report("open");
        for (int i = 0; i < count;)
        {
            // Commits of many lengths, so that some are torn in the middle of a frame and some between two.
            string filler = new('x', random.Next(10) == 0 ? random.Next(100_000) : random.Next(100));
            string[] entries = [.. Enumerable.Range(0, 1 + random.Next(4)).Select(part => $"{writer}.{i}.{part}.{filler}")];
            CommitOutcome outcome = await storage.CommitAsync(TestCommits.Commit(key, revision, revision == 0 || i % 5 == 0 ? $"{writer}.{i}" : null, entries));
            revision = outcome.Revision;
            if (outcome.Status == CommitStatus.Committed)
            {
                Report($"{writer}.{i} {outcome.Revision} {outcome.EntryCount} {entries.Length}");
                i++;
            }
        }
    }

    /// <summary>Looks at the session, and commits to what it saw when it is told to.</summary>
    private static async Task CommitLateAsync(ISessionStorage storage, SessionKey key, string entry)
    {
        long seen = (await storage.GetInfoAsync(key))?.Revision ?? 0;
        Report($"seen {seen}");
        Console.ReadLine();
        Report($"{(await storage.CommitAsync(TestCommits.Commit(key, seen, seen == 0 ? "late" : null, entry))).Status}");
    }

    private static async Task ReadAsync(ISessionStorage storage, SessionKey key)
    {
        var read = new RecordedSession();
        Report(await storage.ReadAsync(key, EntryRange.All, read) ? $"{read.Info.Revision}: {read.Head} [{string.Join(' ', read.Entries)}]" : "nothing");
    }

    private static async Task RetryAsync(ISessionStorage storage, SessionKey key, Guid commitId, string entry)
    {
        SessionCommit commit = TestCommits.Commit(key, 1, null, entry).With(commitId: commitId);
        Report($"{await storage.CommitAsync(commit)}");
    }

    private static void Report(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
