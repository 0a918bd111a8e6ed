using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>Databases of earlier formats: upgraded with all that they hold when they are opened to be written, and read as they are otherwise.</summary>
public sealed class EarlierFormatTests : IDisposable
{
    private const int Length = 151;

    private static readonly SessionKey Deleted = new(new SessionId("deleted"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Its_sessions_are_read_and_go_on(int format)
    {
        Put(format);
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        Assert.Equal(CommitStatus.Repeated, (await storage.CommitAsync(Last)).Status);
        Assert.Equal(CommitStatus.Deleted, (await storage.CommitAsync(TestCommits.Commit(Deleted, 1, null, "1"))).Status);
        for (int length = Length; length < Length + 100; length++)
        {
            Assert.Equal(Stored.Numbers(0, length), (await storage.ReadAsync(Stored.Key)).Entries);
            Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(TestCommits.Commit(Stored.Key, length, null, $"{length}"))).Status);
        }

        Assert.Equal(Stored.Numbers(0, 6), (await storage.ReadAsync(Stored.Neighbour)).Entries);
        StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.Equal([Stored.Key, Stored.Neighbour], page.Sessions.Select(session => session.Key));
        Assert.All(page.Sessions, session => Assert.Null(session.Damage));
    }

    [Theory]
    [InlineData(1, StorageAccess.ReadWrite)]
    [InlineData(2, StorageAccess.ReadWrite)]
    [InlineData(1, StorageAccess.ReadOnly)]
    [InlineData(2, StorageAccess.ReadOnly)]
    public async Task Its_commits_are_known(int format, StorageAccess access)
    {
        Put(format);
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database, new SqliteOptions { Access = access });

