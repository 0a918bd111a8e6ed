using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Redis.Tests.Memory;

/// <summary>What is remembered of commits goes once it is both far back and old, a little with each commit, and does not grow for ever.</summary>
public sealed class ForgettingTests : RedisTest
{
    private readonly Clock _clock = new();

    [Fact]
    public async Task What_is_beyond_the_horizon_goes_from_the_server_and_is_forgotten()
    {
        const int Old = 200;
        await using var storage = RedisStorage.Open(Server, new RedisOptions { Prefix = Prefix, Clock = _clock });
        SessionKeys keys = KeysOf(Stored.Key);
        var commits = new List<SessionCommit>();
        await StoreAsync(CommitMemory.Commits + Old);
        Assert.Equal((CommitMemory.Commits + Old, CommitMemory.Commits + Old), await CountAsync());   // none is old

        _clock.Now += CommitMemory.Age + TimeSpan.FromSeconds(1);
        await StoreAsync(1);
        (long first, long ordered) = await CountAsync();
        Assert.InRange(first, CommitMemory.Commits + Old - 50, CommitMemory.Commits + Old);   // not all at once
        Assert.Equal(first, ordered);
        await StoreAsync(100);

        Assert.Equal((CommitMemory.Commits, CommitMemory.Commits), await CountAsync());
        int forgotten = commits.Count - CommitMemory.Commits;
        Assert.Equal(CommitRecall.Forgotten, await storage.RecallAsync(Stored.Key, forgotten, commits[forgotten - 1].CommitId));
        Assert.Equal(CommitRecall.Forgotten, await storage.RecallAsync(Stored.Key, 1, Guid.NewGuid()));
        Assert.Equal(new CommitOutcome(CommitStatus.Conflict, commits.Count, commits.Count), await storage.CommitAsync(commits[forgotten - 1]));
        Assert.Equal(CommitRecall.Known, await storage.RecallAsync(Stored.Key, forgotten + 1, commits[forgotten].CommitId));
        Assert.Equal(CommitRecall.Foreign, await storage.RecallAsync(Stored.Key, forgotten + 1, Guid.NewGuid()));
        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, forgotten + 1, forgotten + 1), await storage.CommitAsync(commits[forgotten]));

        async Task StoreAsync(int count)
        {
            for (int i = 0; i < count; i++)
            {
                commits.Add(TestCommits.Commit(Stored.Key, commits.Count, commits.Count == 0 ? "h" : null, "x"));
                Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(commits[^1])).Status);
            }
        }

        async Task<(long Commits, long Order)> CountAsync() => (await Behind.HashLengthAsync(keys.Commits), await Behind.ListLengthAsync(keys.Order));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
