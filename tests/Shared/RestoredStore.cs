using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Testing.Shared;

/// <summary>What a store must be that was backed up, changed, and restored elsewhere: as it was at the backup, and able to go on.</summary>
internal sealed class RestoredStore
{
    private static readonly SessionKey Deleted = new(new SessionId("deleted"));
    private static readonly SessionKey Later = new(new SessionId("later"));
    private static readonly SessionKey Other = new("other", new SessionId("session"));

    private readonly List<SessionCommit> _commits = [];
    private SessionCommit? _kept;

    /// <summary>Stores what the backup will hold.</summary>
    public async Task FillAsync(ISessionStorage storage)
    {
        for (int i = 0; i < 100; i++)
        {
            await StoreAsync(storage, $"{i}");
        }

        _kept = _commits[^1];
        await storage.FillAsync(Stored.Neighbour, 3, 2);
        await storage.FillAsync(Other, 1);
        await storage.FillAsync(Deleted, 1);
        Assert.True(await storage.DeleteAsync(Deleted));
    }

    /// <summary>Stores what it will not hold.</summary>
    public async Task GoOnAsync(ISessionStorage storage)
    {
        await StoreAsync(storage, "lost");
        await StoreAsync(storage, "lost too");
        await storage.FillAsync(Later, 1);
        Assert.True(await storage.DeleteAsync(Stored.Neighbour));
    }

    /// <summary>Looks at the store that was restored, and goes on with it.</summary>
    public async Task AssertGoesOnAsync(ISessionStorage storage)
    {
        Assert.Equal(Stored.Numbers(0, 100), (await storage.ReadAsync(Stored.Key)).Entries);
        Assert.Equal(Stored.Numbers(0, 5), (await storage.ReadAsync(Stored.Neighbour)).Entries);
        Assert.Equal(["session", "neighbour"], await ListedAsync(storage, SessionOrder.LatestLast));
        Assert.Null(await storage.GetInfoAsync(Deleted));
        Assert.Null(await storage.GetInfoAsync(Later));
        Assert.Equal(CommitStatus.Deleted, (await storage.CommitAsync(TestCommits.Commit(Deleted, 0, "again"))).Status);

        // Commits from before the backup are known, those from after it are not, and nothing is stored behind them.
        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 50, 50), await storage.CommitAsync(_commits[49]));
        Assert.Equal(CommitRecall.Known, await storage.RecallAsync(Stored.Key, 100, _kept!.CommitId));
        Assert.Equal(CommitRecall.Foreign, await storage.RecallAsync(Stored.Key, 101, _commits[100].CommitId));
        Assert.Equal(CommitStatus.Diverged, (await storage.CommitAsync(Next("behind what was lost"))).Status);

        SessionCommit next = TestCommits.Commit(Stored.Key, 100, null, "100").With(buildsOn: _kept.CommitId);
        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 101, 101), await storage.CommitAsync(next));
        await storage.FillAsync(Later, 2);
        Assert.Equal(Stored.Numbers(0, 101), (await storage.ReadAsync(Stored.Key)).Entries);
        Assert.Equal(Stored.Numbers(0, 2), (await storage.ReadAsync(Later)).Entries);
        Assert.Equal(["later", "session", "neighbour"], await ListedAsync(storage, SessionOrder.LatestFirst));
        Assert.Equal([SessionKey.DefaultTenant, "other"], await storage.GetCapability<ISessionTenants>()!.ListTenantsAsync().ToListAsync());
    }

    private async Task StoreAsync(ISessionStorage storage, string entry)
    {
        SessionCommit commit = Next(entry);
        Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(commit)).Status);
        _commits.Add(commit);
    }

    private SessionCommit Next(string entry)
    {
        SessionCommit commit = TestCommits.Commit(Stored.Key, _commits.Count, _commits.Count == 0 ? "h" : null, entry);
        return _commits.Count == 0 ? commit : commit.With(buildsOn: _commits[^1].CommitId);
    }

    private static async Task<string[]> ListedAsync(ISessionStorage storage, SessionOrder order)
    {
        StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, Order = order });
        Assert.All(page.Sessions, session => Assert.Null(session.Damage));
        return [.. page.Sessions.Select(session => session.Key.Id.Value)];
    }
}
