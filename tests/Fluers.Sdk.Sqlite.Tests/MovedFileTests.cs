using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>The files are deleted, renamed or replaced under a process: nothing is acknowledged, and whoever reads is told.</summary>
public sealed class MovedFileTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SqliteStorage? _storage;

    private SqliteStorage Storage => _storage!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps the files in their place.");
        _storage = SqliteStorage.Open(_folder.Database);
        await Storage.FillAsync(Stored.Key, 1, 1);
        await Storage.ReadAsync(Stored.Key);
    }

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null)
        {
            await _storage.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    [InlineData("", "-wal", "-shm")]
    public async Task Nothing_is_acknowledged_once_a_file_is_deleted(params string[] suffixes)
    {
        foreach (string suffix in suffixes)
        {
            File.Delete(_folder.Database + suffix);
        }

        await AssertNothingWorks("deleted or renamed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task What_is_put_back_under_its_name_works_again(string suffix)
    {
        File.Move(_folder.Database + suffix, _folder.File("away"));
        await AssertNothingWorks("deleted or renamed");

        File.Move(_folder.File("away"), _folder.Database + suffix);
        Assert.Equal(Stored.Numbers(0, 2), (await Storage.ReadAsync(Stored.Key)).Entries);
        Assert.Equal(CommitStatus.Committed, (await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 2, null, "2"))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task Nothing_is_acknowledged_once_a_file_is_replaced_by_a_copy(string suffix)
    {
        File.Copy(_folder.Database + suffix, _folder.File("copy"));
        File.Move(_folder.File("copy"), _folder.Database + suffix, overwrite: true);

        await AssertNothingWorks("replaced by another file");
    }

    [Fact]
    public async Task A_database_that_another_process_made_in_its_place_gets_none_of_its_commits()
    {
        File.Move(_folder.Database, _folder.File("away"));
        File.Delete(_folder.Database + "-wal");
        File.Delete(_folder.Database + "-shm");
        await using SqliteStorage other = SqliteStorage.Open(_folder.Database);
        await other.FillAsync(Stored.Key, 1, 1);

        await AssertNothingWorks("replaced by another file");
        Assert.Equal(2, (await other.GetInfoAsync(Stored.Key))!.Revision);
        await Storage.DisposeAsync();
        await other.CommitAsync(TestCommits.Commit(Stored.Key, 2, null, "2"));
        Assert.Equal(Stored.Numbers(0, 3), (await other.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_folder_that_is_renamed_is_noticed()
    {
        using var outer = new TemporaryFolder();
        Directory.CreateDirectory(outer.File("in"));
        await using SqliteStorage storage = SqliteStorage.Open(outer.File("in/sessions.db"));
        await storage.FillAsync(Stored.Key, 1);
        Directory.Move(outer.File("in"), outer.File("out"));

        await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1")));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.ReadAsync(Stored.Key));
    }

    [Fact]
    public async Task A_file_that_is_deleted_in_the_middle_of_a_commit_acknowledges_nothing()
    {
        // The clock is asked within the transaction, between the look before it and the one behind it.
        await Storage.DisposeAsync();
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database, new SqliteOptions { Clock = new DeletingClock(_folder.Database) });

        await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 2, null, "2")));
        Assert.False(File.Exists(_folder.Database));
    }

    [Fact]
    public async Task Who_follows_a_session_is_told_that_the_file_is_gone()
    {
        Task waiting = Storage.WaitForChangeAsync(Stored.Key, 2).AsTask();
        File.Delete(_folder.Database);

        await Assert.ThrowsAsync<SessionStorageException>(async () => await waiting.WaitAsync(TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public async Task A_session_of_a_store_is_saved_once_the_file_is_back_and_only_once()
    {
        var store = new SessionStore(Storage);
        Session<SessionState> session = await store.CreateAsync(new SessionState { Model = "m", MaxTurns = 1 });
        session.Append(AgentMessage.User("1"));
        File.Move(_folder.Database, _folder.File("away"));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await session.SaveAsync());

        File.Move(_folder.File("away"), _folder.Database);
        await session.SaveAsync();
        Assert.Equal(2, session.Revision);
        Assert.Equal(1, (await Storage.GetInfoAsync(session.Key))!.EntryCount);
    }

    private async Task AssertNothingWorks(string why)
    {
        SessionCommit commit = TestCommits.Commit(Stored.Key, 2, null, "lost");
        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.CommitAsync(commit));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Database, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("delete it", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.CommitAsync(TestCommits.Commit(Stored.Neighbour, 0, "h")));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.DeleteAsync(Stored.Key));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.ReadAsync(Stored.Key));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.GetInfoAsync(Stored.Key));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.RecallAsync(Stored.Key, 2, commit.CommitId));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.ListTenantsAsync().ToListAsync());
        await Assert.ThrowsAsync<SessionStorageException>(
            async () => await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant }));
    }

    private sealed class DeletingClock(string path) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            File.Delete(path);
            return base.GetUtcNow();
        }
    }
}
