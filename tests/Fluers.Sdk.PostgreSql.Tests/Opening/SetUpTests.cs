using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Opening;

/// <summary>A schema becomes a store once, whoever comes at once; what is something else is refused untouched.</summary>
public sealed class SetUpTests : PostgreSqlTest
{
    [Fact]
    public async Task Nothing_is_asked_of_the_server_before_the_first_call()
    {
        await using var storage = PostgreSqlStorage.Open("Host=nowhere.invalid;Username=nobody");
        await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.SetUpAsync());
    }

    [Fact]
    public async Task Many_that_open_a_new_schema_at_once_set_it_up_once()
    {
        for (int round = 0; round < 5; round++)
        {
            PostgreSqlStorage[] storages = [.. Enumerable.Range(0, 8).Select(_ => Open())];
            await Task.WhenAll(storages.Select((storage, i) => Task.Run(
                async () => await storage.CommitAsync(TestCommits.Commit(new SessionKey(new SessionId($"session-{i}")), 0, "h", "a")))));

            Assert.Equal(8, (await storages[0].ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions.Count);
            await Task.WhenAll(storages.Select(storage => storage.DisposeAsync().AsTask()));
            await Sql.ExecuteAsync($"DROP SCHEMA {Schema} CASCADE");
        }
    }

    [Fact]
    public async Task An_empty_schema_becomes_a_store()
    {
        await Sql.ExecuteAsync($"CREATE SCHEMA {Schema}");

        await Storage.FillAsync(Stored.Key, 1, 2);

        Assert.Equal(Stored.Numbers(0, 3), (await Storage.ReadAsync(Stored.Key)).Entries);
    }

    [Theory]
    [InlineData("CREATE TABLE sessions (id integer)")]
    [InlineData("CREATE TABLE stamp (id integer)")]
    [InlineData("CREATE TABLE stamp (application text, format text)")]
    [InlineData("CREATE TABLE stamp (application text, format integer); INSERT INTO stamp VALUES (NULL, 1)")]
    [InlineData("CREATE TABLE stamp (application text, format integer); INSERT INTO stamp VALUES ('another', 1)")]
    [InlineData("CREATE VIEW stamp AS SELECT 'fluers-sdk' AS application, 1 AS format")]
    [InlineData("CREATE FUNCTION theirs() RETURNS integer LANGUAGE sql AS 'SELECT 1'")]
    [InlineData("CREATE TYPE mood AS ENUM ('good')")]
    [InlineData("CREATE SEQUENCE updates")]
    public async Task The_schema_of_another_application_is_refused_untouched(string sql)
    {
        await Sql.ExecuteAsync($"CREATE SCHEMA {Schema}; SET search_path TO {Schema}; {sql}");

        await AssertRefusedUntouchedAsync("another application");
    }

    [Theory]
    [InlineData("3")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2147483647")]
    public async Task A_format_that_this_build_does_not_know_is_refused_untouched(string format)
    {
        await Storage.FillAsync(Stored.Key, 1);
        await Sql.ExecuteAsync($"UPDATE {Schema}.stamp SET format = {format}");

        SessionStorageException error = await AssertRefusedUntouchedAsync($"has format {format}");

        Assert.Contains("this build reads formats 1 and 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_at_a_schema_that_is_not_there_creates_nothing()
    {
        Assert.Null(await Storage.GetInfoAsync(Stored.Key));
        Assert.False(await Storage.ReadAsync(Stored.Key, EntryRange.All, new RecordedSession()));
        Assert.Empty((await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions);
        Assert.Empty(await Storage.ListTenantsAsync().ToListAsync());
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Stored.Key, 1, Guid.NewGuid()));
        await Storage.WaitForChangeAsync(Stored.Key, 1);   // there is nothing to wait for

        Assert.Equal(0, await Sql.QueryAsync<long>("SELECT count(*) FROM pg_namespace WHERE nspname = $1", Schema));
        await Storage.FillAsync(Stored.Key, 1);
        Assert.Equal(1, (await Storage.GetInfoAsync(Stored.Key))!.Revision);
    }

    [Fact]
    public async Task A_user_who_may_only_read_looks_at_what_is_there()
    {
        await Storage.FillAsync(Stored.Key, 1, 2);
        string user = $"user_{Schema}";
        await Sql.ExecuteAsync($"CREATE ROLE {user} LOGIN; GRANT USAGE ON SCHEMA {Schema} TO {user}; GRANT SELECT ON ALL TABLES IN SCHEMA {Schema} TO {user}");
        try
        {
            await using var storage = PostgreSqlStorage.Open(
                new NpgsqlConnectionStringBuilder(Server) { Username = user, Options = "-c default_transaction_read_only=on" }.ToString(),
                new PostgreSqlOptions { Schema = Schema });

            Assert.Equal(Stored.Numbers(0, 3), (await storage.ReadAsync(Stored.Key)).Entries);
            Assert.Single((await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions);
            await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 2, null, "x")));
        }
        finally
        {
            await Sql.ExecuteAsync($"DROP OWNED BY {user}; DROP ROLE {user}");
        }
    }

    [Fact]
    public async Task A_refused_schema_is_looked_at_again()
    {
        await Sql.ExecuteAsync($"CREATE SCHEMA {Schema}; CREATE TABLE {Schema}.theirs ()");
        await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.SetUpAsync());

        await Sql.ExecuteAsync($"DROP TABLE {Schema}.theirs");

        await Storage.FillAsync(Stored.Key, 1);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("Upper")]
    [InlineData("quote\"d")]
    [InlineData("apostrophe's")]
    [InlineData("x; DROP SCHEMA public; --")]
    [InlineData("$body$ and $set_up$")]
    [InlineData("select")]
    [InlineData("{0} {{names}}")]
    [InlineData("日本語")]
    [InlineData("back\\slash")]
    public async Task Any_text_is_the_name_of_a_schema(string name)
    {
        name += Schema[^8..];
        try
        {
            await using var storage = PostgreSqlStorage.Open(Server, new PostgreSqlOptions { Schema = name });
            await storage.FillAsync(Stored.Key, Enumerable.Repeat(1, 70));
            await storage.ForkAsync(Stored.Key, 30, Stored.Neighbour);

            Assert.Equal(Stored.Numbers(0, 70), (await storage.ReadAsync(Stored.Key)).Entries);
            Assert.Equal(Stored.Numbers(0, 30), (await storage.ReadAsync(Stored.Neighbour)).Entries);
            Assert.True(await storage.DeleteAsync(Stored.Key));
            Assert.Equal(1, await Sql.QueryAsync<long>("SELECT count(*) FROM pg_namespace WHERE nspname = $1", name));
        }
        finally
        {
            await Sql.ExecuteAsync($"DROP SCHEMA IF EXISTS \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" CASCADE");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void A_name_that_no_schema_can_have_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new PostgreSqlOptions { Schema = name });

    [Fact]
    public async Task Stores_in_two_schemas_know_nothing_of_each_other()
    {
        string other = Schema + "_2";
        try
        {
            await using var second = PostgreSqlStorage.Open(Server, new PostgreSqlOptions { Schema = other });
            await Storage.FillAsync(Stored.Key, 1);
            await second.FillAsync(Stored.Key, 3);

            Assert.Equal(Stored.Numbers(0, 1), (await Storage.ReadAsync(Stored.Key)).Entries);
            Assert.Equal(Stored.Numbers(0, 3), (await second.ReadAsync(Stored.Key)).Entries);
        }
        finally
        {
            await Sql.ExecuteAsync($"DROP SCHEMA {other} CASCADE");
        }
    }

    [Fact]
    public async Task One_user_sets_up_what_another_one_uses()
    {
        string user = $"user_{Schema}";
        await Sql.ExecuteAsync($"CREATE ROLE {user} LOGIN");
        try
        {
            await using var storage = PostgreSqlStorage.Open(
                new NpgsqlConnectionStringBuilder(Server) { Username = user }.ToString(), new PostgreSqlOptions { Schema = Schema });
            SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.SetUpAsync());
            Assert.Contains("denies this user a right", error.Message, StringComparison.Ordinal);

            await Storage.SetUpAsync();
            await Sql.ExecuteAsync(
                $"""
                GRANT USAGE ON SCHEMA {Schema} TO {user};
                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {Schema} TO {user};
                GRANT USAGE ON ALL SEQUENCES IN SCHEMA {Schema} TO {user}
                """);

            await storage.FillAsync(Stored.Key, 1, 2);
            Assert.Equal(Stored.Numbers(0, 3), (await Storage.ReadAsync(Stored.Key)).Entries);
            Assert.True(await storage.DeleteAsync(Stored.Key));
        }
        finally
        {
            await Sql.ExecuteAsync($"DROP OWNED BY {user}; DROP ROLE {user}");
        }
    }

    private async Task<SessionStorageException> AssertRefusedUntouchedAsync(string what)
    {
        string before = await DescriptionAsync();
        await using PostgreSqlStorage storage = Open();
        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.GetInfoAsync(Stored.Key));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h")));

        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{Schema}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await DescriptionAsync());
        return error;
    }

    /// <summary>Everything that is in the schema.</summary>
    private Task<string> DescriptionAsync() => Sql.QueryAsync<string>(
        """
        SELECT coalesce(string_agg(description, ', ' ORDER BY description), '') FROM (
            SELECT relname || ' ' || relkind::text || ' ' || relfilenode::text AS description FROM pg_class WHERE relnamespace = $1::regnamespace
            UNION ALL SELECT proname || ' ' || md5(prosrc) FROM pg_proc WHERE pronamespace = $1::regnamespace
            UNION ALL SELECT typname FROM pg_type WHERE typnamespace = $1::regnamespace) d
        """,
        Schema);
}
