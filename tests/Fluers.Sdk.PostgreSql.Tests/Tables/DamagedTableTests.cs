using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.PostgreSql.Tests.Tables;

/// <summary>Rows that are missing, or are another's, are reported and hurt nobody else.</summary>
public sealed class DamagedTableTests : PostgreSqlTest
{
    private const int Length = 150;

    [Theory]
    [InlineData("DELETE FROM entries WHERE session = 1 AND first = 0")]
    [InlineData("DELETE FROM entries WHERE session = 1 AND first = 64")]
    [InlineData("DELETE FROM entries WHERE session = 1 AND first = 149")]
    [InlineData("DELETE FROM entries WHERE session = 1")]
    [InlineData("UPDATE entries SET frames = '' WHERE session = 1 AND first = 0")]
    [InlineData("UPDATE entries SET count = count + 1 WHERE session = 1 AND first = 0")]
    [InlineData("UPDATE entries SET first = first + 1000 WHERE session = 1 AND first = 64")]
    [InlineData("UPDATE entries e SET frames = o.frames FROM entries o WHERE e.session = 1 AND o.session = 1 AND e.first = 0 AND o.first = 130")]
    [InlineData("UPDATE entries SET session = 1000 WHERE session = 1 AND first = 64")]
    [InlineData("UPDATE sessions SET entry_count = entry_count - 1 WHERE key = 1")]
    [InlineData("UPDATE sessions SET revision = revision + 1 WHERE key = 1")]
    [InlineData("UPDATE sessions SET key = 2 WHERE key = 1")]
    [InlineData("UPDATE sessions SET updates = NULL WHERE key = 1")]
    [InlineData("UPDATE sessions SET head = NULL WHERE key = 1")]
    [InlineData("UPDATE sessions s SET head = 'x' WHERE key = 1")]
    public async Task What_does_not_fit_together_is_reported(string sql)
    {
        await FillAsync();
        await Sql.ExecuteAsync($"SET search_path TO {Schema}; {sql}");

        await using PostgreSqlStorage storage = Open();
        SessionCorruptException error = await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.ReadAsync(Stored.Key));

        Assert.Equal(Stored.Key, error.Session ?? Stored.Key);
        Assert.Equal(Stored.Numbers(0, Length), (await storage.ReadAsync(Stored.Neighbour)).Entries);
        StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.Null(page.Sessions.Single(session => session.Key == Stored.Neighbour).Damage);
        Assert.All(page.Sessions.Where(session => session.Key == Stored.Key), session => Assert.NotNull(session.Damage));
        Assert.NotNull((await storage.GetInfoAsync(Stored.Key))!.Damage);
    }

    [Fact]
    public async Task A_row_under_the_id_of_another_session_is_that_of_none()
    {
        await FillAsync();
        await Sql.ExecuteAsync($"UPDATE {Schema}.sessions SET id = 'copy' WHERE key = 1");

        var copy = new SessionKey(new SessionId("copy"));
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.ReadAsync(copy));
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.CommitAsync(TestCommits.Commit(copy, Length, null, "x")));
        StoredSessionPage page = await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.Equal([("neighbour", false), ("copy", true)], page.Sessions.Select(session => (session.Key.Id.Value, session.Damage is not null)));
    }

    [Fact]
    public async Task A_damaged_id_hides_no_other_session()
    {
        await FillAsync();
        await Sql.ExecuteAsync($"UPDATE {Schema}.sessions SET id = '/?' WHERE key = 1");

        StoredSessionPage page = await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, PageSize = 1 });
        page = await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, PageSize = 1, Continuation = page.Continuation });

        Assert.Empty(page.Sessions);
        Assert.NotNull(page.Continuation);
    }

    [Fact]
    public async Task Deleting_a_session_whose_row_names_the_content_of_another_leaves_that()
    {
        await FillAsync();
        await Sql.ExecuteAsync($"UPDATE {Schema}.sessions SET key = 2 WHERE key = 1");

        Assert.True(await Storage.DeleteAsync(Stored.Key));

        Assert.Null(await Storage.GetInfoAsync(Stored.Key));
        Assert.Equal(CommitStatus.Deleted, (await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "again"))).Status);
        Assert.Equal(Stored.Numbers(0, Length), (await Storage.ReadAsync(Stored.Neighbour)).Entries);
    }

    [Fact]
    public async Task An_entry_that_is_missing_stays_missing_while_the_log_grows()
    {
        await Storage.FillAsync(Stored.Key, Enumerable.Repeat(1, Length));
        await Sql.ExecuteAsync($"DELETE FROM {Schema}.entries WHERE first = {Length - 2}");
        for (int i = 0; i < 130; i++)
        {
            await Storage.CommitAsync(TestCommits.Commit(Stored.Key, Length + i, null, $"{Length + i}"));
        }

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.ReadAsync(Stored.Key));
        Assert.Equal([$"{Length + 129}"], (await Storage.ReadAsync(Stored.Key, new EntryRange(Length + 129, 1))).Entries);
    }

    [Theory]
    [InlineData("DELETE FROM entries WHERE first = 64", 150)]
    [InlineData("DELETE FROM entries WHERE first = 0", 100)]
    [InlineData("UPDATE entries SET count = 2 WHERE first = 140", 150)]
    [InlineData("UPDATE sessions SET revision = 7", 0)]
    [InlineData("UPDATE entries SET frames = set_byte(frames, 20, 255) WHERE first = 0", 50)]
    [InlineData("UPDATE entries SET frames = set_byte(frames, 17, 255) WHERE first = 0", 50)]
    public async Task What_is_not_whole_is_not_forked(string sql, int length)
    {
        await Storage.FillAsync(Stored.Key, Enumerable.Repeat(1, Length));
        await Sql.ExecuteAsync($"SET search_path TO {Schema}; {sql}");

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.ForkAsync(Stored.Key, length, Stored.Neighbour));
        Assert.Null(await Storage.GetInfoAsync(Stored.Neighbour));
    }

    private async Task FillAsync()
    {
        await Storage.FillAsync(Stored.Key, Enumerable.Repeat(1, Length));
        await Storage.FillAsync(Stored.Neighbour, Enumerable.Repeat(1, Length));
    }
}
