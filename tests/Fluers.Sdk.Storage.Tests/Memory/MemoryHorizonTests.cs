using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Memory;

/// <summary>Commits are forgotten once they are both far back and old; memory does not grow with the age of a session.</summary>
public sealed class MemoryHorizonTests
{
    private static readonly SessionKey Key = new(new SessionId("session"));

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task What_is_beyond_the_horizon_is_forgotten_and_never_stored_twice()
    {
        await using var storage = new MemoryStorage(_clock);
        SessionCommit[] commits = [.. Enumerable.Range(0, CommitMemory.Commits + 10).Select(i => TestCommits.Commit(Key, i, i == 0 ? "h" : null, $"{i}"))];
        foreach (SessionCommit commit in commits)
        {
            Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(commit)).Status);
        }

        _clock.Now += CommitMemory.Age + TimeSpan.FromTicks(1);
        await storage.CommitAsync(TestCommits.Commit(Key, commits.Length, null, "last"));

        Assert.Equal(CommitRecall.Forgotten, await storage.RecallAsync(Key, 1, commits[0].CommitId));
        Assert.Equal(CommitRecall.Forgotten, await storage.RecallAsync(Key, 11, commits[10].CommitId));
        Assert.Equal(CommitRecall.Known, await storage.RecallAsync(Key, 12, commits[11].CommitId));
        Assert.Equal(new CommitOutcome(CommitStatus.Conflict, 1011, 1011), await storage.CommitAsync(commits[1]));
        Assert.Equal(CommitStatus.Repeated, (await storage.CommitAsync(commits[11])).Status);
    }

    [Fact]
    public void No_more_commits_are_kept_than_the_horizon_holds()
    {
        var commits = new RememberedCommits();
        DateTimeOffset now = _clock.Now;
        for (int i = 1; i <= 5 * CommitMemory.Commits; i++)
        {
            now += CommitMemory.Age / 100;
            commits.Add(Guid.CreateVersion7(), new StoredCommit(default, i, i), now);
        }

        Assert.Equal(CommitMemory.Commits, commits.Count);
    }
}
