using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>Listing is by the order of updates, page by page, within one tenant.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class ListingLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    [Fact]
    public async Task Sessions_are_listed_the_latest_updated_first_whatever_the_clock_says()
    {
        foreach (string id in new[] { "a", "b", "c", "d" })
        {
            Clock.Now -= TimeSpan.FromHours(1);
            await Store(TestCommits.Commit(Key(id), 0, "h"));
        }

        await Store(TestCommits.Commit(Key("b"), 1, null, "x"));

        Assert.Equal(["b", "d", "c", "a"], await Listed());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(100)]
    public async Task Pages_together_list_each_session_once(int pageSize)
    {
        string[] ids = [.. Enumerable.Range(0, 20).Select(i => $"session-{i}")];
        foreach (string id in ids)
        {
            await Store(TestCommits.Commit(Key(id), 0, "h"));
        }

        Assert.Equal(ids.Reverse(), await Listed(pageSize: pageSize));
    }

    [Fact]
    public async Task Sessions_updated_or_deleted_between_pages_hide_no_others()
    {
        foreach (int i in Enumerable.Range(0, 10))
        {
            await Store(TestCommits.Commit(Key($"session-{i}"), 0, "h"));
        }

        StoredSessionPage first = await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, PageSize = 3 });
        await Storage.DeleteAsync(Key("session-7"));   // the last of the page, from which the next one goes on
        await Storage.DeleteAsync(Key("session-4"));
        await Store(TestCommits.Commit(Key("session-9"), 1, "h2"));

        Assert.Equal(["session-9", "session-8", "session-7"], first.Sessions.Select(session => session.Key.Id.Value));
        Assert.Equal(
            ["session-6", "session-5", "session-3", "session-2", "session-1", "session-0"],
            await Listed(pageSize: 3, continuation: first.Continuation));
    }

    [Fact]
    public async Task An_empty_storage_lists_nothing()
    {
        StoredSessionPage page = await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });

        Assert.Empty(page.Sessions);
        Assert.Null(page.Continuation);
    }

    [Fact]
    public async Task A_page_of_no_sessions_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, PageSize = 0 }));
    }

    [Fact]
    public async Task Tenants_do_not_see_each_other()
    {
        await Store(TestCommits.Commit(Key("shared", "acme"), 0, "acme's", "a"));
        await Store(TestCommits.Commit(Key("shared", "globex"), 0, "globex's", "g"));
        await Store(TestCommits.Commit(Key("own", "globex"), 0, "h"));

        Assert.Equal("1: acme's [a]", await Content(Key("shared", "acme")));
        Assert.Equal("1: globex's [g]", await Content(Key("shared", "globex")));
        Assert.Equal(["shared"], await Listed("acme"));
        Assert.Equal(["own", "shared"], await Listed("globex"));
        Assert.Empty(await Listed());
        Assert.Null(await Storage.GetInfoAsync(Key("own", "acme")));

        Assert.True(await Storage.DeleteAsync(Key("shared", "acme")));
        Assert.Equal("1: globex's [g]", await Content(Key("shared", "globex")));
    }

    [Fact]
    public async Task Info_is_the_same_however_it_is_asked_for()
    {
        DateTimeOffset created = Clock.Now;
        await Store(TestCommits.Commit(Key(), 0, "h1", "a"));
        Clock.Now += TimeSpan.FromTicks(12_345_678_901);
        SessionCommit last = TestCommits.Commit(Key(), 1, "h2", "b", "c");
        await Store(last);

        StoredSessionInfo? info = await Storage.GetInfoAsync(Key());

        Assert.Equal(
            new StoredSessionInfo
            {
                Key = Key(),
                Revision = 2,
                LastCommit = last.CommitId,
                EntryCount = 3,
                SchemaHash = TestCommits.HeadHash,
                SchemaVersion = TestCommits.HeadVersion,
                CreatedAt = created,
                UpdatedAt = Clock.Now,
            },
            info);
        Assert.Equal(info, (await Read(Key(), EntryRange.None)).Info);
        Assert.Equal(info, Assert.Single((await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions));
    }

    [Fact]
    public async Task Sessions_are_listed_the_latest_updated_last_when_asked_for()
    {
        foreach (string id in new[] { "a", "b", "c", "d" })
        {
            await Store(TestCommits.Commit(Key(id), 0, "h"));
        }

        await Store(TestCommits.Commit(Key("b"), 1, null, "x"));

        Assert.Equal(["a", "c", "d", "b"], await Listed(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, Order = SessionOrder.LatestLast, PageSize = 1 }));
    }

    [Fact]
    public async Task A_listing_of_the_latest_last_passes_over_no_session_however_many_are_updated_meanwhile()
    {
        string[] ids = [.. Enumerable.Range(0, 60).Select(i => $"session-{i}")];
        foreach (string id in ids)
        {
            await Store(TestCommits.Commit(Key(id), 0, "h"));
        }

        using var stop = new CancellationTokenSource();
        Task<int[]> writing = Together(1, async _ =>
        {
            long[] revisions = [.. ids.Select(_ => 1L)];
            for (int i = 0; !stop.IsCancellationRequested; i = (i + 7) % ids.Length)
            {
                await Store(TestCommits.Commit(Key(ids[i]), revisions[i]++, null, "x"));
                await Task.Yield();
            }

            return 0;
        });
        var seen = new HashSet<string>();
        string? continuation = null;
        for (int page = 0; page < 40 && seen.Count < ids.Length; page++)
        {
            StoredSessionPage listed = await Storage.ListAsync(new StoredSessionQuery
            {
                Tenant = SessionKey.DefaultTenant, PageSize = 5, Continuation = continuation, Order = SessionOrder.LatestLast,
            });
            seen.UnionWith(listed.Sessions.Select(session => session.Key.Id.Value));
            continuation = listed.Continuation ?? continuation;
        }

        await stop.CancelAsync();
        await writing;
        Assert.Equal(ids.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sessions_that_nobody_writes_to_are_listed_once_each_while_others_are_updated()
    {
        string[] quiet = [.. Enumerable.Range(0, 30).Select(i => $"quiet-{i}")];
        string[] busy = [.. Enumerable.Range(0, 10).Select(i => $"busy-{i}")];
        foreach (string id in quiet.Zip(quiet.Select((_, i) => busy[i % busy.Length])).SelectMany(pair => new[] { pair.First, pair.Second }).Distinct())
        {
            await Store(TestCommits.Commit(Key(id), 0, "h"));
        }

        using var stop = new CancellationTokenSource();
        Task<int[]> writing = Together(1, async _ =>
        {
            long[] revisions = [.. busy.Select(_ => 1L)];
            for (int i = 0; !stop.IsCancellationRequested; i = (i + 3) % busy.Length)
            {
                await Store(TestCommits.Commit(Key(busy[i]), revisions[i]++, null, "x"));
                await Task.Yield();
            }

            return 0;
        });
        foreach (SessionOrder order in new[] { SessionOrder.LatestFirst, SessionOrder.LatestLast })
        {
            var listed = new List<string>();
            string? continuation = null;
            for (int page = 0; page < 100 && (continuation is not null || page == 0) && !quiet.All(listed.Contains); page++)
            {
                StoredSessionPage sessions = await Storage.ListAsync(new StoredSessionQuery
                {
                    Tenant = SessionKey.DefaultTenant, PageSize = 4, Order = order, Continuation = continuation,
                });
                listed.AddRange(sessions.Sessions.Select(session => session.Key.Id.Value));
                continuation = sessions.Continuation;
            }

            string[] expected = order == SessionOrder.LatestFirst ? [.. quiet.Reverse()] : quiet;
            Assert.Equal(expected, listed.Where(id => id.StartsWith("quiet", StringComparison.Ordinal)));
        }

        await stop.CancelAsync();
        await writing;
    }

    [Theory]
    [InlineData("")]
    [InlineData("next")]
    [InlineData("1; DROP TABLE sessions")]
    public async Task A_continuation_of_no_listing_is_refused(string continuation)
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Storage.ListAsync(
            new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, Continuation = continuation }));
    }
}
