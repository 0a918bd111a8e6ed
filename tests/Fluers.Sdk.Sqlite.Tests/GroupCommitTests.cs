using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>Commits that come at once share a transaction, and nothing else.</summary>
public sealed class GroupCommitTests : IAsyncLifetime
{
    private const int Writers = 64;

    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _queued = new(0);
    private SqliteStorage? _storage;

    private SqliteStorage Storage => _storage!;

    public ValueTask InitializeAsync()
    {
        _storage = SqliteStorage.Open(_folder.Database, new SqliteOptions { Durability = SqliteDurability.Full });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        _folder.Dispose();
        _queued.Dispose();
    }

    [Fact]
    public async Task Commits_that_wait_for_another_writer_become_one_transaction()
    {
        long frames = await WhileLocked(async () => await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Create(i))));

        // Each transaction begins with the rows and indices that all of them change; together they write those pages once.
        long together = Sql.Number(_folder.Database, "SELECT count(*) FROM sessions");
        Assert.Equal(Writers, together);
        Assert.True(frames < Writers * 2, $"{Writers} commits wrote {frames} pages.");
    }

    [Fact]
    public async Task A_commit_that_fails_takes_no_other_of_its_transaction_with_it()
    {
        Sql.Execute(
            _folder.Database,
            "CREATE TRIGGER refuse BEFORE INSERT ON sessions WHEN NEW.id = 'session-7' BEGIN SELECT RAISE(ROLLBACK, 'refused'); END");
        Task<CommitOutcome>[] commits = [];
        await WhileLocked(async () =>
        {
            commits = [.. Enumerable.Range(0, Writers).Select(i => Create(i))];
            await Task.WhenAll(commits).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        for (int i = 0; i < Writers; i++)
        {
            if (i == 7)
            {
                await Assert.ThrowsAsync<SessionStorageException>(async () => await commits[7]);
                Assert.Null(await Storage.GetInfoAsync(KeyOf(i)));
            }
            else
            {
                Assert.Equal(new CommitOutcome(CommitStatus.Committed, 1, 1), await commits[i]);
                Assert.Equal([$"{i}"], (await Storage.ReadAsync(KeyOf(i))).Entries);
            }
        }
    }

    [Fact]
    public async Task A_commit_given_up_in_the_queue_stores_nothing_and_the_others_go_on()
    {
        using var giveUp = new CancellationTokenSource();
        Task<CommitOutcome>[] commits = [];
        await WhileLocked(async () =>
        {
            commits = [.. Enumerable.Range(0, Writers).Select(i => Create(i, i % 2 == 0 ? default : giveUp.Token))];
            await Task.WhenAll(commits).ContinueWith(_ => { }, TaskScheduler.Default);
        }, giveUp.Cancel);

        int stored = 0;
        for (int i = 0; i < Writers; i++)
        {
            bool committed = commits[i].IsCompletedSuccessfully;
            stored += committed ? 1 : 0;
            Assert.True(committed || (i % 2 == 1 && commits[i].IsCanceled));
            Assert.Equal(committed, await Storage.GetInfoAsync(KeyOf(i)) is not null);
        }

        Assert.InRange(stored, Writers / 2, (Writers / 2) + 1);   // one may have been under way already
    }

    [Fact]
    public async Task Closing_lets_the_commits_that_wait_come_to_their_end()
    {
        Task<CommitOutcome>[] commits = [];
        Task closing = Task.CompletedTask;
        await WhileLocked(async () =>
        {
            commits = [.. Enumerable.Range(0, Writers).Select(i => Create(i))];
            await Task.WhenAll(commits);
        }, () => closing = Storage.DisposeAsync().AsTask());

        await closing;
        Assert.All(commits, commit => Assert.Equal(CommitStatus.Committed, commit.Result.Status));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await Storage.CommitAsync(CommitOf(0)));
    }

    /// <summary>Does something while another connection holds the lock, and gives the number of pages that it wrote once it had it.</summary>
    private async Task<long> WhileLocked(Func<Task> work, Action? meanwhile = null)
    {
        using SqliteConnection another = Sql.Open(_folder.Database);
        another.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        another.Execute("BEGIN IMMEDIATE");
        Task working = Task.Run(work);
        for (int waiting = 0; waiting < Writers; waiting++)
        {
            await _queued.WaitAsync();   // one of them holds a transaction open and waits for the lock, on no thread
        }

        meanwhile?.Invoke();
        another.Execute("ROLLBACK");
        await working;
        return (new FileInfo(_folder.Database + "-wal").Length - 32) / (4096 + 24);
    }

    private Task<CommitOutcome> Create(int number, CancellationToken cancellationToken = default) => Task.Run(async () =>
    {
        ValueTask<CommitOutcome> commit = Storage.CommitAsync(CommitOf(number), cancellationToken);
        _queued.Release();
        return await commit;
    });

    private static SessionCommit CommitOf(int number) => TestCommits.Commit(KeyOf(number), 0, "h", $"{number}");

    private static SessionKey KeyOf(int number) => new(new SessionId($"session-{number}"));
}
