using System.Net;
using System.Net.Sockets;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Wire;

/// <summary>What goes wrong on the server is told in words, with what to do, and nothing of the driver's escapes.</summary>
public sealed class ErrorTests : PostgreSqlTest
{
    [Fact]
    public async Task A_server_that_does_not_answer_is_told_with_its_address()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;

        SessionStorageException error = await FailAsync($"Host=127.0.0.1;Port={port};Timeout=1");

        Assert.Contains($"127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("did not answer in time", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was stored", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Port=1;Timeout=2", "cannot be reached")]
    [InlineData("Host=nowhere.invalid;Timeout=5", "cannot be reached")]
    [InlineData("Database=nowhere", "there is no such database")]
    [InlineData("Username=nobody_at_all", "refuses the login")]
    [InlineData("Options=-c default_transaction_read_only=on", "cannot be written")]
    public async Task What_keeps_a_store_from_opening_is_told(string settings, string what)
    {
        SessionStorageException error = await FailAsync(settings);

        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was stored", error.Message, StringComparison.Ordinal);
        Assert.IsType<Exception>(error.InnerException, exactMatch: false);
    }

    [Fact]
    public async Task A_text_that_is_no_connection_string_is_refused_at_once()
    {
        Assert.ThrowsAny<ArgumentException>(() => PostgreSqlStorage.Open("no connection string"));
        Assert.ThrowsAny<ArgumentException>(() => PostgreSqlStorage.Open(""));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_session_that_another_transaction_holds_is_told_once_the_server_gives_up()
    {
        await Storage.FillAsync(Stored.Key, 1);
        await using PostgreSqlStorage impatient = Open($"Application Name={Schema}");
        await using PostgreSqlStorage hurried = Open("Options=-c lock_timeout=300");
        await using NpgsqlConnection holder = new(Server);
        await holder.OpenAsync();
        await using NpgsqlTransaction transaction = await holder.BeginTransactionAsync();
        await using NpgsqlCommand hold = new($"SELECT 1 FROM {Schema}.sessions FOR UPDATE", holder);
        await hold.ExecuteNonQueryAsync();

        SessionCommit commit = TestCommits.Commit(Stored.Key, 1, null, "1");
        Task<CommitOutcome> waiting = impatient.CommitAsync(commit).AsTask();

        // What a statement_timeout does, at a moment of our choice.
        while (await Sql.QueryAsync<long>(
            "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'", Schema) == 0)
        {
            await Task.Delay(5);
        }

        SessionStorageException slow = await Assert.ThrowsAsync<SessionStorageException>(async () => await waiting);
        SessionStorageException held = await Assert.ThrowsAsync<SessionStorageException>(async () => await hurried.CommitAsync(commit));

        Assert.Contains("longer than the server allows (statement_timeout)", slow.Message, StringComparison.Ordinal);
        Assert.Contains("held by another transaction", held.Message, StringComparison.Ordinal);
        Assert.All([slow, held], error => Assert.Contains("Nothing was stored", error.Message, StringComparison.Ordinal));
        Assert.Equal(Stored.Numbers(0, 1), (await Storage.ReadAsync(Stored.Key)).Entries);   // readers wait for nobody
        await transaction.RollbackAsync();
        Assert.Equal(CommitStatus.Committed, (await impatient.CommitAsync(commit)).Status);
    }

    [Fact]
    public async Task A_commit_that_is_not_answered_in_time_is_in_doubt()
    {
        await Storage.FillAsync(Stored.Key, 1);
        await using PostgreSqlStorage impatient = Open("Command Timeout=1");
        await UntilSetUpAsync(impatient);
        await using NpgsqlConnection holder = new(Server);
        await holder.OpenAsync();
        await using NpgsqlTransaction transaction = await holder.BeginTransactionAsync();
        await using NpgsqlCommand hold = new($"SELECT 1 FROM {Schema}.sessions FOR UPDATE", holder);
        await hold.ExecuteNonQueryAsync();

        SessionCommit commit = TestCommits.Commit(Stored.Key, 1, null, "1");
        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await impatient.CommitAsync(commit));

        Assert.Contains("did not answer in time", error.Message, StringComparison.Ordinal);
        Assert.Contains("Whether the change was stored is not known", error.Message, StringComparison.Ordinal);
        await transaction.RollbackAsync();
        Assert.Contains((await Storage.CommitAsync(commit)).Status, new[] { CommitStatus.Committed, CommitStatus.Repeated });
        Assert.Equal(Stored.Numbers(0, 2), (await Storage.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_server_without_a_free_connection_is_told()
    {
        string user = $"user_{Schema}";
        await Sql.ExecuteAsync($"CREATE ROLE {user} LOGIN CONNECTION LIMIT 0");
        try
        {
            Assert.Contains("takes no more connections", (await FailAsync($"Username={user}")).Message, StringComparison.Ordinal);
        }
        finally
        {
            await Sql.ExecuteAsync($"DROP ROLE {user}");
        }
    }

    [Fact]
    public async Task A_schema_that_is_dropped_under_an_open_store_is_told()
    {
        await Storage.FillAsync(Stored.Key, 1);
        await Sql.ExecuteAsync($"DROP SCHEMA {Schema} CASCADE");

        SessionStorageException commit = await Assert.ThrowsAsync<SessionStorageException>(
            async () => await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1")));
        SessionStorageException read = await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.ReadAsync(Stored.Key));

        Assert.All([commit, read], error => Assert.Contains("changed or removed while it was open", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_commit_that_fails_only_when_its_transaction_ends_is_no_commit()
    {
        await Storage.FillAsync(Stored.Key, 1);

        // Raised behind the answer of the function, which looks like that of a commit.
        await Sql.ExecuteAsync(
            $"""
            CREATE FUNCTION {Schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused at the end'; END $$;
            CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON {Schema}.commits DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {Schema}.refuse()
            """);
        SessionCommit commit = TestCommits.Commit(Stored.Key, 1, null, "1");

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.CommitAsync(commit));

        Assert.Contains("refused at the end", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await Storage.GetInfoAsync(Stored.Key))!.Revision);
        await Sql.ExecuteAsync($"DROP TRIGGER refuse ON {Schema}.commits");
        Assert.Equal(CommitStatus.Committed, (await Storage.CommitAsync(commit)).Status);
    }

    [Fact]
    public async Task A_notification_that_fails_takes_no_commit_with_it()
    {
        string database = $"db_{Schema}";
        await Sql.ExecuteAsync($"CREATE DATABASE {database}");
        try
        {
            string settings = new NpgsqlConnectionStringBuilder(Server) { Database = database }.ToString();
            string user = $"user_{Schema}";
            await using var storage = PostgreSqlStorage.Open(settings);
            await storage.FillAsync(Stored.Key, 1);
            await using (NpgsqlDataSource source = NpgsqlDataSource.Create(settings))
            {
                await using NpgsqlCommand forbid = source.CreateCommand(
                    $"""
                    REVOKE EXECUTE ON FUNCTION pg_notify(text, text) FROM PUBLIC;
                    CREATE ROLE {user} LOGIN;
                    GRANT USAGE ON SCHEMA fluers TO {user};
                    GRANT ALL ON ALL TABLES IN SCHEMA fluers TO {user};
                    GRANT ALL ON ALL SEQUENCES IN SCHEMA fluers TO {user}
                    """);
                await forbid.ExecuteNonQueryAsync();
            }

            await using var silent = PostgreSqlStorage.Open(new NpgsqlConnectionStringBuilder(settings) { Username = user }.ToString());
            Assert.Equal(new CommitOutcome(CommitStatus.Committed, 2, 2), await silent.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1")));
            Assert.Equal(Stored.Numbers(0, 2), (await storage.ReadAsync(Stored.Key)).Entries);
        }
        finally
        {
            await Sql.ExecuteAsync($"DROP DATABASE {database} WITH (FORCE)");
            await Sql.ExecuteAsync($"DROP ROLE IF EXISTS user_{Schema}");
        }
    }

    [Fact]
    public async Task A_closed_storage_refuses_every_call()
    {
        PostgreSqlStorage storage = Open();
        await storage.FillAsync(Stored.Key, 1);
        Task waiting = storage.WaitForChangeAsync(Stored.Key, 1).AsTask();
        await storage.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, "h")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.ReadAsync(Stored.Key, EntryRange.All, new RecordedSession()));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.GetInfoAsync(Stored.Key));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.ListAsync(new StoredSessionQuery { Tenant = "default" }));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.DeleteAsync(Stored.Key));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.ForkAsync(Stored.Key, 1, Stored.Neighbour));
    }

    // A busy machine may need more than that second for it.
    private static async Task UntilSetUpAsync(PostgreSqlStorage storage)
    {
        while (true)
        {
            try
            {
                await storage.SetUpAsync();
                return;
            }
            catch (SessionStorageException)
            {
                await Task.Delay(20);
            }
        }
    }

    private async Task<SessionStorageException> FailAsync(string settings)
    {
        await using PostgreSqlStorage storage = Open(settings);
        return await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h")));
    }
}
