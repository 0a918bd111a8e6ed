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

        Assert.InRange(Sql.Number(_folder.Database, "SELECT (SELECT count(*) FROM segments) + (SELECT count(*) FROM tail)"), 1, (2000 / 64) + 64);
        Assert.Equal(Stored.Numbers(0, 2000), (await _storage!.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task No_row_is_longer_than_a_segment_unless_its_only_entry_is()
    {
        string[] entries = [.. Enumerable.Range(0, 500).Select(i => new string('x', i % 50 == 0 ? 100_000 : 2_000))];
        await _storage!.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h", entries));

        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT count(*) FROM segments WHERE length(frames) > 65536 AND entries > 1"));
        Assert.Equal(entries, (await _storage!.ReadAsync(Stored.Key)).Entries);
    }

    [Theory]
    [InlineData(1, 10_000)]
    [InlineData(40, 1_000)]
    [InlineData(2, 200_000)]
    public async Task A_long_commit_is_folded_at_once_with_what_came_before_it(int count, int length)
    {
        string[] entries = [.. Enumerable.Range(0, count).Select(i => new string('x', length) + i)];
        await _storage!.FillAsync(Stored.Key, 1, 1, 1);
        await _storage!.CommitAsync(TestCommits.Commit(Stored.Key, 3, null, entries));

        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT count(*) FROM tail"));
        Assert.Equal([.. Stored.Numbers(0, 3), .. entries], (await _storage!.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task Sessions_that_grow_by_turns_are_read_each_by_itself_from_any_entry()
    {
        SessionKey[] keys = [.. Enumerable.Range(0, 5).Select(i => new SessionKey(SessionKey.DefaultTenant, SessionId.Parse($"s{i}")))];
        foreach (SessionKey key in keys)
        {
            await _storage!.FillAsync(key, 1);
        }

        for (int length = 1; length < 150; length++)
        {
            foreach (SessionKey key in keys)
            {
                await _storage!.CommitAsync(TestCommits.Commit(key, length, null, $"{length}"));
            }
        }

        await _storage!.DeleteAsync(keys[2]);
        foreach (SessionKey key in keys.Except([keys[2]]))
        {
            for (int from = 0; from <= 150; from++)
            {
                Assert.Equal(Stored.Numbers(from, 150), (await _storage!.ReadAsync(key, new EntryRange(from, 1000))).Entries);
            }
        }
    }

    [Fact]
    public async Task A_deleted_session_leaves_its_row_and_nothing_else()
    {
        await _storage!.FillAsync(Stored.Key, Enumerable.Repeat(3, 100));
        await _storage!.DeleteAsync(Stored.Key);

        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT (SELECT count(*) FROM segments) + (SELECT count(*) FROM tail) + (SELECT count(*) FROM heads) + (SELECT count(*) FROM commits)"));
        Assert.Equal(1, Sql.Number(_folder.Database, "SELECT count(*) FROM sessions WHERE deleted = 1"));
    }
}
