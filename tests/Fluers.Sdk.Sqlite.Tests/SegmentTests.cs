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
    public async Task No_row_is_longer_than_a_segment_unless_its_only_entry_is()
    {
        string[] entries = [.. Enumerable.Range(0, 500).Select(i => new string('x', i % 50 == 0 ? 100_000 : 2_000))];
        await _storage!.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h", entries));

        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT count(*) FROM entries WHERE length(frames) > 65536 AND entries > 1"));
        Assert.Equal(entries, (await _storage!.ReadAsync(Stored.Key)).Entries);
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
