using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Store;

public sealed class ListingTests
{
    private readonly ManualClock _clock = new();
    private readonly MemoryStorage _storage;
    private readonly SessionStore _store;

    public ListingTests()
    {
        _storage = new MemoryStorage(_clock);
        _store = new SessionStore(_storage);
    }

    [Fact]
    public async Task A_query_lists_what_matches_it_in_its_order()
    {
        DateTimeOffset start = _clock.Now;
        for (int i = 0; i < 6; i++)
        {
            _clock.Now = start + TimeSpan.FromHours(i);
            await _store.CreateAsync(new SessionId($"{i}"), Conversation.State());
        }

        await _storage.CommitAsync(TestCommits.Commit(new SessionKey(new SessionId("another")), 0, "h"));

        Assert.Equal(["5", "4"], await Ids(new SessionQuery { Schema = SessionSchema<SessionState>.Instance, UpdatedSince = start + TimeSpan.FromHours(4) }));
        Assert.Equal(["0", "1", "2", "3", "4", "5"], await Ids(new SessionQuery { Schema = SessionSchema<SessionState>.Instance, Order = SessionOrder.LatestLast, PageSize = 2 }));
        Assert.Equal(["another"], await Ids(new SessionQuery { StoredVersion = TestCommits.HeadVersion }));
        Assert.Empty(await Ids(new SessionQuery { Schema = SessionSchema<AgentMessage>.Instance }));
        Assert.Empty(await _store.ForTenant("acme").ListAsync(new SessionQuery()).ToListAsync());
    }

    [Fact]
    public async Task A_page_goes_on_where_the_one_before_ended()
    {
        foreach (int i in Enumerable.Range(0, 5))
        {
            await _store.CreateAsync(new SessionId($"{i}"), Conversation.State());
        }

        var query = new SessionQuery { PageSize = 2 };
        SessionPage first = await _store.ListPageAsync(query);
        SessionPage second = await _store.ListPageAsync(query, first.Continuation);
        SessionPage third = await _store.ListPageAsync(query, second.Continuation);

        Assert.Equal(["4", "3", "2", "1", "0"], new[] { first, second, third }.SelectMany(page => page.Sessions).Select(info => info.Id.Value));
        Assert.Null(third.Continuation);
    }

    [Fact]
    public async Task A_continuation_of_another_making_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await _store.ListPageAsync(new SessionQuery(), "elsewhere"));
    }

    private async Task<List<string>> Ids(SessionQuery query) => [.. (await _store.ListAsync(query).ToListAsync()).Select(info => info.Id.Value)];
}
