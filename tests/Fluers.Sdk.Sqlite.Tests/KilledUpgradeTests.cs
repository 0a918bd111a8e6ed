using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>
/// A process is killed within the upgrade of a file, behind each statement of it: nothing is lost, and the next opening upgrades the file. With
/// <c>FLUERS_FULL=1</c> every statement has its turn, otherwise every fourth.
/// </summary>
public sealed class KilledUpgradeTests
{
    private const int Length = 151;
    private const int LargeEntries = 120;

    private static readonly int Apart = Environment.GetEnvironmentVariable("FLUERS_FULL") == "1" ? 1 : 4;

    private static readonly SessionKey Large = new(new SessionId("large"));

    [Theory]
    [InlineData(1, "DELETE")]
    [InlineData(1, "WAL")]
    [InlineData(2, "DELETE")]
    [InlineData(2, "WAL")]
    public async Task Nothing_is_lost_and_the_next_opening_begins_anew(int format, string journal)
    {
        bool hasSpilled = false;
        for (int step = 1, left = 0; left == 0; step += Apart)
        {
            using var folder = new TemporaryFolder();
            EarlierFormat.Put(folder.Database, format, () => AddLarge(folder.Database));
            Sql.Execute(folder.Database, $"PRAGMA journal_mode = {journal}");
            byte[] before = File.ReadAllBytes(folder.Database);

            using (HostProcess upgrading = HostProcess.Start(new UpgradedPlace(folder.Database), "read", "neighbour"))
            {
                left = await StepAsync(upgrading, step);
                await upgrading.KillAsync();
            }

            hasSpilled |= left == 0 && (journal == "WAL" ? new FileInfo(folder.Database + "-wal").Length > 0 : !before.AsSpan().SequenceEqual(File.ReadAllBytes(folder.Database)));
            await LookAsync(folder.Database, $"step {step}");
            await CheckAsync(folder.Database, $"step {step}");
        }

        Assert.True(hasSpilled, "No process was killed after it had written to the file.");
    }

    /// <summary>Lets an upgrade go on until it has made so many steps, and waits there.</summary>
    /// <returns>How many steps it does not have.</returns>
    private static async Task<int> StepAsync(HostProcess upgrading, int steps)
    {
        for (int step = 1; ; step++)
        {
            if (!(await upgrading.LineAsync()).StartsWith("step ", StringComparison.Ordinal))
            {
                return steps - step + 1;
            }

            if (step == steps)
            {
                return 0;
            }

            upgrading.Tell("on");
        }
    }

    /// <summary>Who only looks reads what was there, or says why that is not possible.</summary>
    private static async Task LookAsync(string path, string what)
    {
        try
        {
            await using SqliteStorage look = SqliteStorage.Open(path, new SqliteOptions { Access = StorageAccess.ReadOnly });
            await AssertWholeAsync(look, what);
        }
        catch (SessionStorageException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    private static async Task CheckAsync(string path, string what)
    {
        await using (SqliteStorage storage = SqliteStorage.Open(path))
        {
            await AssertWholeAsync(storage, what);
            Assert.Equal(CommitStatus.Deleted, (await storage.CommitAsync(TestCommits.Commit(new SessionKey(new SessionId("deleted")), 1, null, "1"))).Status);
            Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(TestCommits.Commit(Stored.Key, Length, null, $"{Length}"))).Status);
            Assert.Empty(await storage.FindDamageAsync());
        }

        Assert.Equal(3, Sql.Number(path, "PRAGMA user_version"));
    }

    private static async Task AssertWholeAsync(SqliteStorage storage, string what)
    {
        Assert.Equal(Stored.Numbers(0, Length), (await storage.ReadAsync(Stored.Key)).Entries);
        Assert.Equal(Stored.Numbers(0, 6), (await storage.ReadAsync(Stored.Neighbour)).Entries);
        Assert.Equal(Enumerable.Range(0, LargeEntries).Select(LargeEntry), (await storage.ReadAsync(Large)).Entries);
        StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.True(page.Sessions.Count == 3 && page.Sessions.All(session => session.Damage is null), $"{what}: listed is {string.Join(' ', page.Sessions)}.");
    }

    private static string LargeEntry(int entry) => $"{entry} {new string('x', 40_000)}";

    // More than SQLite keeps in memory of a transaction: so a part of the upgrade is in the file long before it is committed.
    private static void AddLarge(string path)
    {
        using SqliteConnection connection = Sql.Open(path);
        connection.Execute(
            $"""
            BEGIN;
            INSERT INTO sessions SELECT 4, tenant, 'large', 0, 1, {LargeEntries}, schema_hash, schema_version, created_at, updated_at, 1000, 0, {LargeEntries}, 0, 0, x'00112233445566778899AABBCCDDEEFF'
                FROM sessions WHERE key = 1;
            INSERT INTO heads SELECT 4, frame FROM heads WHERE session = 1;
            INSERT INTO commits VALUES (x'00112233445566778899AABBCCDDEEFF', 4, NULL, 1, {LargeEntries}, zeroblob(16));
            """);
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO segments (place, entries, frames) VALUES ((4 << 32) | $entry, 1, $frames)";
        for (int entry = 0; entry < LargeEntries; entry++)
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("$entry", entry);
            insert.Parameters.AddWithValue("$frames", TestCommits.Entry(LargeEntry(entry)));
            insert.ExecuteNonQuery();
        }

        connection.Execute("COMMIT");
    }

    private sealed class UpgradedPlace(string path) : ProcessPlace
    {
        public override string Address => $"sqlite-upgrade|{path}";

        public override string Host => Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Storage.Host.dll");

        public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock) => ValueTask.FromResult<ISessionStorage>(SqliteStorage.Open(path, new SqliteOptions { Clock = clock }));
    }
}
