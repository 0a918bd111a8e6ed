using System.Buffers.Binary;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Sqlite.Tests;

public sealed class SetUpTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_empty_file_becomes_a_session_database()
    {
        File.WriteAllBytes(_folder.Database, []);

        await AssertWorks(_folder.Database);
    }

    [Fact]
    public async Task A_database_without_content_becomes_a_session_database()
    {
        Sql.Execute(_folder.Database, "CREATE TABLE x (y); DROP TABLE x; VACUUM");

        await AssertWorks(_folder.Database);
    }

    [Fact]
    public async Task A_relative_path_is_that_of_the_moment()
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, _folder.Database);

        await AssertWorks(relative);
        Assert.True(File.Exists(_folder.Database));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_opened_by_many_at_once_is_set_up_once(bool exists)
    {
        for (int round = 0; round < 10; round++)
        {
            string path = _folder.File($"sessions-{round}.db");
            if (exists)
            {
                File.WriteAllBytes(path, []);
            }

            SqliteStorage[] storages = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => SqliteStorage.Open(path))));
            for (int i = 0; i < storages.Length; i++)
            {
                await storages[i].CommitAsync(TestCommits.Commit(Stored.Key, i, i == 0 ? "h" : null, $"{i}"));
            }

            Assert.Equal(Stored.Numbers(0, 6), (await storages[0].ReadAsync(Stored.Key)).Entries);
            await Task.WhenAll(storages.Select(storage => storage.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task A_set_up_that_was_killed_half_way_is_done_anew()
    {
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database))
        {
        }

        Sql.Execute(_folder.Database, "PRAGMA journal_mode = DELETE");   // the mode during the set-up
        LeaveJournal();

        await AssertWorks(_folder.Database);
        Assert.False(File.Exists(_folder.File("sessions.db-journal")));
    }

    [Fact]
    public void A_database_that_another_application_left_half_written_is_refused_untouched()
    {
        Sql.Execute(_folder.Database, "PRAGMA application_id = 1234; CREATE TABLE theirs (x)");
        LeaveJournal();
        byte[] before = File.ReadAllBytes(_folder.Database);

        Assert.Throws<SessionStorageException>(() => SqliteStorage.Open(_folder.Database));

        Assert.Equal(before, File.ReadAllBytes(_folder.Database));
        Assert.True(File.Exists(_folder.File("sessions.db-journal")));
    }

    /// <summary>
    /// Leaves the rollback journal of a process that died in its first transaction, behind its last write: it says that the
    /// file was empty before, and no more.
    /// </summary>
    private void LeaveJournal()
    {
        byte[] journal = new byte[512];
        Convert.FromHexString("D9D505F920A163D7").CopyTo(journal, 0);
        BinaryPrimitives.WriteInt32BigEndian(journal.AsSpan(20), 512);    // the sector size
        BinaryPrimitives.WriteInt32BigEndian(journal.AsSpan(24), 4096);   // the page size
        File.WriteAllBytes(_folder.File("sessions.db-journal"), journal);
    }

    private static async Task AssertWorks(string path)
    {
        await using SqliteStorage storage = SqliteStorage.Open(path);
        await storage.FillAsync(Stored.Key, 1, 2);
        Assert.Equal(Stored.Numbers(0, 3), (await storage.ReadAsync(Stored.Key)).Entries);
    }
}
