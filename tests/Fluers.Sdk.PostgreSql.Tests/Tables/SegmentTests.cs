using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.PostgreSql.Tests.Tables;

/// <summary>How logs lie in the tables: in few rows, whatever the commits were.</summary>
public sealed class SegmentTests : PostgreSqlTest
{
    [Fact]
    public async Task A_log_written_entry_by_entry_is_folded_into_few_rows()
    {
        await Storage.FillAsync(Stored.Key, Enumerable.Repeat(1, 1000));

        Assert.InRange(await Sql.QueryAsync<long>($"SELECT count(*) FROM {Schema}.entries"), 1, (1000 / 64) + 64);
        Assert.Equal(Stored.Numbers(0, 1000), (await Storage.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task No_row_is_longer_than_a_segment_unless_its_only_entry_is()
    {
        string[] entries = [.. Enumerable.Range(0, 500).Select(i => new string('x', i % 50 == 0 ? 100_000 : 2_000))];
        await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h", entries));

        Assert.Equal(0, await Sql.QueryAsync<long>($"SELECT count(*) FROM {Schema}.entries WHERE octet_length(frames) > 65536 AND count > 1"));
        Assert.Equal(entries, (await Storage.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_deleted_session_leaves_its_row_and_nothing_else()
    {
        await Storage.FillAsync(Stored.Key, Enumerable.Repeat(3, 100));
        await Storage.DeleteAsync(Stored.Key);

        Assert.Equal(0, await Sql.QueryAsync<long>($"SELECT (SELECT count(*) FROM {Schema}.entries) + (SELECT count(*) FROM {Schema}.commits)"));
        Assert.Equal(1, await Sql.QueryAsync<long>($"SELECT count(*) FROM {Schema}.sessions WHERE updates IS NULL AND head IS NULL"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(129)]
    [InlineData(250)]
    public async Task A_fork_goes_on_growing_as_any_log_does_wherever_it_was_cut(int length)
    {
        await Storage.FillAsync(Stored.Key, Enumerable.Repeat(2, 125));
        await Storage.ForkAsync(Stored.Key, length, Stored.Neighbour);
        for (int i = 0; i < 200; i++)
        {
            await Storage.CommitAsync(TestCommits.Commit(Stored.Neighbour, 1 + i, null, $"{length + i}"));
        }

        Assert.Equal(Stored.Numbers(0, length + 200), (await Storage.ReadAsync(Stored.Neighbour)).Entries);
        for (int entry = 0; entry < length + 200; entry += 7)
        {
            Assert.Equal([$"{entry}"], (await Storage.ReadAsync(Stored.Neighbour, new EntryRange(entry, 1))).Entries);
        }

        Assert.Equal(Stored.Numbers(0, 250), (await Storage.ReadAsync(Stored.Key)).Entries);
        Assert.InRange(
            await Sql.QueryAsync<long>($"SELECT count(*) FROM {Schema}.entries e JOIN {Schema}.sessions s ON s.key = e.session WHERE s.id = 'neighbour'"), 1, 72);
    }

    [Fact]
    public async Task A_fork_of_a_log_of_large_entries_is_exact()
    {
        string[] entries = [.. Enumerable.Range(0, 40).Select(i => $"{i}" + new string('x', i % 3 == 0 ? 90_000 : 20_000))];
        await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h", entries[..20]));
        foreach ((string entry, int i) in entries[20..].Select((entry, i) => (entry, i)))
        {
            await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 1 + i, null, entry));
        }

        for (int length = 0; length <= entries.Length; length++)
        {
            SessionKey fork = new(new SessionId($"fork-{length}"));
            Assert.Equal(new CommitOutcome(CommitStatus.Committed, 1, length), await Storage.ForkAsync(Stored.Key, length, fork));
            Assert.Equal(entries[..length], (await Storage.ReadAsync(fork)).Entries);
        }
    }
}
