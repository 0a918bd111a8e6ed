using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>For a storage that several processes may have open at once: they see each other's commits, and lose none.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class TwoProcessLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : ProcessPlace, new()
{
    private const int Each = 150;

    [Fact]
    public async Task Another_process_reads_what_was_stored_at_once()
    {
        await Store(TestCommits.Commit(Key(), 0, "h", "a", "b"));

        Assert.Equal(["1: h [a b]"], await HostProcess.RunAsync(Place, "read", "session"));
    }

    [Fact]
    public async Task A_retry_by_another_process_returns_the_first_result()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        SessionCommit commit = TestCommits.Commit(Key(), 1, null, "a");
        await Store(commit);

        Assert.Equal([$"{new CommitOutcome(CommitStatus.Repeated, 2, 1)}"], await HostProcess.RunAsync(Place, "retry", "session", $"{commit.CommitId}", "a"));
        Assert.Equal([$"{new CommitOutcome(CommitStatus.CommitIdReused, 2, 1)}"], await HostProcess.RunAsync(Place, "retry", "session", $"{commit.CommitId}", "b"));
    }

    [Fact]
    public async Task A_process_frozen_across_the_commit_of_another_is_refused_when_it_thaws()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGSTOP.");
        await Store(TestCommits.Commit(Key(), 0, "h"));
        using HostProcess stale = HostProcess.Start(Place, "commit-late", "session", "stale");
        Assert.Equal("seen 1", await stale.LineAsync());

        stale.Freeze();
        stale.Tell("now");
        await Store(TestCommits.Commit(Key(), 1, null, "a"));
        stale.Thaw();

        Assert.Equal("Conflict", await stale.LineAsync());
        Assert.Equal("2: h [a]", await Content(Key()));
    }

    [Fact]
    public async Task A_process_frozen_across_a_deletion_does_not_bring_the_session_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGSTOP.");
        await Store(TestCommits.Commit(Key(), 0, "h"));
        using HostProcess stale = HostProcess.Start(Place, "commit-late", "session", "stale");
        Assert.Equal("seen 1", await stale.LineAsync());

        stale.Freeze();
        stale.Tell("now");
        await Storage.DeleteAsync(Key());
        stale.Thaw();

        Assert.Equal("Deleted", await stale.LineAsync());
        Assert.Null(await Storage.GetInfoAsync(Key()));
    }

    [Fact]
    public async Task Of_processes_that_create_one_session_exactly_one_wins()
    {
        HostProcess[] writers = [.. Enumerable.Range(0, 3).Select(i => HostProcess.Start(Place, "commit-late", "session", $"{i}"))];
        try
        {
            foreach (HostProcess writer in writers)
            {
                Assert.Equal("seen 0", await writer.LineAsync());
            }

            foreach (HostProcess writer in writers)
            {
                writer.Tell("now");
            }

            string[] outcomes = await Task.WhenAll(writers.Select(writer => writer.LineAsync()));
            Assert.Equal(["Committed", "Conflict", "Conflict"], outcomes.Order(StringComparer.Ordinal));
        }
        finally
        {
            Array.ForEach(writers, writer => writer.Dispose());
        }
    }

    [Fact]
    public async Task Processes_that_open_a_new_place_at_once_all_find_it_ready()
    {
        const int Processes = 5;
        await using var place = new TPlace();
        HostProcess[] writers = [.. Enumerable.Range(0, Processes).Select(i => HostProcess.Start(place, "append", $"session-{i}", $"{i}", "3"))];
        try
        {
            await Task.WhenAll(writers.Select(writer => writer.ToEndAsync()));
        }
        finally
        {
            Array.ForEach(writers, writer => writer.Dispose());
        }

        await using ISessionStorage storage = await place.OpenAsync(Clock);
        for (int i = 0; i < Processes; i++)
        {
            Assert.Equal(3, (await storage.GetInfoAsync(Key($"session-{i}")))!.Revision);
        }
    }

    [Fact]
    public async Task Processes_that_append_to_one_session_and_are_frozen_at_random_lose_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGSTOP.");
        await Store(TestCommits.Commit(Key(), 0, "h"));
        using HostProcess one = HostProcess.Start(Place, "append", "session", "one", $"{Each}");
        using HostProcess two = HostProcess.Start(Place, "append", "session", "two", $"{Each}");
        Task<string[]>[] lines = [one.ToEndAsync(), two.ToEndAsync()];
        var random = new Random(1);
        while (!lines.All(task => task.IsCompleted))
        {
            int which = random.Next(2);
            if (!lines[which].IsCompleted)
            {
                await FreezeForAsync(which == 0 ? one : two, TimeSpan.FromMilliseconds(random.Next(10)));
            }

            await Task.Delay(random.Next(20));
        }

        RecordedSession read = await Read(Key());
        Assert.Equal(1 + (2 * Each), read.Info.Revision);
        string[] commits = [.. read.Entries.Select(entry => entry.Split('.')).Where(parts => parts[2] == "0").Select(parts => $"{parts[0]}.{parts[1]}")];
        foreach (string writer in new[] { "one.", "two." })
        {
            Assert.Equal(
                Enumerable.Range(0, Each).Select(i => $"{writer}{i}"), commits.Where(commit => commit.StartsWith(writer, StringComparison.Ordinal)));
        }

        Assert.Equal(
            (await Task.WhenAll(lines)).SelectMany(line => line).Where(line => line != "open").Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal),
            commits.Order(StringComparer.Ordinal));
    }

    private static async Task FreezeForAsync(HostProcess process, TimeSpan time)
    {
        process.Freeze();
        await Task.Delay(time);
        process.Thaw();
    }
}
