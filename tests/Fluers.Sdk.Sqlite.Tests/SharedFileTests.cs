using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>Several storages on one file: what two processes see of each other.</summary>
public sealed class SharedFileTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SqliteStorage? _one;
    private SqliteStorage? _two;

    public ValueTask InitializeAsync()
    {
        _one = SqliteStorage.Open(_folder.Database);
        _two = SqliteStorage.Open(_folder.Database);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _one!.DisposeAsync();
        await _two!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Each_sees_at_once_what_the_other_stored()
    {
        await _one!.FillAsync(Stored.Key, 1);
        Assert.Equal(["0"], (await _two!.ReadAsync(Stored.Key)).Entries);

        await _two!.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"));
        Assert.Equal(["0", "1"], (await _one!.ReadAsync(Stored.Key)).Entries);

        await _one!.DeleteAsync(Stored.Key);
        Assert.Null(await _two!.GetInfoAsync(Stored.Key));
        Assert.Equal(CommitStatus.Deleted, (await _two!.CommitAsync(TestCommits.Commit(Stored.Key, 2, null, "2"))).Status);
    }

    [Fact]
    public async Task Of_storages_racing_for_a_revision_exactly_one_wins_and_nothing_is_lost()
    {
        const int Each = 150;
        await _one!.FillAsync(Stored.Key, 0);

        await Task.WhenAll(Race(_one!, "one"), Race(_two!, "two"));

        RecordedSession read = await _one!.ReadAsync(Stored.Key);
        Assert.Equal(1 + (2 * Each), read.Info.Revision);
        Assert.Equal(Enumerable.Range(0, Each).Select(i => $"one.{i}"), read.Entries.Where(entry => entry.StartsWith("one", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(0, Each).Select(i => $"two.{i}"), read.Entries.Where(entry => entry.StartsWith("two", StringComparison.Ordinal)));
        Assert.Equal(read.Entries, (await _two!.ReadAsync(Stored.Key)).Entries);

        static Task Race(SqliteStorage storage, string name) => Task.Run(async () =>
        {
            long revision = 1;
            for (int i = 0; i < Each;)
            {
                CommitOutcome outcome = await storage.CommitAsync(TestCommits.Commit(Stored.Key, revision, null, $"{name}.{i}"));
                revision = outcome.Revision;
                i += outcome.Status == CommitStatus.Committed ? 1 : 0;
            }
        });
    }

    [Fact]
    public async Task A_retry_through_another_storage_returns_the_first_result()
    {
        SessionCommit commit = TestCommits.Commit(Stored.Key, 0, "h", "a");
        await _one!.CommitAsync(commit);

        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 1, 1), await _two!.CommitAsync(commit));
    }

    [Fact]
    public async Task One_that_closes_leaves_the_other_working()
    {
        await _one!.FillAsync(Stored.Key, 1);
        await _one!.DisposeAsync();

        await _two!.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"));
        Assert.Equal(["0", "1"], (await _two!.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_writer_that_waits_too_long_for_another_process_stores_nothing_and_says_so()
    {
        await using SqliteStorage impatient = SqliteStorage.Open(_folder.Database, new SqliteOptions { BusyTimeout = TimeSpan.FromMilliseconds(50) });
        await impatient.FillAsync(Stored.Key, 1);
        SessionCommit commit = TestCommits.Commit(Stored.Key, 1, "h2", "1");
        using (SqliteConnection another = Sql.Open(_folder.Database))
        {
            another.Execute("BEGIN IMMEDIATE");

            SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await impatient.CommitAsync(commit));
            Assert.Contains("locked", error.Message, StringComparison.Ordinal);
            Assert.Equal(["0"], (await impatient.ReadAsync(Stored.Key)).Entries);   // readers wait for nobody
        }

        Assert.Equal(CommitStatus.Committed, (await impatient.CommitAsync(commit)).Status);
    }

    [Fact]
    public async Task A_commit_that_fails_half_way_stores_nothing_and_may_be_sent_again()
    {
        await _one!.FillAsync(Stored.Key, 1);
        SessionCommit commit = TestCommits.Commit(Stored.Key, 1, "h2", new string('x', 3_000_000));
        Sql.Execute(_folder.Database, "CREATE TRIGGER refuse BEFORE INSERT ON commits BEGIN SELECT RAISE(ROLLBACK, 'refused'); END");

        await Assert.ThrowsAsync<SessionStorageException>(async () => await _one!.CommitAsync(commit));
        Assert.Equal(["0"], (await _one!.ReadAsync(Stored.Key)).Entries);

        Sql.Execute(_folder.Database, "DROP TRIGGER refuse");
        Assert.Equal(CommitStatus.Committed, (await _one!.CommitAsync(commit)).Status);
    }

    [Fact]
    public async Task Who_follows_a_session_hears_of_the_commits_of_another_storage()
    {
        await _one!.FillAsync(Stored.Key, 1);
        for (int revision = 1; revision <= 20; revision++)
        {
            Task waiting = _one!.WaitForChangeAsync(Stored.Key, revision).AsTask();
            await _two!.CommitAsync(TestCommits.Commit(Stored.Key, revision, null, "x"));
            await waiting.WaitAsync(TimeSpan.FromMinutes(5));
        }

        Task deleted = _one!.WaitForChangeAsync(Stored.Key, 21).AsTask();
        await _two!.DeleteAsync(Stored.Key);
        await deleted.WaitAsync(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Who_follows_a_session_is_not_woken_by_the_commits_to_others()
    {
        await _one!.FillAsync(Stored.Key, 1);
        Task waiting = _one!.WaitForChangeAsync(Stored.Key, 1).AsTask();

        await _one!.FillAsync(Stored.Neighbour, 1, 1);
        await _two!.CommitAsync(TestCommits.Commit(Stored.Neighbour, 2, null, "x"));
        await Task.Delay(300);

        Assert.False(waiting.IsCompleted);
        await _two!.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "x"));
        await waiting.WaitAsync(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_log_is_followed_while_another_storage_appends_to_it()
    {
        var one = new SessionStore(_one!);
        var two = new SessionStore(_two!);
        Session<SessionState> session = await two.CreateAsync(new SessionState { Model = "m", MaxTurns = 1 });
        Task<List<string>> following = Task.Run(async () =>
        {
            var texts = new List<string>();
            await foreach (AgentMessage message in one.TailAsync<AgentMessage>(session.Id))
            {
                texts.Add(message.Text);
                if (texts.Count == 20)
                {
                    break;
                }
            }

            return texts;
        });

        for (int i = 0; i < 20; i++)
        {
            session.Append(AgentMessage.User($"{i}"));
            await session.SaveAsync();
        }

        Assert.Equal(Stored.Numbers(0, 20), await following.WaitAsync(TimeSpan.FromMinutes(5)));
    }
}
