using System.Diagnostics;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>
/// A look changes nothing. Root may write everywhere, so where these tests run as root a missing right is shown by what a child process without
/// rights finds; the other tests compare all files before and after.
/// </summary>
public sealed class ReadOnlyTests : IAsyncLifetime
{
    private static readonly SqliteOptions ReadOnly = new() { Access = StorageAccess.ReadOnly };

    private readonly TemporaryFolder _folder = new();
    private readonly SessionCommit _first = TestCommits.Commit(Stored.Key, 0, "h", "0");

    public async ValueTask InitializeAsync()
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await storage.CommitAsync(_first);
        for (int i = 1; i < 100; i++)
        {
            await storage.CommitAsync(TestCommits.Commit(Stored.Key, i, null, $"{i}"));
        }

        await storage.FillAsync(Stored.Neighbour, 1, 2);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_look_finds_everything_and_leaves_every_file_as_it_was()
    {
        string before = FolderState.Of(_folder.Path);
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database, ReadOnly))
        {
            await AssertAll(storage);
            Assert.Equal(before, FolderState.Of(_folder.Path));   // and nothing is created meanwhile
        }

        Assert.Equal(before, FolderState.Of(_folder.Path));
    }

    [Fact]
    public async Task Every_change_is_refused()
    {
        string before = FolderState.Of(_folder.Path);
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database, ReadOnly))
        {
            SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(
                async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 100, null, "x")));
            Assert.Contains("read only", error.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.CommitAsync(_first));
            await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.DeleteAsync(Stored.Key));
            await AssertAll(storage);
        }

        Assert.Equal(before, FolderState.Of(_folder.Path));
    }

    [Fact]
    public async Task A_look_beside_a_writer_sees_each_commit_and_hinders_none()
    {
        await using SqliteStorage look = SqliteStorage.Open(_folder.Database, ReadOnly);
        await AssertAll(look);
        for (int round = 0, length = 100; round < 3; round++)
        {
            await using SqliteStorage writer = SqliteStorage.Open(_folder.Database);
            for (int i = 0; i < 5; i++, length++)
            {
                Task noticed = look.WaitForChangeAsync(Stored.Key, length).AsTask();
                await writer.CommitAsync(TestCommits.Commit(Stored.Key, length, null, $"{length}"));
                Assert.Equal(Stored.Numbers(0, length + 1), (await look.ReadAsync(Stored.Key)).Entries);
                await noticed.WaitAsync(TimeSpan.FromMinutes(5));
            }
        }

        Assert.Equal(Stored.Numbers(0, 115), (await look.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_look_opened_beside_a_writer_goes_on_after_it()
    {
        await using SqliteStorage writer = SqliteStorage.Open(_folder.Database);
        await writer.CommitAsync(TestCommits.Commit(Stored.Key, 100, null, "100"));
        await using SqliteStorage look = SqliteStorage.Open(_folder.Database, ReadOnly);
        Assert.Equal(Stored.Numbers(0, 101), (await look.ReadAsync(Stored.Key)).Entries);

        await writer.DisposeAsync();
        Assert.Equal(Stored.Numbers(0, 101), (await look.ReadAsync(Stored.Key)).Entries);
        Sql.Execute(_folder.Database, "VACUUM");
        Assert.Equal(Stored.Numbers(0, 101), (await look.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task What_a_killed_process_left_is_read_and_left_as_it_is()
    {
        using var copy = new TemporaryFolder();
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database))
        {
            await storage.CommitAsync(TestCommits.Commit(Stored.Key, 100, null, "100"));
            foreach (string file in new[] { "sessions.db", "sessions.db-wal", "sessions.db-shm" })
            {
                File.Copy(_folder.File(file), copy.File(file));
            }
        }

        string before = FolderState.Of(copy.Path);
        await using (SqliteStorage look = SqliteStorage.Open(copy.Database, ReadOnly))
        {
            Assert.Equal(Stored.Numbers(0, 101), (await look.ReadAsync(Stored.Key)).Entries);
        }

        Assert.Equal(before, FolderState.Of(copy.Path));
    }

    [Fact]
    public async Task A_log_whose_index_is_missing_is_an_error_and_never_an_earlier_state()
    {
        using var copy = new TemporaryFolder();
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database))
        {
            await storage.CommitAsync(TestCommits.Commit(Stored.Key, 100, null, "100"));
            foreach (string file in new[] { "sessions.db", "sessions.db-wal" })
            {
                File.Copy(_folder.File(file), copy.File(file));
            }
        }

        string before = FolderState.Of(copy.Path);
        SessionStorageException error = Assert.Throws<SessionStorageException>(() => SqliteStorage.Open(copy.Database, ReadOnly));
        Assert.Contains("write-ahead log", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(copy.Path));

        await using SqliteStorage again = SqliteStorage.Open(copy.Database);   // what the error says helps
        Assert.Equal(Stored.Numbers(0, 101), (await again.ReadAsync(Stored.Key)).Entries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_there_is_no_database_nothing_is_created(bool exists)
    {
        string path = _folder.File("none.db");
        if (exists)
        {
            File.WriteAllBytes(path, []);
        }

        string before = FolderState.Of(_folder.Path);
        Assert.Contains("no session database", Assert.Throws<SessionStorageException>(() => SqliteStorage.Open(path, ReadOnly)).Message, StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(_folder.Path));
    }

    [Theory]
    [InlineData("CREATE TABLE theirs (x)")]
    [InlineData("PRAGMA application_id = 1234; CREATE TABLE theirs (x)")]
    [InlineData("PRAGMA application_id = 1179406931; PRAGMA user_version = 9; CREATE TABLE sessions (x)")]
    public void Another_database_is_refused(string sql)
    {
        string path = _folder.File("theirs.db");
        Sql.Execute(path, sql);
        string before = FolderState.Of(_folder.Path);
        Assert.Throws<SessionStorageException>(() => SqliteStorage.Open(path, ReadOnly));
        Assert.Equal(before, FolderState.Of(_folder.Path));
    }

    [Fact]
    public async Task A_file_and_a_folder_that_may_not_be_written_are_enough()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other rights.");
            return;
        }

        File.SetUnixFileMode(_folder.Database, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        var sealedFolder = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(_folder.Path, sealedFolder);
        try
        {
            string before = FolderState.Of(_folder.Path);
            await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database, ReadOnly))
            {
                await AssertAll(storage);
            }

            // Root could have written all the same: so it is compared, and read by a process of nobody's.
            Assert.Equal(before, FolderState.Of(_folder.Path));
            if (Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"))
            {
                string host = Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Storage.Host.dll");
                var start = new ProcessStartInfo("/usr/bin/setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet", "exec", host, "read", $"sqlite-read|{_folder.Database}", Stored.Neighbour.Id.Value])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                };
                start.Environment["DOTNET_CLI_HOME"] = "/tmp";
                using Process process = Process.Start(start)!;
                string output = await process.StandardOutput.ReadToEndAsync();
                string errors = await process.StandardError.ReadToEndAsync();
                await process.WaitForExitAsync();
                Assert.SkipWhen(errors.Contains("Permission denied", StringComparison.Ordinal) && !errors.Contains("SessionStorageException", StringComparison.Ordinal), "A user without rights cannot run the test's own program here.");
                Assert.True(process.ExitCode == 0, errors);
                Assert.Equal("2: h [0 1 2]", output.Trim());
                Assert.Equal(before, FolderState.Of(_folder.Path));
            }
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, sealedFolder | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_look_at_a_file_that_is_replaced_says_so()
    {
        await using SqliteStorage look = SqliteStorage.Open(_folder.Database, ReadOnly);
        await AssertAll(look);
        File.Move(_folder.Database, _folder.File("away.db"));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await look.ReadAsync(Stored.Key));
        await using (SqliteStorage another = SqliteStorage.Open(_folder.Database))
        {
            await another.FillAsync(Stored.Key, 1);
        }

        await Assert.ThrowsAsync<SessionStorageException>(async () => await look.GetInfoAsync(Stored.Key));
        File.Move(_folder.File("away.db"), _folder.Database, overwrite: true);
        await AssertAll(look);
    }

    [Fact]
    public async Task A_link_to_the_file_is_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows asks for a right to make links.");
        using var other = new TemporaryFolder();
        File.CreateSymbolicLink(other.Database, _folder.Database);
        await using SqliteStorage writer = SqliteStorage.Open(_folder.Database);
        await writer.CommitAsync(TestCommits.Commit(Stored.Key, 100, null, "100"));

        await using SqliteStorage look = SqliteStorage.Open(other.Database, ReadOnly);
        Assert.Equal(Stored.Numbers(0, 101), (await look.ReadAsync(Stored.Key)).Entries);
        await using SqliteStorage second = SqliteStorage.Open(other.Database);
        await second.CommitAsync(TestCommits.Commit(Stored.Key, 101, null, "101"));
        Assert.Equal(Stored.Numbers(0, 102), (await look.ReadAsync(Stored.Key)).Entries);
        Assert.Equal([other.Database], Directory.GetFiles(other.Path));
    }

    private static async Task AssertAll(SqliteStorage storage)
    {
        Assert.Equal(Stored.Numbers(0, 100), (await storage.ReadAsync(Stored.Key)).Entries);
        Assert.Equal(Stored.Numbers(0, 3), (await storage.ReadAsync(Stored.Neighbour)).Entries);
        StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.Equal([Stored.Neighbour, Stored.Key], page.Sessions.Select(session => session.Key));
        Assert.Equal(["default"], await storage.ListTenantsAsync().ToListAsync());
        StoredSessionInfo info = (await storage.GetInfoAsync(Stored.Key))!;
        Assert.Equal(CommitRecall.Known, await storage.RecallAsync(Stored.Key, 100, info.LastCommit));
    }
}
