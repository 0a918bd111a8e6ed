using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>A database of format 1 is brought up when it is opened, with all that it holds.</summary>
public sealed class EarlierFormatTests : IAsyncLifetime
{
    private const int Length = 150;

    // As builds of format 1 left their files: tails among the segments, commits by session.
    private const string ToFormat1 =
        """
        INSERT INTO segments SELECT (session << 32) | first, entries, frames FROM tail;
        ALTER TABLE segments RENAME TO entries;
        ALTER TABLE commits RENAME TO newer;
        CREATE TABLE commits (session INTEGER NOT NULL, commit_id BLOB NOT NULL, revision INTEGER NOT NULL, entry_count INTEGER NOT NULL,
            hash BLOB NOT NULL, PRIMARY KEY (session, commit_id)) STRICT, WITHOUT ROWID;
        INSERT INTO commits SELECT session, commit_id, revision, entry_count, hash FROM newer;
        DROP TABLE newer;
        DROP TABLE tail;
        ALTER TABLE sessions DROP COLUMN tail_last;
        ALTER TABLE sessions DROP COLUMN last_commit;
        PRAGMA user_version = 1;
        """;

    private static readonly SessionKey Deleted = new(new SessionId("deleted"));

    private readonly TemporaryFolder _folder = new();
    private readonly SessionCommit _last = TestCommits.Commit(Stored.Key, Length, null, $"{Length}");

    public async ValueTask InitializeAsync()
    {
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database))
        {
            await storage.FillAsync(Stored.Key, Enumerable.Repeat(1, Length));
            await storage.FillAsync(Stored.Neighbour, 3, 1);
            await storage.FillAsync(Deleted, 1);
            await storage.DeleteAsync(Deleted);
            await storage.CommitAsync(_last);
        }

        Sql.Execute(_folder.Database, ToFormat1);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Its_sessions_are_read_and_go_on()
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        Assert.Equal(CommitStatus.Repeated, (await storage.CommitAsync(_last)).Status);
        Assert.Equal(CommitStatus.Deleted, (await storage.CommitAsync(TestCommits.Commit(Deleted, 1, null, "1"))).Status);
        for (int length = Length + 1; length < Length + 100; length++)
        {
            Assert.Equal(Stored.Numbers(0, length), (await storage.ReadAsync(Stored.Key)).Entries);
            Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(TestCommits.Commit(Stored.Key, length, null, $"{length}"))).Status);
        }

        Assert.Equal(Stored.Numbers(0, 4), (await storage.ReadAsync(Stored.Neighbour)).Entries);
    }

    [Fact]
    public async Task Nothing_is_left_of_one_of_its_sessions_that_is_deleted()
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await storage.CommitAsync(TestCommits.Commit(Stored.Key, Length + 1, null, $"{Length + 1}"));
        Assert.True(await storage.DeleteAsync(Stored.Key));

        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT (SELECT count(*) FROM tail) + (SELECT count(*) FROM segments WHERE place < (2 << 32))"));
        Assert.Equal(2, Sql.Number(_folder.Database, "SELECT count(*) FROM commits"));
        Assert.Equal(Stored.Numbers(0, 4), (await storage.ReadAsync(Stored.Neighbour)).Entries);
    }

    [Fact]
    public async Task Many_that_open_it_at_once_bring_it_up_once()
    {
        SqliteStorage[] storages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SqliteStorage.Open(_folder.Database))));
        foreach (SqliteStorage storage in storages)
        {
            Assert.Equal(Stored.Numbers(0, Length + 1), (await storage.ReadAsync(Stored.Key)).Entries);
            await storage.DisposeAsync();
        }

        Assert.Equal(2, Sql.Number(_folder.Database, "PRAGMA user_version"));
    }
}
