using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Memory;

/// <summary>A page of a listing costs what it holds, however many sessions there are.</summary>
public sealed class MemoryListingTests
{
    private const int Sessions = 30_000;
    private const int PageSize = 100;

    [Theory]
    [InlineData(SessionOrder.LatestFirst)]
    [InlineData(SessionOrder.LatestLast)]
    public void A_page_looks_at_the_sessions_that_it_holds_and_at_few_more(SessionOrder order)
    {
        long compared = 0;
        var listing = new UpdateOrder(Comparer<UpdateOrder.Place>.Create((one, other) =>
        {
            compared++;
            return one.Update.CompareTo(other.Update);
        }));
        var random = new Random(1);
        long update = 0;
        MemorySession[] sessions = [.. Enumerable.Range(0, Sessions).Select(i => new MemorySession(new SessionKey(new SessionId($"{i}")), DateTimeOffset.UnixEpoch))];
        foreach (MemorySession session in sessions.Concat(random.GetItems(sessions, Sessions / 2)))
        {
            long before = session.LastUpdate;
            session.Store(TestCommits.Commit(session.Key, session.Revision, "h"), default, DateTimeOffset.UnixEpoch, ++update);
            listing.Move(session, before);
        }

        var listed = new List<MemorySession>();
        long position = order == SessionOrder.LatestFirst ? long.MaxValue : long.MinValue;
        while (true)
        {
            compared = 0;
            MemorySession[] page = [.. listing.From(position, order).Take(PageSize)];
            Assert.True(compared < 20 * PageSize, $"A page of {PageSize} took {compared} comparisons.");
            listed.AddRange(page);
            if (page.Length < PageSize)
            {
                break;
            }

            position = page[^1].LastUpdate;
        }

        MemorySession[] expected = [.. sessions.OrderBy(session => session.LastUpdate)];
        Assert.Equal(order == SessionOrder.LatestLast ? expected : [.. expected.Reverse()], listed);
    }

    [Fact]
    public async Task Thirty_thousand_sessions_are_listed_each_once()
    {
        await using var storage = new MemoryStorage();
        for (int i = 0; i < Sessions; i++)
        {
            await storage.CommitAsync(TestCommits.Commit(new SessionKey(new SessionId($"{i}")), 0, "h"));
        }

        var ids = new List<string>();
        for (StoredSessionPage? page = null; page is null || page.Continuation is not null;)
        {
            page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, Continuation = page?.Continuation });
            ids.AddRange(page.Sessions.Select(session => session.Key.Id.Value));
        }

        Assert.Equal(Enumerable.Range(0, Sessions).Reverse().Select(i => $"{i}"), ids);
    }
}
