using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>
/// Pages of a file have no checksums: a bit that flips in an index may hide a session from a listing. Whoever looks through the file is told. With
/// <c>FLUERS_FULL=1</c> every bit of every index flips.
/// </summary>
public sealed class HiddenSessionTests : IDisposable
{
    private const int Sessions = 12;

    private static readonly int Apart = Environment.GetEnvironmentVariable("FLUERS_FULL") == "1" ? 1 : 61;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_is_found_in_a_whole_file_while_it_is_written_and_when_it_is_only_looked_at()
    {
        await FillAsync();
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await using SqliteStorage look = SqliteStorage.Open(_folder.Database, new SqliteOptions { Access = StorageAccess.ReadOnly });
        await storage.CommitAsync(TestCommits.Commit(Key(3), 1, null, "more"));

        Assert.Empty(await storage.FindDamageAsync());
        Assert.Empty(await look.FindDamageAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await storage.FindDamageAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_session_that_an_index_page_hides_is_missed_by_nobody_who_looks_through_the_file()
    {
        await FillAsync();
        string[] truth = await AskAsync();
        byte[] whole = await File.ReadAllBytesAsync(_folder.Database);
        int size = (int)Sql.Number(_folder.Database, "PRAGMA page_size");
        int hidden = 0;
        foreach (long page in Indexes())
        {
            // Another bit of each byte, so that all have their turn.
            for (int bit = 0; bit < size * 8; bit += Apart)
            {
                byte[] damaged = [.. whole];
                damaged[((page - 1) * size) + (bit / 8)] ^= (byte)(1 << (bit % 8));
                await File.WriteAllBytesAsync(_folder.Database, damaged);
                string[] told;
                try
                {
                    told = await AskAsync();
                }
                catch (SessionException)
                {
                    continue;   // whoever asks is told
                }

                if (!told.SequenceEqual(truth))
                {
                    hidden++;
                    Assert.True(await IsFoundAsync(), $"bit {bit % 8} of byte {bit / 8} of page {page}: told is {string.Join(' ', told.Except(truth))}, missing {string.Join(' ', truth.Except(told))}.");
                }
            }
        }

        Assert.True(hidden > 0, "No bit hides a session.");
    }

    private async Task<bool> IsFoundAsync()
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database, new SqliteOptions { Access = StorageAccess.ReadOnly });
        return await storage.FindDamageAsync() is { Count: > 0 };
    }

    /// <summary>All that a listing tells.</summary>
    private async Task<string[]> AskAsync()
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database, new SqliteOptions { Access = StorageAccess.ReadOnly });
        var told = new List<string>();
        foreach (string tenant in await storage.ListTenantsAsync().ToListAsync())
        {
            told.AddRange((await storage.ListAsync(new StoredSessionQuery { Tenant = tenant })).Sessions.Select(session => $"{session}"));
        }

        for (int i = 0; i < Sessions; i++)
        {
            told.Add($"{await storage.GetInfoAsync(Key(i))}");
        }

        return [.. told];
    }

    private long[] Indexes() =>
    [
        .. new[] { "sessions_by_update", "sessions_by_name", "sqlite_autoindex_sessions_1" }
            .Select(index => Sql.Number(_folder.Database, $"SELECT rootpage FROM sqlite_master WHERE name = '{index}'")),
    ];

    private async Task FillAsync()
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        for (int i = 0; i < Sessions; i++)
        {
            await storage.FillAsync(Key(i), 1);
        }
    }

    private static SessionKey Key(int i) => new(i % 3 == 0 ? "acme" : "initech", new SessionId($"session-{i:00}"));
}
