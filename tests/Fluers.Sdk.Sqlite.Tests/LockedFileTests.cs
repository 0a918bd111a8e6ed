using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>A file that another process has locked is opened without waiting; what has to wait for it can be given up.</summary>
public sealed class LockedFileTests : IDisposable
{
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);
    private static readonly SqliteOptions Patient = new() { BusyTimeout = TimeSpan.FromMinutes(10) };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("BEGIN EXCLUSIVE")]
    public async Task A_file_that_is_to_be_set_up_is_opened_though_it_is_locked(string begin)
    {
        using SqliteConnection another = Sql.Open(_folder.Database);
        another.Execute(begin);
        SqliteStorage storage = Opened();
        using var giveUp = new CancellationTokenSource();
        Task given = storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "x"), giveUp.Token).AsTask();
        Task<StoredSessionInfo?> givenRead = storage.GetInfoAsync(Stored.Key, giveUp.Token).AsTask();
        Task<StoredSessionInfo?> read = storage.GetInfoAsync(Stored.Key).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await given.WaitAsync(Never));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await givenRead.WaitAsync(Never));
        Task<CommitOutcome> waits = storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h", "0")).AsTask();
        another.Execute("ROLLBACK");

        Assert.Equal(CommitStatus.Committed, (await waits.WaitAsync(Never)).Status);
        await read.WaitAsync(Never);
        Assert.Equal(["0"], (await storage.ReadAsync(Stored.Key)).Entries);
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task A_file_that_stays_locked_is_an_error_after_the_busy_timeout_and_works_once_it_is_free()
    {
        using SqliteConnection another = Sql.Open(_folder.Database);
        another.Execute("BEGIN EXCLUSIVE");
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database, new SqliteOptions { BusyTimeout = TimeSpan.FromMilliseconds(20) });
        SessionCommit commit = TestCommits.Commit(Stored.Key, 0, "h", "0");
        Assert.Contains("locked", (await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.CommitAsync(commit))).Message, StringComparison.Ordinal);
        Assert.Contains("locked", (await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.GetInfoAsync(Stored.Key))).Message, StringComparison.Ordinal);

        another.Execute("ROLLBACK");
        await UntilStored(storage, commit);
        Assert.Equal(["0"], (await storage.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_storage_that_is_closed_while_it_is_still_being_opened_lets_go()
    {
        using SqliteConnection another = Sql.Open(_folder.Database);
        another.Execute("BEGIN EXCLUSIVE");
        SqliteStorage storage = Opened();

        await storage.DisposeAsync().AsTask().WaitAsync(Never);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.GetInfoAsync(Stored.Key));
    }

    [Fact]
    public async Task Those_who_wait_for_the_lock_share_a_transaction_and_those_who_gave_up_are_not_in_it()
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database, Patient);
        using SqliteConnection another = Sql.Open(_folder.Database);
        another.Execute("BEGIN IMMEDIATE");
        using var giveUp = new CancellationTokenSource();
        Task<CommitOutcome>[] commits =
        [
            .. Enumerable.Range(0, 20).Select(i => storage.CommitAsync(
                TestCommits.Commit(new SessionKey(new SessionId($"s{i}")), 0, "h"), i % 2 == 0 ? giveUp.Token : default).AsTask()),
        ];
        await giveUp.CancelAsync();
        for (int i = 0; i < commits.Length; i += 2)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await commits[i].WaitAsync(Never));
        }

        another.Execute("ROLLBACK");
        for (int i = 1; i < commits.Length; i += 2)
        {
            Assert.Equal(CommitStatus.Committed, (await commits[i].WaitAsync(Never)).Status);
        }

        Assert.Equal(10, Sql.Number(_folder.Database, "SELECT count(*) FROM sessions"));
    }

    // On a thread of its own, which comes back though the lock is held.
    private SqliteStorage Opened()
    {
        SqliteStorage? storage = null;
        var opening = new Thread(() => storage = SqliteStorage.Open(_folder.Database, Patient)) { IsBackground = true };
        opening.Start();
        Assert.True(opening.Join(Never), "The thread that opens waits for the lock.");
        return storage!;
    }

    private static async Task UntilStored(SqliteStorage storage, SessionCommit commit)
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                Assert.Contains((await storage.CommitAsync(commit)).Status, new[] { CommitStatus.Committed, CommitStatus.Repeated });
                return;
            }
            catch (SessionStorageException) when (tries < 100)
            {
                await Task.Delay(10);   // an opening that began while it was locked may still be at its end
            }
        }
    }
}
