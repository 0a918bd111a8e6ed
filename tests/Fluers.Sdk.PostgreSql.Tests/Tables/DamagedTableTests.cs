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
    [InlineData("UPDATE sessions SET key = 1000 WHERE key = 1")]
    [InlineData("UPDATE sessions SET updates = NULL WHERE key = 1")]
    [InlineData("UPDATE sessions SET last_commit = gen_random_uuid() WHERE key = 1")]
    [InlineData("UPDATE sessions SET last_commit = NULL WHERE key = 1")]
    [InlineData("UPDATE sessions SET forgotten = forgotten + 1 WHERE key = 1")]
    [InlineData("UPDATE sessions SET checksum = substr(checksum, 1, 8) WHERE key = 1")]
    [InlineData("UPDATE sessions SET checksum = '' WHERE key = 1")]
    [InlineData("UPDATE sessions s SET head = o.head FROM sessions o WHERE s.key = 1 AND o.key = 2")]
    [InlineData("UPDATE sessions s SET checksum = o.checksum FROM sessions o WHERE s.key = 1 AND o.key = 2")]
    [InlineData("UPDATE entries e SET frames = o.frames FROM entries o WHERE e.session = 1 AND o.session = 1 AND e.first = 148 AND o.first = 149")]
    [InlineData("UPDATE entries e SET frames = o.frames FROM entries o WHERE e.session = 1 AND o.session = 2 AND e.first = 148 AND o.first = 149")]
    [InlineData("UPDATE entries e SET frames = o.frames, checksum = o.checksum FROM entries o WHERE e.session = 1 AND o.session = 2 AND e.first = 0 AND o.first = 0")]
    [InlineData("UPDATE entries e SET frames = o.frames, checksum = o.checksum FROM entries o WHERE e.session = 1 AND o.session = 1 AND e.first = 140 AND o.first = 141")]
    [InlineData("UPDATE sessions SET head = NULL WHERE key = 1")]
    [InlineData("UPDATE sessions s SET head = 'x' WHERE key = 1")]
    public async Task What_does_not_fit_together_is_reported(string sql)
    {
        await FillAsync();
        await DamageAsync(sql);

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
        await DamageAsync("UPDATE sessions SET key = 2 WHERE key = 1");

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

    [Theory]
    [InlineData("UPDATE commits SET commit_id = gen_random_uuid() WHERE session = 1 AND revision = 3")]
    [InlineData("UPDATE commits SET revision = 4 WHERE session = 1 AND revision = 3")]
    [InlineData("UPDATE commits SET revision = 400 WHERE session = 1 AND revision = 3")]
    [InlineData("UPDATE commits SET entry_count = entry_count + 1 WHERE session = 1 AND revision = 3")]
    [InlineData("UPDATE commits SET made_at = 0 WHERE session = 1 AND revision = 3")]
    [InlineData("UPDATE commits SET proof = set_byte(proof, 0, get_byte(proof, 0) # 1) WHERE session = 1 AND revision = 3")]
    [InlineData("UPDATE commits SET session = 2 WHERE session = 1 AND revision = 3")]
    [InlineData("UPDATE commits SET session = 1000 WHERE session = 1 AND revision = 3")]
    [InlineData("DELETE FROM commits WHERE session = 1 AND revision = 3")]
    public async Task A_commit_whose_record_is_damaged_is_no_other_commit_and_hurts_no_other(string sql)
    {
        SessionCommit[] commits = [.. Enumerable.Range(0, 5).Select(i => TestCommits.Commit(Stored.Key, i, i == 0 ? "h" : null, $"{i}"))];
        foreach (SessionCommit commit in commits)
        {
            await Storage.CommitAsync(commit);
        }

        SessionCommit[] others = [.. Enumerable.Range(0, 5).Select(i => TestCommits.Commit(Stored.Neighbour, i, i == 0 ? "h" : null, $"{i}"))];
        foreach (SessionCommit commit in others)
        {
            await Storage.CommitAsync(commit);
        }

        await DamageAsync(sql);

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.CommitAsync(commits[2]));
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.RecallAsync(Stored.Key, 3, commits[2].CommitId));
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.RecallAsync(Stored.Key, 3, Guid.NewGuid()));
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(new CommitOutcome(CommitStatus.Repeated, i + 1, i + 1), await Storage.CommitAsync(others[i]));
            Assert.Equal(CommitRecall.Known, await Storage.RecallAsync(Stored.Neighbour, i + 1, others[i].CommitId));
            Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Stored.Neighbour, i + 1, Guid.NewGuid()));
            Assert.Equal(CommitStatus.Conflict, (await Storage.CommitAsync(TestCommits.Commit(Stored.Neighbour, i, "x", "x"))).Status);
        }

        // What is whole is read and written on.
        Assert.Equal(Stored.Numbers(0, 5), (await Storage.ReadAsync(Stored.Key)).Entries);
        Assert.Equal(CommitStatus.Committed, (await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 5, null, "5").With(buildsOn: commits[4].CommitId))).Status);
    }

    [Fact]
    public async Task A_tombstone_that_was_damaged_brings_no_session_back()
    {
        await FillAsync();
        await Storage.DeleteAsync(Stored.Key);
        foreach (string sql in new[] { "updates = -1", "updates = 0", "updates = 7", "revision = revision + 1", "entry_count = 1", "tail_rows = 1" })
        {
            await DamageAsync($"CREATE TABLE kept AS TABLE sessions; UPDATE sessions SET {sql} WHERE id = 'session'");

            await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "again")));
            await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 150, null, "x")));
            await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.ReadAsync(Stored.Key));
            await DamageAsync("DELETE FROM sessions; INSERT INTO sessions TABLE kept; DROP TABLE kept");
        }

        Assert.Null(await Storage.GetInfoAsync(Stored.Key));
    }

    [Theory]
    [InlineData("SELECT setval('keys', 1, false)")]
    [InlineData("SELECT setval('updates', 1, false)")]
    [InlineData("SELECT setval('keys', 1, false), setval('updates', 1, false)")]
    public async Task Sequences_that_were_set_back_give_no_number_twice(string sql)
    {
        for (int i = 0; i < 5; i++)
        {
            await Storage.FillAsync(new SessionKey(new SessionId($"old-{i}")), 1, 1);
        }

        await DamageAsync(sql);
        for (int i = 0; i < 5; i++)
        {
            await Storage.CommitAsync(TestCommits.Commit(new SessionKey(new SessionId($"old-{i}")), 2, null, "2"));
            await Storage.FillAsync(new SessionKey(new SessionId($"new-{i}")), 2, 1);
        }

        Assert.Equal(10, await Sql.QueryAsync<long>($"SELECT count(DISTINCT key) FROM {Schema}.sessions"));
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(Stored.Numbers(0, 3), (await Storage.ReadAsync(new SessionKey(new SessionId($"old-{i}")))).Entries);
            Assert.Equal(Stored.Numbers(0, 3), (await Storage.ReadAsync(new SessionKey(new SessionId($"new-{i}")))).Entries);
        }

        string[] expected = [.. Enumerable.Range(0, 5).SelectMany(i => new[] { $"old-{i}", $"new-{i}" })];
        Assert.Equal(expected, await ListedAsync(SessionOrder.LatestLast, 3));
        Assert.Equal(expected.Reverse(), await ListedAsync(SessionOrder.LatestFirst, 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Sessions_with_one_number_of_an_update_are_all_listed(int pageSize)
    {
        for (int i = 0; i < 7; i++)
        {
            await Storage.FillAsync(new SessionKey(new SessionId($"session-{i}")), 1);
        }

        await DamageAsync("UPDATE sessions SET updates = 4 WHERE updates BETWEEN 2 AND 6");

        Assert.Equal(7, (await ListedAsync(SessionOrder.LatestFirst, pageSize)).Distinct().Count());
        Assert.Equal(await ListedAsync(SessionOrder.LatestFirst, pageSize), (await ListedAsync(SessionOrder.LatestLast, pageSize)).AsEnumerable().Reverse());
    }

    private async Task<List<string>> ListedAsync(SessionOrder order, int pageSize)
    {
        var ids = new List<string>();
        var query = new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, PageSize = pageSize, Order = order };
        for (StoredSessionPage? page = null; page is null || page.Continuation is not null; query = query with { Continuation = page.Continuation })
        {
            page = await Storage.ListAsync(query);
            ids.AddRange(page.Sessions.Select(session => session.Key.Id.Value));
        }

        return ids;
    }

    // Damage knows nothing of indexes.
    private Task DamageAsync(string sql) => Sql.ExecuteAsync(
        $"SET search_path TO {Schema}; DROP INDEX IF EXISTS sessions_by_key; ALTER TABLE entries DROP CONSTRAINT IF EXISTS entries_pkey; {sql}; RESET search_path");

    private async Task FillAsync()
    {
        await Storage.FillAsync(Stored.Key, Enumerable.Repeat(1, Length));
        await Storage.FillAsync(Stored.Neighbour, Enumerable.Repeat(1, Length));
        await Storage.CommitAsync(TestCommits.Commit(Stored.Neighbour, Length, "g"));
    }
}
