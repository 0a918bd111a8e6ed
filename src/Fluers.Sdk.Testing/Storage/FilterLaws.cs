using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>A listing holds what passes its filters and nothing else, whatever its order and the size of its pages.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class FilterLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    [Fact]
    public async Task A_listing_keeps_to_its_filters_in_every_order_and_page_size()
    {
        DateTimeOffset start = Clock.Now;
        for (int i = 0; i < 24; i++)
        {
            Clock.Now = start + TimeSpan.FromMinutes(i);
            await Store(TestCommits.Commit(Key($"{i}"), 0, "").With(head: TestCommits.Head("h", i % 2 == 0 ? "even" : "odd", version: 1 + (i % 3))));
        }

        var query = new StoredSessionQuery { Tenant = SessionKey.DefaultTenant };
        ulong even = FrameHeader.HashOf("even");
        foreach (int pageSize in new[] { 1, 3, 100 })
        {
            foreach (SessionOrder order in new[] { SessionOrder.LatestFirst, SessionOrder.LatestLast })
            {
                query = query with { PageSize = pageSize, Order = order };
                await AssertListed(query with { SchemaHash = even }, i => i % 2 == 0);
                await AssertListed(query with { SchemaVersion = 2 }, i => i % 3 == 1);
                await AssertListed(query with { UpdatedSince = start + TimeSpan.FromMinutes(20) }, i => i >= 20);
                await AssertListed(query with { UpdatedSince = start + TimeSpan.FromMinutes(9), SchemaHash = even, SchemaVersion = 1 }, i => i >= 9 && i % 6 == 0);
                await AssertListed(query with { SchemaHash = 1 }, _ => false);
            }
        }

        async Task AssertListed(StoredSessionQuery filtered, Func<int, bool> expected)
        {
            IEnumerable<int> numbers = Enumerable.Range(0, 24).Where(expected);
            numbers = filtered.Order == SessionOrder.LatestFirst ? numbers.Reverse() : numbers;
            Assert.Equal(numbers.Select(i => $"{i}"), await Listed(filtered));
        }
    }

    [Fact]
    public async Task A_filter_looks_at_the_head_that_is_stored_now()
    {
        await Store(TestCommits.Commit(Key(), 0, "").With(head: TestCommits.Head("h", "old", version: 1)));
        await Store(TestCommits.Commit(Key(), 1, "").With(head: TestCommits.Head("h", "old", version: 2)));
        var query = new StoredSessionQuery { Tenant = SessionKey.DefaultTenant };

        Assert.Empty(await Listed(query with { SchemaVersion = 1 }));
        Assert.Equal(["session"], await Listed(query with { SchemaVersion = 2 }));
    }

    [Fact]
    public async Task A_filter_by_time_goes_by_the_times_that_commits_state_and_the_order_does_not()
    {
        await Store(TestCommits.Commit(Key("new"), 0, "h"));
        await Store(TestCommits.Commit(Key("old"), 0, "h").With(updatedAt: Clock.Now - TimeSpan.FromDays(900)));
        await Store(TestCommits.Commit(Key("later"), 0, "h").With(updatedAt: Clock.Now + TimeSpan.FromDays(1)));
        await Store(TestCommits.Commit(Key("older"), 0, "h").With(updatedAt: Clock.Now - TimeSpan.FromDays(1000)));
        var query = new StoredSessionQuery { Tenant = SessionKey.DefaultTenant };

        Assert.Equal(["older", "later", "old", "new"], await Listed(query));
        Assert.Equal(["later", "new"], await Listed(query with { UpdatedSince = Clock.Now }));
        Assert.Equal(["new", "old", "later"], await Listed(query with { UpdatedSince = Clock.Now - TimeSpan.FromDays(950), Order = SessionOrder.LatestLast }));
    }
}
