using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>Whoever only looks changes nothing, hinders nobody, and sees what is stored.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class LookLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, ILookPlace, new()
{
    private static readonly TimeSpan Hanging = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_look_at_everything_changes_nothing()
    {
        await FillAsync();
        await Storage.DisposeAsync();
        IReadOnlyDictionary<string, string> before = await Place.ContentAsync();
        Assert.NotEmpty(before);

        await using (ISessionStorage looker = await Place.OpenToLookAsync())
        {
            Assert.Equal("2: h2 [a b]", await ContentIn(looker, Key("one")));
            Assert.Equal(["b"], await EntriesIn(looker, Key("one"), new EntryRange(1, 1)));
            Assert.Equal("1: other [x]", await ContentIn(looker, Key("one", "other")));
            Assert.Null(await looker.GetInfoAsync(Key("deleted")));
            Assert.False(await looker.ReadAsync(Key("never"), EntryRange.All, new RecordedSession()));
            foreach (SessionOrder order in new[] { SessionOrder.LatestFirst, SessionOrder.LatestLast })
            {
                StoredSessionPage page = await looker.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, Order = order, PageSize = 1 });
                Assert.Single(page.Sessions);
                Assert.NotNull(await looker.ListAsync(
                    new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, Order = order, Continuation = page.Continuation }));
            }

            StoredSessionInfo info = (await looker.GetInfoAsync(Key("one")))!;
            Assert.Equal(CommitRecall.Known, await looker.RecallAsync(Key("one"), info.Revision, info.LastCommit));
            Assert.Equal(CommitRecall.Foreign, await looker.RecallAsync(Key("one"), info.Revision, Guid.CreateVersion7()));
            if (looker.GetCapability<ISessionTenants>() is { } tenants)
            {
                Assert.Equal([SessionKey.DefaultTenant, "other"], await tenants.ListTenantsAsync().ToListAsync());
            }
        }

        Assert.Equal(before, await Place.ContentAsync());
        await ReopenAsync();
    }

    [Fact]
    public async Task What_would_change_a_session_is_refused_and_changes_nothing()
    {
        await FillAsync();
        await Storage.DisposeAsync();
        IReadOnlyDictionary<string, string> before = await Place.ContentAsync();

        await using (ISessionStorage looker = await Place.OpenToLookAsync())
        {
            await Refused(async () => await looker.CommitAsync(TestCommits.Commit(Key("new"), 0, "h")));
            await Refused(async () => await looker.CommitAsync(TestCommits.Commit(Key("new", "new-tenant"), 0, "h")));
            await Refused(async () => await looker.CommitAsync(TestCommits.Commit(Key("one"), 2, null, "c")));
            await Refused(async () => await looker.DeleteAsync(Key("one")));
            if (looker.GetCapability<ISessionFork>() is { } fork)
            {
                await Refused(async () => await fork.ForkAsync(Key("one"), 1, Key("fork")));
            }
        }

        Assert.Equal(before, await Place.ContentAsync());
        await ReopenAsync();
        Assert.Equal("2: h2 [a b]", await Content(Key("one")));
    }

    [Fact]
    public async Task A_look_at_a_place_that_is_not_there_makes_none()
    {
        await using var nowhere = new TPlace();

        await Refused(async () => await nowhere.OpenToLookAsync());

        Assert.Empty(await nowhere.ContentAsync());
    }

    [Fact]
    public async Task Who_looks_beside_a_writer_sees_each_commit_and_hinders_nobody()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        await using ISessionStorage looker = await Place.OpenToLookAsync();
        for (int i = 1; i <= 20; i++)
        {
            await Store(TestCommits.Commit(Key(), i, $"h{i}", $"{i}"));
            await Store(TestCommits.Commit(Key($"session-{i}"), 0, "h"));

            Assert.Equal($"{i + 1}: h{i} [{string.Join(' ', Enumerable.Range(1, i))}]", await ContentIn(looker, Key()));
            Assert.Equal(await Storage.GetInfoAsync(Key()), await looker.GetInfoAsync(Key()));
            StoredSessionPage page = await looker.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
            Assert.Equal(i + 1, page.Sessions.Count);
            Assert.Equal($"session-{i}", page.Sessions[0].Key.Id.Value);
            Assert.All(page.Sessions, session => Assert.Null(session.Damage));
        }

        Assert.True(await Storage.DeleteAsync(Key()));
        Assert.Null(await looker.GetInfoAsync(Key()));
        Assert.False(await looker.ReadAsync(Key(), EntryRange.All, new RecordedSession()));

        await ReopenAsync();
        await Store(TestCommits.Commit(Key("session-1"), 1, null, "beside a look"));
        Assert.Equal("2: h [beside a look]", await ContentIn(looker, Key("session-1")));
    }

    [Fact]
    public async Task Who_looks_can_wait_for_what_a_writer_stores()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        await using ISessionStorage looker = await Place.OpenToLookAsync();
        if (looker.GetCapability<ISessionNotice>() is not { } notice)
        {
            return;   // who is no notice is asked again and again
        }

        Task waiting = notice.WaitForChangeAsync(Key(), 1).AsTask();
        await Store(TestCommits.Commit(Key(), 1, null, "a"));
        await waiting.WaitAsync(Hanging);

        Assert.Equal("2: h [a]", await ContentIn(looker, Key()));
    }

    [Fact]
    public async Task Who_looks_while_commits_come_sees_one_revision()
    {
        // Each commit stores the number of entries in the head, so that head, entries and info must agree in every read.
        const int Commits = 100;
        await Store(TestCommits.Commit(Key(), 0, "0"));
        await using ISessionStorage looker = await Place.OpenToLookAsync();
        Task<int[]> writing = Together(1, async _ =>
        {
            for (int i = 1; i <= Commits; i++)
            {
                await Store(TestCommits.Commit(Key(), i, $"{i}", $"{i - 1}"));
            }

            return 0;
        });

        await Together(2, async _ =>
        {
            bool done;
            do
            {
                done = writing.IsCompleted;
                var read = new RecordedSession();
                Assert.True(await looker.ReadAsync(Key(), EntryRange.All, read));
                Assert.Equal($"{read.Entries.Count}", read.Head);
                Assert.Equal((read.Entries.Count, read.Entries.Count + 1), (read.Info.EntryCount, read.Info.Revision));
                Assert.Equal(Enumerable.Range(0, read.Entries.Count).Select(i => $"{i}"), read.Entries);
                Assert.Equal(
                    ["session"], (await looker.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions.Select(session => session.Key.Id.Value));
            }
            while (!done);
            return 0;
        });

        await writing;
        Assert.EndsWith($" {Commits - 1}]", await ContentIn(looker, Key()), StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        await Store(TestCommits.Commit(Key("one"), 0, "h1", "a"));
        await Store(TestCommits.Commit(Key("one"), 1, "h2", "b"));
        await Store(TestCommits.Commit(Key("two"), 0, "h"));
        await Store(TestCommits.Commit(Key("deleted"), 0, "h"));
        await Storage.DeleteAsync(Key("deleted"));
        await Store(TestCommits.Commit(Key("one", "other"), 0, "other", "x"));
    }

    private static async Task Refused(Func<Task> change) => Assert.NotEmpty((await Assert.ThrowsAsync<SessionStorageException>(change)).Message);

    private static async Task<string> ContentIn(ISessionStorage storage, SessionKey key)
    {
        var read = new RecordedSession();
        Assert.True(await storage.ReadAsync(key, EntryRange.All, read));
        return $"{read.Info.Revision}: {read.Head} [{string.Join(' ', read.Entries)}]";
    }

    private static async Task<List<string>> EntriesIn(ISessionStorage storage, SessionKey key, EntryRange range)
    {
        var read = new RecordedSession();
        Assert.True(await storage.ReadAsync(key, range, read));
        return read.Entries;
    }
}
