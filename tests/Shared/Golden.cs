using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Testing.Shared;

/// <summary>What stores of earlier formats hold that builds of their time wrote: three sessions, one of which was deleted.</summary>
internal static class Golden
{
    private const int Length = 70;

    public static readonly SessionKey Long = new(new SessionId("long"));
    public static readonly SessionKey Short = new("acme", new SessionId("short"));
    public static readonly SessionKey Deleted = new(new SessionId("deleted"));

    /// <summary>The commits of the long session, as they were sent.</summary>
    public static SessionCommit[] LongCommits { get; } =
    [
        .. Enumerable.Range(0, Length).Select(i => TestCommits.Commit(Long, i, i == 0 ? "h0" : i == 40 ? "h40" : null, $"{i}").With(commitId: IdOf(1, i))),
    ];

    /// <summary>The commits of the short session.</summary>
    public static SessionCommit[] ShortCommits { get; } =
    [
        TestCommits.Commit(Short, 0, "head", "a", "b").With(commitId: IdOf(2, 0)),
        TestCommits.Commit(Short, 1, "another head").With(commitId: IdOf(2, 1)),
    ];

    /// <summary>Whatever was stored is there, however it is asked for, and every commit is known.</summary>
    public static async Task AssertWholeAsync(ISessionStorage storage)
    {
        RecordedSession read = await storage.ReadAsync(Long);
        Assert.Equal((Length, Length, "h40"), ((int)read.Info.Revision, (int)read.Info.EntryCount, read.Head));
        Assert.Equal(Stored.Numbers(0, Length), read.Entries);
        Assert.Equal(["66"], (await storage.ReadAsync(Long, new EntryRange(66, 1))).Entries);
        Assert.Equal(LongCommits[^1].CommitId, read.Info.LastCommit);
        read = await storage.ReadAsync(Short);
        Assert.Equal(("another head", "a b"), (read.Head, string.Join(' ', read.Entries)));
        Assert.Equal(ShortCommits[^1].CommitId, (await storage.GetInfoAsync(Short))!.LastCommit);
        Assert.Null(await storage.GetInfoAsync(Deleted));
        Assert.Equal([Long], (await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions.Select(session => session.Key));
        Assert.Equal(["acme", SessionKey.DefaultTenant], await ((ISessionTenants)storage).ListTenantsAsync().ToListAsync());
        for (int i = 0; i < Length; i++)
        {
            Assert.Equal(CommitRecall.Known, await storage.RecallAsync(Long, i + 1, LongCommits[i].CommitId));
        }

        Assert.Equal(CommitRecall.Foreign, await storage.RecallAsync(Long, 70, LongCommits[0].CommitId));
        Assert.Equal(CommitRecall.Foreign, await storage.RecallAsync(Long, 71, LongCommits[0].CommitId));
        Assert.Equal(CommitRecall.Foreign, await storage.RecallAsync(Deleted, 1, IdOf(3, 0)));
    }

    /// <summary>Whoever writes on is served, and held against what an earlier build stored.</summary>
    public static async Task AssertGoesOnAsync(ISessionStorage storage)
    {
        SessionCommit next = TestCommits.Commit(Long, Length, null, "70").With(buildsOn: LongCommits[^1].CommitId);
        Assert.Equal(new CommitOutcome(CommitStatus.Diverged, Length, Length), await storage.CommitAsync(next.With(buildsOn: LongCommits[0].CommitId)));
        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 41, 41), await storage.CommitAsync(LongCommits[40]));
        Assert.Equal(CommitStatus.CommitIdReused, (await storage.CommitAsync(LongCommits[40].With(head: TestCommits.Head("x")))).Status);
        Assert.Equal(CommitStatus.Deleted, (await storage.CommitAsync(TestCommits.Commit(Deleted, 0, "again"))).Status);

        Assert.Equal(new CommitOutcome(CommitStatus.Committed, Length + 1, Length + 1), await storage.CommitAsync(next));
        for (int i = 1; i < 80; i++)
        {
            SessionCommit more = TestCommits.Commit(Long, Length + i, null, $"{Length + i}").With(buildsOn: next.CommitId);
            Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(more)).Status);
            next = more;
        }

        RecordedSession read = await storage.ReadAsync(Long);
        Assert.Equal(Stored.Numbers(0, Length + 80), read.Entries);
        Assert.Equal((next.CommitId, "h40"), (read.Info.LastCommit, read.Head));
        Assert.Equal(CommitRecall.Known, await storage.RecallAsync(Long, 3, LongCommits[2].CommitId));
        Assert.Equal(CommitRecall.Known, await storage.RecallAsync(Long, Length + 80, next.CommitId));
        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 3, 3), await storage.CommitAsync(LongCommits[2]));
        Assert.Equal("another head", (await storage.ReadAsync(Short)).Head);
        Assert.True(await storage.DeleteAsync(Short));
        Assert.Equal(CommitStatus.Deleted, (await storage.CommitAsync(ShortCommits[1])).Status);
    }

    public static Guid IdOf(int session, int number) => new(session, (short)number, 7, [1, 2, 3, 4, 5, 6, 7, 8]);
}
