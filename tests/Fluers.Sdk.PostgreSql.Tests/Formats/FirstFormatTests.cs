using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Formats;

/// <summary>A store that the first build wrote is read as it is, and upgraded by the first change.</summary>
public sealed class FirstFormatTests : PostgreSqlTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        using var reader = new StreamReader(typeof(FirstFormatTests).Assembly.GetManifestResourceStream("format-1.sql")!);
        await Sql.ExecuteAsync((await reader.ReadToEndAsync()).Replace("format_1", Schema, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_look_reads_what_is_there_and_changes_nothing()
    {
        string before = await DescriptionAsync();

        await Golden.AssertWholeAsync(Storage);

        Assert.Equal(before, await DescriptionAsync());
    }

    [Fact]
    public async Task The_first_change_upgrades_the_store_and_every_later_one_goes_on_from_what_was_stored()
    {
        await Golden.AssertGoesOnAsync(Storage);

        Assert.Equal(2, await Sql.QueryAsync<int>($"SELECT format FROM {Schema}.stamp"));
    }

    [Fact]
    public async Task An_upgraded_store_reads_as_it_did_before()
    {
        await Storage.SetUpAsync();

        await Golden.AssertWholeAsync(Storage);
        await using PostgreSqlStorage other = Open();
        await Golden.AssertWholeAsync(other);
    }

    [Fact]
    public async Task A_storage_that_read_before_another_one_upgraded_the_store_reads_on()
    {
        await Golden.AssertWholeAsync(Storage);
        await using (PostgreSqlStorage other = Open())
        {
            await other.SetUpAsync();
        }

        await Golden.AssertWholeAsync(Storage);
        await Golden.AssertGoesOnAsync(Storage);
    }

    [Fact]
    public async Task Many_that_change_the_store_at_once_upgrade_it_once()
    {
        PostgreSqlStorage[] storages = [.. Enumerable.Range(0, 6).Select(_ => Open())];
        await Task.WhenAll(storages.Select((storage, i) => Task.Run(
            async () => await storage.CommitAsync(TestCommits.Commit(new SessionKey("new", new SessionId($"session-{i}")), 0, "h", "a")))));

        Assert.Equal(6, (await storages[0].ListAsync(new StoredSessionQuery { Tenant = "new" })).Sessions.Count);
        Assert.Equal(Stored.Numbers(0, 70), (await storages[1].ReadAsync(Golden.Long)).Entries);
        await Task.WhenAll(storages.Select(storage => storage.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task An_older_build_that_has_the_store_open_is_told_and_writes_nothing()
    {
        await Storage.SetUpAsync();
        string before = await Sql.QueryAsync<string>($"SELECT md5(string_agg(s::text, '' ORDER BY key)) FROM {Schema}.sessions s");

        // What it sends: the function of its time, and the columns of the seals of its time.
        foreach (string sql in new[]
        {
            $"SELECT * FROM {Schema}.commit_session('default', 'long', 70, gen_random_uuid(), 'x', 1, NULL, NULL, NULL, NULL, 0, NULL, NULL)",
            $"SELECT s.seal FROM {Schema}.sessions s",
            $"SELECT e.seal FROM {Schema}.entries e",
        })
        {
            PostgresException refused = await Assert.ThrowsAsync<PostgresException>(async () => await Sql.ExecuteAsync(sql));
            Assert.Contains(refused.SqlState, new[] { PostgresErrorCodes.UndefinedFunction, PostgresErrorCodes.UndefinedColumn });
        }

        Assert.Equal(before, await Sql.QueryAsync<string>($"SELECT md5(string_agg(s::text, '' ORDER BY key)) FROM {Schema}.sessions s"));
    }

    [Theory]
    [InlineData("UPDATE sessions SET revision = revision + 1 WHERE id = 'long'")]
    [InlineData("UPDATE sessions SET entry_count = entry_count - 1 WHERE id = 'long'")]
    [InlineData("UPDATE entries SET count = count + 1 WHERE session = 1 AND first = 0")]
    [InlineData("DELETE FROM entries WHERE session = 1 AND first = 66")]
    public async Task What_was_damaged_before_the_upgrade_is_reported_after_it(string sql)
    {
        await Sql.ExecuteAsync($"SET search_path TO {Schema}; {sql}; RESET search_path");
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.ReadAsync(Golden.Long));

        await Storage.SetUpAsync();

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.ReadAsync(Golden.Long));
        Assert.Equal("another head", (await Storage.ReadAsync(Golden.Short)).Head);
    }

    [Fact]
    public async Task Two_sessions_that_damage_gave_one_key_keep_nobody_from_upgrading()
    {
        await Sql.ExecuteAsync($"UPDATE {Schema}.sessions SET key = 1 WHERE key = 2");

        await Storage.SetUpAsync();

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.ReadAsync(Golden.Short));
        Assert.Equal(Stored.Numbers(0, 70), (await Storage.ReadAsync(Golden.Long)).Entries);
    }

    private Task<string> DescriptionAsync() => Sql.QueryAsync<string>(
        $"""
        SELECT (SELECT string_agg(relname || relfilenode::text, ',' ORDER BY relname) FROM pg_class WHERE relnamespace = $1::regnamespace)
            || (SELECT string_agg(proname || md5(prosrc), ',' ORDER BY proname) FROM pg_proc WHERE pronamespace = $1::regnamespace)
            || (SELECT md5(string_agg(s::text, '' ORDER BY s.key)) FROM {Schema}.sessions s) || (SELECT format::text FROM {Schema}.stamp)
        """,
        Schema);
}
