using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Wire;

/// <summary>A connection that the server ends in the middle of a change: the caller is told the outcome, whichever moment it was.</summary>
public sealed class EndedConnectionTests : PostgreSqlTest
{
    private const long Gate = 815;

    private string Name => Schema;

    [Fact]
    public async Task A_commit_that_waits_for_another_writer_is_asked_again()
    {
        await using PostgreSqlStorage storage = await OpenFilledAsync();
        await using NpgsqlConnection holder = await HoldAsync($"SELECT 1 FROM {Schema}.sessions FOR UPDATE");

        Task<CommitOutcome> commit = storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1")).AsTask();
        await EndAsync();
        await holder.CloseAsync();

        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 2, 2), await commit);
        await AssertStoredAsync();
    }

    [Fact]
    public async Task A_commit_that_is_answered_and_whose_transaction_has_not_ended_is_asked_again()
    {
        await using PostgreSqlStorage storage = await OpenFilledAsync();
        await Sql.ExecuteAsync(
            $"""
            CREATE FUNCTION {Schema}.wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared({Gate}, hashtext('{Schema}')); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON {Schema}.commits DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {Schema}.wait()
            """);
        await using NpgsqlConnection holder = await HoldAsync($"SELECT pg_advisory_xact_lock({Gate}, hashtext('{Schema}'))");

        Task<CommitOutcome> commit = storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1")).AsTask();
        await EndAsync();
        await holder.CloseAsync();

        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 2, 2), await commit);
        await AssertStoredAsync();
    }

    [Fact]
    public async Task A_commit_that_is_stored_and_not_told_of_yet_has_its_outcome()
    {
        await using PostgreSqlStorage storage = await OpenFilledAsync(waitsInNotify: true);
        await using NpgsqlConnection holder = await HoldAsync($"SELECT pg_advisory_xact_lock({Gate}, hashtext('{Schema}'))");

        Task<CommitOutcome> commit = storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1")).AsTask();
        await WaitingAsync();
        Assert.Equal(2, await Sql.QueryAsync<long>($"SELECT revision FROM {Schema}.sessions"));   // it is stored
        await EndAsync();
        await holder.CloseAsync();

        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 2, 2), await commit);
        await AssertStoredAsync();
    }

    [Fact]
    public async Task A_deletion_that_is_done_and_not_told_of_yet_has_its_outcome()
    {
        await using PostgreSqlStorage storage = await OpenFilledAsync(waitsInNotify: true);
        await using NpgsqlConnection holder = await HoldAsync($"SELECT pg_advisory_xact_lock({Gate}, hashtext('{Schema}'))");

        Task<bool> deletion = storage.DeleteAsync(Stored.Key).AsTask();
        await EndAsync();
        await holder.CloseAsync();

        Assert.True(await deletion);
        Assert.Null(await Storage.GetInfoAsync(Stored.Key));
    }

    [Fact]
    public async Task A_fork_that_is_made_and_not_told_of_yet_has_its_outcome()
    {
        await using PostgreSqlStorage storage = await OpenFilledAsync(waitsInNotify: true);
        await using NpgsqlConnection holder = await HoldAsync($"SELECT pg_advisory_xact_lock({Gate}, hashtext('{Schema}'))");

        Task<CommitOutcome> fork = storage.ForkAsync(Stored.Key, 1, Stored.Neighbour).AsTask();
        await EndAsync();
        await holder.CloseAsync();

        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 1, 1), await fork);
        Assert.Equal(["0"], (await Storage.ReadAsync(Stored.Neighbour)).Entries);
    }

    [Fact]
    public async Task A_session_saves_once_over_connections_that_are_ended_again_and_again()
    {
        await using PostgreSqlStorage storage = await OpenFilledAsync(waitsInNotify: true);
        var store = new SessionStore(storage);
        Session<SessionState> session = await store.CreateAsync(new SessionState { Model = "m", MaxTurns = 1 });
        for (int i = 0; i < 3; i++)
        {
            await using NpgsqlConnection holder = await HoldAsync($"SELECT pg_advisory_xact_lock({Gate}, hashtext('{Schema}'))");
            session.Append(AgentMessage.User($"{i}"));
            Task save = session.SaveAsync().AsTask();
            await EndAsync();
            await EndAsync();
            await holder.CloseAsync();
            await save;
        }

        Assert.Equal(4, session.Revision);
        Assert.Equal(["0", "1", "2"], (await new SessionStore(Storage).LoadAsync<SessionState>(session.Id))!.State.Messages.Select(message => message.Text));
    }

    [Fact]
    public async Task A_change_whose_connections_are_all_ended_is_in_doubt_and_known_once_it_is_repeated()
    {
        await using PostgreSqlStorage storage = await OpenFilledAsync(waitsInNotify: true);
        SessionCommit sent = TestCommits.Commit(Stored.Key, 1, null, "1");
        await using (NpgsqlConnection holder = await HoldAsync($"SELECT pg_advisory_xact_lock({Gate}, hashtext('{Schema}'))"))
        {
            Task<CommitOutcome> commit = storage.CommitAsync(sent).AsTask();
            while (!commit.IsCompleted)
            {
                await Sql.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'", Name);
            }

            SessionStorageException doubt = await Assert.ThrowsAsync<SessionStorageException>(async () => await commit);
            Assert.Contains("Whether the change was stored is not known", doubt.Message, StringComparison.Ordinal);
        }

        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 2, 2), await storage.CommitAsync(sent));
    }

    /// <summary>A storage whose second transaction, the telling, waits at the gate: a function of that name is found first.</summary>
    private async Task<PostgreSqlStorage> OpenFilledAsync(bool waitsInNotify = false)
    {
        await Storage.FillAsync(Stored.Key, 1);
        if (!waitsInNotify)
        {
            return Open($"Application Name={Name}");
        }

        await Sql.ExecuteAsync(
            $"""
            CREATE FUNCTION {Schema}.pg_notify(text, text) RETURNS void LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_advisory_xact_lock_shared({Gate}, hashtext('{Schema}')); PERFORM pg_catalog.pg_notify($1, $2); END $$
            """);
        return Open($"Application Name={Name};Search Path={Schema},pg_catalog");
    }

    private static async Task<NpgsqlConnection> HoldAsync(string sql)
    {
        var holder = new NpgsqlConnection($"{Server};Pooling=false");
        await holder.OpenAsync();
        await holder.BeginTransactionAsync();
        await using NpgsqlCommand hold = new(sql, holder);
        await hold.ExecuteNonQueryAsync();
        return holder;
    }

    private async Task WaitingAsync()
    {
        while (await Sql.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'", Name) == 0)
        {
            await Task.Delay(5);
        }
    }

    /// <summary>Ends the connection that waits, once one does, and returns when it is gone.</summary>
    private async Task EndAsync()
    {
        await WaitingAsync();
        int process = await Sql.QueryAsync<int>("SELECT min(pid) FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'", Name);
        await Sql.ExecuteAsync("SELECT pg_terminate_backend($1)", process);
        while (await Sql.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", process) > 0)
        {
            await Task.Delay(5);
        }
    }

    private async Task AssertStoredAsync()
    {
        Assert.Equal(Stored.Numbers(0, 2), (await Storage.ReadAsync(Stored.Key)).Entries);
        Assert.Equal(2, await Sql.QueryAsync<long>($"SELECT count(*) FROM {Schema}.commits"));
    }
}
