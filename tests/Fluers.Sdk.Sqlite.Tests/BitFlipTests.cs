using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>
/// Bits flip anywhere in the file, in what SQLite keeps for itself too. Nobody reads what was never stored, and every failure is one of sessions.
/// With <c>FLUERS_FULL=1</c> twenty thousand bits flip.
/// </summary>
public sealed class BitFlipTests : IDisposable
{
    private static readonly SessionKey[] Keys = [Stored.Key, Stored.Neighbour, new("other", new SessionId("session")), new(new SessionId("third"))];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_flipped_bit_gives_nobody_other_data()
    {
        var truth = new Dictionary<SessionKey, (StoredSessionInfo Info, string Content)>();
        var deleted = new SessionKey(new SessionId("deleted"));
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database))
        {
            for (int i = 0; i < Keys.Length; i++)
            {
                await storage.FillAsync(Keys[i], Enumerable.Repeat(1 + i, 20 + (30 * i)));
                RecordedSession read = await storage.ReadAsync(Keys[i]);
                truth[Keys[i]] = (read.Info, $"{read.Head} {string.Join(' ', read.Entries)}");
            }

            await storage.FillAsync(deleted, 1);
            await storage.DeleteAsync(deleted);
        }

        Sql.Execute(_folder.Database, "VACUUM");
        byte[] whole = await File.ReadAllBytesAsync(_folder.Database);
        int seed = int.TryParse(Environment.GetEnvironmentVariable("FLUERS_SEED"), out int given) ? given : 1;
        var random = new Random(seed);
        int reported = 0;
        int flips = Environment.GetEnvironmentVariable("FLUERS_FULL") == "1" ? 20_000 : 400;
        for (int flip = 0; flip < flips; flip++)
        {
            int bit = random.Next(whole.Length * 8);
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(_folder.Database, damaged);
            foreach (string suffix in new[] { "-wal", "-shm", "-journal" })
            {
                File.Delete(_folder.Database + suffix);
            }

            string what = $"seed {seed}, bit {bit % 8} of byte {bit / 8} of {whole.Length}";
            var access = flip % 2 == 0 ? StorageAccess.ReadWrite : StorageAccess.ReadOnly;
            reported += await CheckAsync(truth, deleted, access, what) ? 1 : 0;
        }

        Assert.True(reported > flips / 20, $"Of {flips} flipped bits {reported} were noticed.");
    }

    private async Task<bool> CheckAsync(
        Dictionary<SessionKey, (StoredSessionInfo Info, string Content)> truth, SessionKey deleted, StorageAccess access, string what)
    {
        bool reported = false;
        try
        {
            await using SqliteStorage storage = SqliteStorage.Open(_folder.Database, new SqliteOptions { Access = access });
            foreach ((SessionKey key, (StoredSessionInfo info, string content)) in truth)
            {
                await TryAsync(async () =>
                {
                    var read = new RecordedSession();
                    Assert.True(await storage.ReadAsync(key, EntryRange.All, read), $"{what}: '{key}' is not there.");
                    Assert.True(content == $"{read.Head} {string.Join(' ', read.Entries)}", $"{what}: '{key}' is read as {string.Join(' ', read.Entries)}.");
                    Assert.True(read.Info == info, $"{what}: '{key}' is read as {read.Info}.");
                });
                await TryAsync(async () =>
                {
                    long entry = info.EntryCount / 2;
                    Assert.Equal([$"{entry}"], (await storage.ReadAsync(key, new EntryRange(entry, 1))).Entries);
                });
                await TryAsync(async () =>
                {
                    StoredSessionInfo? told = await storage.GetInfoAsync(key);
                    Assert.True(told == info || told?.Damage is not null, $"{what}: '{key}' is told of as {told}.");
                    reported |= told?.Damage is not null;
                });
                await TryAsync(async () => Assert.True(
                    await storage.RecallAsync(key, info.Revision, info.LastCommit) == CommitRecall.Known, $"{what}: the last commit of '{key}' is not known."));
            }

            foreach (string tenant in truth.Keys.Select(key => key.Tenant).Distinct())
            {
                await TryAsync(async () =>
                {
                    StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = tenant });
                    foreach (StoredSessionInfo session in page.Sessions.Where(session => session.Damage is null))
                    {
                        Assert.True(truth.TryGetValue(session.Key, out var told) && told.Info == session, $"{what}: listed is {session}.");
                    }

                    reported |= page.Sessions.Any(session => session.Damage is not null);
                });
            }

            if (access == StorageAccess.ReadWrite)
            {
                await TryAsync(async () => Assert.True(
                    (await storage.CommitAsync(TestCommits.Commit(deleted, 0, "again"))).Status == CommitStatus.Deleted, $"{what}: a deleted session comes back."));
                foreach ((SessionKey key, (StoredSessionInfo info, string content)) in truth)
                {
                    await TryAsync(async () => await AppendAsync(storage, key, info, content, what));
                }
            }
        }
        catch (SessionException)
        {
            reported = true;
        }

        return reported;

        async Task TryAsync(Func<Task> ask)
        {
            try
            {
                await ask();
            }
            catch (SessionException)
            {
                reported = true;
            }
            catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
            {
                Assert.Fail($"{what}: {e}");
            }
        }
    }

    private static async Task AppendAsync(SqliteStorage storage, SessionKey key, StoredSessionInfo info, string content, string what)
    {
        SessionCommit commit = TestCommits.Commit(key, info.Revision, null, "appended").With(buildsOn: info.LastCommit);
        CommitOutcome outcome = await storage.CommitAsync(commit);
        Assert.True(outcome == new CommitOutcome(CommitStatus.Committed, info.Revision + 1, info.EntryCount + 1), $"{what}: an append to '{key}' ends with {outcome}.");
        RecordedSession read = await storage.ReadAsync(key);
        Assert.True($"{content} appended" == $"{read.Head} {string.Join(' ', read.Entries)}", $"{what}: after an append '{key}' is read as {string.Join(' ', read.Entries)}.");
    }
}
