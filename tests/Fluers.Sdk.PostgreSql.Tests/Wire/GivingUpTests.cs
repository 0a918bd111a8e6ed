using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Wire;

/// <summary>Who gives up a call that the server cannot answer comes back, and is told what that means for what was to be stored.</summary>
public sealed class GivingUpTests : PostgreSqlTest
{
    // Only against hanging.
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    private PostgreSqlStorage? _named;

    private PostgreSqlStorage Named => _named ??= Open($"Application Name={Schema}");

    public override async ValueTask DisposeAsync()
    {
        await (_named?.DisposeAsync() ?? ValueTask.CompletedTask);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_change_that_waits_for_another_transaction_is_given_up_and_undone()
    {
        await Storage.FillAsync(Stored.Key, 1);
        await using NpgsqlConnection holder = await HoldAsync($"SELECT 1 FROM {Schema}.sessions FOR UPDATE");
        SessionCommit commit = TestCommits.Commit(Stored.Key, 1, null, "1");

        await AssertGivenUpAsync(token => Named.CommitAsync(commit, token).AsTask());
        await AssertGivenUpAsync(token => Named.DeleteAsync(Stored.Key, token).AsTask());
        await AssertGivenUpAsync(token => Named.ForkAsync(Stored.Key, 1, Stored.Neighbour, token).AsTask());
        await AssertGivenUpAsync(token => Named.CommitAsync(commit, token).AsTask());

        await holder.CloseAsync();
        Assert.Equal(Stored.Numbers(0, 1), (await Storage.ReadAsync(Stored.Key)).Entries);
        Assert.Null(await Storage.GetInfoAsync(Stored.Neighbour));
        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 2, 2), await Storage.CommitAsync(commit));
    }

    [Fact]
    public async Task A_read_that_waits_is_given_up()
    {
        await Storage.FillAsync(Stored.Key, 1);
        await Named.SetUpAsync();
        await using NpgsqlConnection holder = await HoldAsync($"LOCK TABLE {Schema}.sessions IN ACCESS EXCLUSIVE MODE");

        await AssertGivenUpAsync(token => Named.ReadAsync(Stored.Key, EntryRange.All, new RecordedSession(), token).AsTask());
        await AssertGivenUpAsync(token => Named.GetInfoAsync(Stored.Key, token).AsTask());
        await AssertGivenUpAsync(token => Named.RecallAsync(Stored.Key, 1, Guid.NewGuid(), token).AsTask());
        await AssertGivenUpAsync(token => Named.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant }, token).AsTask());
    }

    [Fact]
    public async Task Setting_up_that_waits_for_another_process_is_given_up()
    {
        await using NpgsqlConnection holder = await HoldAsync($"SELECT pg_advisory_xact_lock({0x464C5253}, hashtext('\"{Schema}\"'))");

        await AssertGivenUpAsync(token => Named.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h"), token).AsTask());

        await holder.CloseAsync();
        await Storage.FillAsync(Stored.Key, 1);
    }

    [Fact]
    public async Task A_commit_that_is_given_up_while_a_standby_does_not_answer_is_stored_and_not_taken_for_undone()
    {
        Assert.SkipWhen(PostgreSqlServer.WhyNoPrivate is not null, PostgreSqlServer.WhyNoPrivate ?? "");
        using PostgreSqlServer server = PostgreSqlServer.StartPrivate();
        await using NpgsqlDataSource behind = NpgsqlDataSource.Create(server.ConnectionString);
        await using var storage = PostgreSqlStorage.Open(server.ConnectionString);
        await storage.FillAsync(Stored.Key, 1);
        await SetStandbysAsync(behind, "nobody");
        SessionCommit commit = TestCommits.Commit(Stored.Key, 1, null, "1");
        using var giveUp = new CancellationTokenSource();

        Task<CommitOutcome> waiting = storage.CommitAsync(commit, giveUp.Token).AsTask();
        await WaitingAsync(behind, "wait_event = 'SyncRep'");
        await giveUp.CancelAsync();

        SessionStorageException doubt = await Assert.ThrowsAsync<SessionStorageException>(async () => await waiting.WaitAsync(Never));
        Assert.Contains("the same commit is never stored twice", doubt.Message, StringComparison.Ordinal);
        await SetStandbysAsync(behind, "");
        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 2, 2), await storage.CommitAsync(commit));
    }

    [Fact]
    public async Task A_commit_that_is_given_up_on_a_server_that_stands_still_is_in_doubt_until_it_is_repeated()
    {
        Assert.SkipWhen(PostgreSqlServer.WhyNoPrivate is not null, PostgreSqlServer.WhyNoPrivate ?? "");
        using PostgreSqlServer server = PostgreSqlServer.StartPrivate();
        await using var storage = PostgreSqlStorage.Open(server.ConnectionString);
        await storage.FillAsync(Stored.Key, 1);
        SessionCommit commit = TestCommits.Commit(Stored.Key, 1, null, "1");
        using var giveUp = new CancellationTokenSource();
        server.Freeze();
        try
        {
            Task<CommitOutcome> waiting = storage.CommitAsync(commit, giveUp.Token).AsTask();
            giveUp.Cancel();   // does not wait for the server either

            Exception ended = await Assert.ThrowsAnyAsync<Exception>(async () => await waiting.WaitAsync(Never));
            Assert.True(
                ended is OperationCanceledException or SessionStorageException && !ended.Message.Contains("Nothing was stored", StringComparison.Ordinal), $"{ended}");
        }
        finally
        {
            server.Thaw();
        }

        Assert.Contains((await storage.CommitAsync(commit)).Status, new[] { CommitStatus.Committed, CommitStatus.Repeated });
        Assert.Equal(Stored.Numbers(0, 2), (await storage.ReadAsync(Stored.Key)).Entries);
    }

    /// <summary>Makes a call, waits until the server waits in it, and gives it up.</summary>
    private async Task AssertGivenUpAsync<T>(Func<CancellationToken, Task<T>> call)
    {
        using var giveUp = new CancellationTokenSource();
        Task<T> waiting = call(giveUp.Token);
        while (await Sql.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = $1", Schema) == 0)
        {
            Assert.False(waiting.IsCompleted, $"{waiting.Exception}");
            await Task.Delay(5);
        }

        await giveUp.CancelAsync();
        OperationCanceledException ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting.WaitAsync(Never));
        Assert.Equal(giveUp.Token, ended.CancellationToken);
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

    private static async Task SetStandbysAsync(NpgsqlDataSource behind, string names)
    {
        await using NpgsqlCommand set = behind.CreateCommand($"ALTER SYSTEM SET synchronous_standby_names = '{names}'");
        await set.ExecuteNonQueryAsync();
        await using NpgsqlCommand reload = behind.CreateCommand("SELECT pg_reload_conf()");
        await reload.ExecuteNonQueryAsync();
        await using NpgsqlCommand show = behind.CreateCommand("SELECT current_setting('synchronous_standby_names')");
        while ((string?)await show.ExecuteScalarAsync() != names)
        {
            await Task.Delay(5);
        }
    }

    private static async Task WaitingAsync(NpgsqlDataSource behind, string what)
    {
        await using NpgsqlCommand count = behind.CreateCommand($"SELECT count(*) FROM pg_stat_activity WHERE {what}");
        while ((long)(await count.ExecuteScalarAsync())! == 0)
        {
            await Task.Delay(5);
        }
    }
}