        Assert.Equal(CommitOf(1, Length), (await storage.GetInfoAsync(Stored.Key))!.LastCommit);
        Assert.Equal(CommitOf(1, Length), (await storage.ReadAsync(Stored.Key)).Info.LastCommit);
        for (int revision = 1; revision <= Length; revision += 30)
        {
            Assert.Equal(CommitRecall.Known, await storage.RecallAsync(Stored.Key, revision, CommitOf(1, revision)));
            Assert.Equal(CommitRecall.Foreign, await storage.RecallAsync(Stored.Key, revision, CommitOf(2, revision)));
            Assert.Equal(CommitRecall.Foreign, await storage.RecallAsync(Stored.Key, revision + 1, CommitOf(1, revision)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_writer_that_builds_on_another_history_is_refused(int format)
    {
        Put(format);
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        SessionCommit commit = TestCommits.Commit(Stored.Key, Length, null, "x");

        Assert.Equal(CommitStatus.Diverged, (await storage.CommitAsync(commit.With(buildsOn: CommitOf(1, Length - 1)))).Status);
        Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(commit.With(buildsOn: CommitOf(1, Length)))).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Its_rows_are_sealed(int format)
    {
        Put(format);
        await SqliteStorage.Open(_folder.Database).DisposeAsync();
        foreach (string sql in new[]
        {
            "UPDATE sessions SET entry_count = entry_count - 1 WHERE key = 1",
            "UPDATE segments SET place = place + 1 WHERE place = (SELECT max(place) FROM segments WHERE place < (2 << 32))",
            "UPDATE heads SET frame = x'' WHERE session = 1",
        })
        {
            byte[] whole = File.ReadAllBytes(_folder.Database);
            Sql.Execute(_folder.Database, sql);
            await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database))
            {
                await Assert.ThrowsAnyAsync<SessionCorruptException>(async () => await storage.ReadAsync(Stored.Key));
                Assert.Equal(Stored.Numbers(0, 6), (await storage.ReadAsync(Stored.Neighbour)).Entries);
            }

            File.WriteAllBytes(_folder.Database, whole);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Damage_that_it_had_is_still_damage(int format)
    {
        Put(format);
        Sql.Execute(_folder.Database, $"UPDATE {(format == 1 ? "entries" : "segments")} SET frames = zeroblob(50) WHERE place = (SELECT min(place) FROM {(format == 1 ? "entries" : "segments")})");
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.ReadAsync(Stored.Key));
        Assert.Equal(["150"], (await storage.ReadAsync(Stored.Key, new EntryRange(150, 1))).Entries);
        Assert.Equal(Stored.Numbers(0, 6), (await storage.ReadAsync(Stored.Neighbour)).Entries);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Nothing_is_left_of_one_of_its_sessions_that_is_deleted(int format)
    {
        Put(format);
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await storage.CommitAsync(TestCommits.Commit(Stored.Key, Length, null, $"{Length}"));
        Assert.True(await storage.DeleteAsync(Stored.Key));

        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT (SELECT count(*) FROM tail WHERE session = 1) + (SELECT count(*) FROM segments WHERE place < (2 << 32))"));
        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT (SELECT count(*) FROM commits WHERE session = 1) + (SELECT count(*) FROM commit_marks WHERE place < (2 << 32))"));
        Assert.Equal(Stored.Numbers(0, 6), (await storage.ReadAsync(Stored.Neighbour)).Entries);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Many_that_open_it_at_once_upgrade_it_once(int format)
    {
        Put(format);
        SqliteStorage[] storages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SqliteStorage.Open(_folder.Database))));
        foreach (SqliteStorage storage in storages)
        {
            Assert.Equal(Stored.Numbers(0, Length), (await storage.ReadAsync(Stored.Key)).Entries);
            await storage.DisposeAsync();
        }

        Assert.Equal(3, Sql.Number(_folder.Database, "PRAGMA user_version"));
        Assert.Equal("ok", Sql.Query<string>(_folder.Database, "PRAGMA integrity_check"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_look_reads_it_as_it_is_and_changes_nothing(int format)
    {
        Put(format);
        Sql.Execute(_folder.Database, "PRAGMA journal_mode = WAL");
        var before = FolderState.Of(_folder.Path);
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database, new SqliteOptions { Access = StorageAccess.ReadOnly }))
        {
            Assert.Equal(Stored.Numbers(0, Length), (await storage.ReadAsync(Stored.Key)).Entries);
            Assert.Equal(["100"], (await storage.ReadAsync(Stored.Key, new EntryRange(100, 1))).Entries);
            Assert.Equal(Stored.Numbers(0, 6), (await storage.ReadAsync(Stored.Neighbour)).Entries);
            Assert.Null(await storage.GetInfoAsync(Deleted));
            StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
            Assert.Equal([Stored.Neighbour, Stored.Key], page.Sessions.Select(session => session.Key));
            Assert.Equal(["default"], await storage.ListTenantsAsync().ToListAsync());
        }

        Assert.Equal(before, FolderState.Of(_folder.Path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_look_goes_on_when_somebody_upgrades_the_file(int format)
    {
        Put(format);
        await using SqliteStorage look = SqliteStorage.Open(_folder.Database, new SqliteOptions { Access = StorageAccess.ReadOnly });
        Assert.Equal(Stored.Numbers(0, Length), (await look.ReadAsync(Stored.Key)).Entries);

        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database))
        {
            await storage.CommitAsync(TestCommits.Commit(Stored.Key, Length, null, $"{Length}"));
            Assert.Equal(Stored.Numbers(0, Length + 1), (await look.ReadAsync(Stored.Key)).Entries);
        }

        Assert.Equal(Stored.Numbers(0, Length + 1), (await look.ReadAsync(Stored.Key)).Entries);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_upgrade_that_was_broken_off_left_the_file_as_it_was(int format)
    {
        Put(format);
        Sql.Execute(_folder.Database, "PRAGMA journal_mode = WAL; CREATE TABLE commit_marks (taken)");   // what the upgrade creates last

        Assert.Throws<SessionStorageException>(() => SqliteStorage.Open(_folder.Database));
        Assert.Equal(format, Sql.Number(_folder.Database, "PRAGMA user_version"));

        Sql.Execute(_folder.Database, "DROP TABLE commit_marks");
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        Assert.Equal(Stored.Numbers(0, Length), (await storage.ReadAsync(Stored.Key)).Entries);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_damaged_number_does_not_make_a_file_one_of_an_earlier_format(int format)
    {
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database))
        {
            await storage.FillAsync(Stored.Key, 1);
        }

        Sql.Execute(_folder.Database, $"PRAGMA user_version = {format}");
        foreach (StorageAccess access in Enum.GetValues<StorageAccess>())
        {
            SessionStorageException error = Assert.Throws<SessionStorageException>(
                () => SqliteStorage.Open(_folder.Database, new SqliteOptions { Access = access }));
            Assert.Contains("its tables are those of format 3", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_database_of_a_release_of_format_1_is_upgraded()
    {
        File.Copy(Path.Combine(Sources(), "../../samples/SupportAgent.Releases/release-1.db"), _folder.Database);
        Assert.Equal(1, Sql.Number(_folder.Database, "PRAGMA user_version"));
        var before = new Dictionary<SessionKey, List<string>>();
        foreach (StorageAccess access in new[] { StorageAccess.ReadOnly, StorageAccess.ReadWrite })
        {
            await using SqliteStorage storage = SqliteStorage.Open(_folder.Database, new SqliteOptions { Access = access });
            StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
            Assert.NotEmpty(page.Sessions);
            foreach (StoredSessionInfo session in page.Sessions)
            {
                Assert.Null(session.Damage);
                List<string> entries = (await storage.ReadAsync(session.Key)).Entries;
                Assert.Equal(before.GetValueOrDefault(session.Key, entries), entries);
                before[session.Key] = entries;
            }
        }
    }

    private static SessionCommit Last => TestCommits.Commit(Stored.Key, Length - 1, null, $"{Length - 1}").With(commitId: CommitOf(1, Length));

    // The ids that the program gave which made the file.
    private static Guid CommitOf(int session, int revision) => new(session, (short)revision, 0x7000, 0x80, 0, 0, 0, 0, 0, (byte)session, (byte)revision);

    private void Put(int format) => EarlierFormat.Put(_folder.Database, format);

    private static string Sources([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
