using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>How logs lie in the file: in few rows, whatever the commits were.</summary>
public sealed class SegmentTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SqliteStorage? _storage;

    public ValueTask InitializeAsync()
    {
        _storage = SqliteStorage.Open(_folder.Database);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _storage!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_log_written_entry_by_entry_is_folded_into_few_rows()
    {
        await _storage!.FillAsync(Stored.Key, Enumerable.Repeat(1, 2000));

        Assert.InRange(Sql.Number(_folder.Database, "SELECT count(*) FROM entries"), 1, (2000 / 64) + 64);
        Assert.Equal(Stored.Numbers(0, 2000), (await _storage!.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task Every_length_of_a_log_can_be_read_while_it_grows()
    {
        for (int i = 0; i < 200; i++)
        {
            await _storage!.CommitAsync(TestCommits.Commit(Stored.Key, i, i == 0 ? "h" : null, $"{i}"));
            Assert.Equal(Stored.Numbers(0, i + 1), (await _storage!.ReadAsync(Stored.Key)).Entries);
            Assert.Equal([$"{i}"], (await _storage!.ReadAsync(Stored.Key, new EntryRange(i, 1))).Entries);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(65)]
    [InlineData(999)]
    public async Task Ranges_across_segments_are_exact(int length)
    {
        await _storage!.FillAsync(Stored.Key, Enumerable.Repeat(1, 300));
        for (int from = 0; from < 300; from += 13)
        {
            int end = Math.Min(300, from + length);
            Assert.Equal(Stored.Numbers(from, end), (await _storage!.ReadAsync(Stored.Key, new EntryRange(from, length))).Entries);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Commits_of_any_size_in_any_order_are_read_as_they_were_stored(int seed)
    {
        var random = new Random(seed);
        int[] sizes = [0, 100, 3_000, 20_000, 70_000, 200_000];
        var expected = new List<string>();
        for (int revision = 0; revision < 120; revision++)
        {
            string[] entries =
            [
                .. Enumerable.Range(0, random.Next(4) switch { 0 => random.Next(200), var few => few })
                    .Select(i => $"{revision}.{i}:" + new string('x', random.Next(20) == 0 ? sizes[random.Next(sizes.Length)] : random.Next(300))),
            ];
            expected.AddRange(entries);
            await _storage!.CommitAsync(TestCommits.Commit(Stored.Key, revision, revision == 0 ? "h" : null, entries));
            if (revision % 10 == 0)
            {
                Assert.Equal(expected, (await _storage!.ReadAsync(Stored.Key)).Entries);
            }
        }

        for (int i = 0; i < 60; i++)
        {
            int from = random.Next(expected.Count);
            int count = random.Next(1, expected.Count - from + 1);
            Assert.Equal(expected.GetRange(from, count), (await _storage!.ReadAsync(Stored.Key, new EntryRange(from, count))).Entries);
        }
    }

    [Fact]
    public async Task No_row_is_longer_than_a_segment_unless_its_only_entry_is()
    {
        string[] entries = [.. Enumerable.Range(0, 500).Select(i => new string('x', i % 50 == 0 ? 100_000 : 2_000))];
        await _storage!.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h", entries));

        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT count(*) FROM entries WHERE length(frames) > 65536 AND entries > 1"));
        Assert.Equal(entries, (await _storage!.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task Logs_of_two_sessions_that_grow_in_turn_stay_apart()
    {
        for (int i = 0; i < 200; i++)
        {
            await _storage!.CommitAsync(TestCommits.Commit(Stored.Key, i, i == 0 ? "h" : null, $"{i}"));
            await _storage!.CommitAsync(TestCommits.Commit(Stored.Neighbour, i, i == 0 ? "h" : null, $"{-i}"));
        }

        await _storage!.DeleteAsync(Stored.Neighbour);
        Assert.Equal(Stored.Numbers(0, 200), (await _storage!.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_deleted_session_leaves_its_row_and_nothing_else()
    {
        await _storage!.FillAsync(Stored.Key, Enumerable.Repeat(3, 100));
        await _storage!.DeleteAsync(Stored.Key);

        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT (SELECT count(*) FROM entries) + (SELECT count(*) FROM heads) + (SELECT count(*) FROM commits)"));
        Assert.Equal(1, Sql.Number(_folder.Database, "SELECT count(*) FROM sessions WHERE deleted = 1"));
    }
}
