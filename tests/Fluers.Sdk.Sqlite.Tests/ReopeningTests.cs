using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Sqlite.Tests;

public sealed class ReopeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SqliteDurability.Normal)]
    [InlineData(SqliteDurability.Full)]
    public async Task A_file_opened_again_holds_all_that_was_stored(SqliteDurability durability)
    {
        var options = new SqliteOptions { Durability = durability };
        SessionCommit last = TestCommits.Commit(Stored.Key, 150, "h2", "150");
        StoredSessionInfo? info;
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database, options))
        {
            await storage.FillAsync(Stored.Key, Enumerable.Repeat(1, 150));
            await storage.FillAsync(Stored.Neighbour, 1);
            await storage.CommitAsync(last);
            await storage.DeleteAsync(Stored.Neighbour);
            info = await storage.GetInfoAsync(Stored.Key);
        }

        await using SqliteStorage again = SqliteStorage.Open(_folder.Database, options);
        RecordedSession read = await again.ReadAsync(Stored.Key);

        Assert.Equal("h2", read.Head);
        Assert.Equal(Stored.Numbers(0, 151), read.Entries);
        Assert.Equal(info, read.Info);
        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 151, 151), await again.CommitAsync(last));
        Assert.Equal(CommitStatus.Deleted, (await again.CommitAsync(TestCommits.Commit(Stored.Neighbour, 0, "h"))).Status);
    }

    [Fact]
    public async Task What_was_stored_needs_no_orderly_end()
    {
        // The files as a killed process leaves them: copied while the storage is open, the log beside the database too.
        using var copy = new TemporaryFolder();
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database))
        {
            await storage.FillAsync(Stored.Key, Enumerable.Repeat(2, 100));
            foreach (string file in new[] { "sessions.db", "sessions.db-wal" })
            {
                File.Copy(_folder.File(file), copy.File(file));
            }
        }

        await using SqliteStorage again = SqliteStorage.Open(copy.Database);
        Assert.Equal(Stored.Numbers(0, 200), (await again.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_closed_storage_leaves_one_file_that_can_be_deleted()
    {
        SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await storage.FillAsync(Stored.Key, 1, 1);
        await storage.ReadAsync(Stored.Key);
        await storage.DisposeAsync();

        Assert.Equal([_folder.Database], Directory.GetFiles(_folder.Path));
        File.Delete(_folder.Database);
    }

    [Fact]
    public async Task A_closed_storage_refuses_every_call()
    {
        SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await storage.DisposeAsync();
        await storage.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.ReadAsync(Stored.Key, EntryRange.All, new RecordedSession()));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.GetInfoAsync(Stored.Key));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.ListAsync(new StoredSessionQuery { Tenant = "default" }));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.DeleteAsync(Stored.Key));
    }

    [Fact]
    public async Task Closing_beside_writers_stores_what_was_acknowledged_and_refuses_the_rest()
    {
        SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await storage.FillAsync(Stored.Key, 0);
        int acknowledged = 0;
        Task writing = Task.Run(async () =>
        {
            try
            {
                for (; ; acknowledged++)
                {
                    await storage.CommitAsync(TestCommits.Commit(Stored.Key, acknowledged + 1, null, $"{acknowledged}"));
                }
            }
            catch (ObjectDisposedException)
            {
                // closed: what comes now is refused
            }
        });
        await Task.Delay(50);
        await storage.DisposeAsync();
        await writing;

        await using SqliteStorage again = SqliteStorage.Open(_folder.Database);
        Assert.Equal(Stored.Numbers(0, acknowledged), (await again.ReadAsync(Stored.Key)).Entries);
    }
}
