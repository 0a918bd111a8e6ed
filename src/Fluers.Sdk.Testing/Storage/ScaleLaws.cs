using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>Many sessions at once and large commits are as whole as one.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class ScaleLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    [Fact]
    public async Task A_thousand_sessions_are_written_in_parallel_and_none_is_lost()
    {
        const int Sessions = 1000;
        await Task.WhenAll(Enumerable.Range(0, Sessions).Select(i => Task.Run(async () =>
        {
            await Store(TestCommits.Commit(Key($"session-{i}"), 0, $"h{i}", $"{i}.0"));
            await Store(TestCommits.Commit(Key($"session-{i}"), 1, null, $"{i}.1", $"{i}.2"));
        })));

        for (int i = 0; i < Sessions; i++)
        {
            Assert.Equal($"2: h{i} [{i}.0 {i}.1 {i}.2]", await Content(Key($"session-{i}")));
        }

        Assert.Equal(Sessions, (await Listed(pageSize: 64)).Distinct().Count());
    }

    [Fact]
    public async Task A_commit_of_many_megabytes_is_stored_whole()
    {
        string[] entries = [.. Enumerable.Range(0, 40).Select(i => new string((char)('a' + (i % 26)), 300_000 + i))];
        await Store(TestCommits.Commit(Key(), 0, "h", "first"));
        await Store(TestCommits.Commit(Key(), 1, new string('h', 2_000_000), entries));
        await Store(TestCommits.Commit(Key(), 2, null, "last"));

        RecordedSession read = await Read(Key());
        Assert.Equal(["first", .. entries, "last"], read.Entries);
        Assert.Equal(2_000_000, read.Head.Length);
    }

    [Fact]
    public async Task A_long_log_of_small_commits_is_read_whole_and_in_parts()
    {
        const int Commits = 1500;
        for (int i = 0; i < Commits; i++)
        {
            await Store(TestCommits.Commit(Key(), i, i % 100 == 0 ? $"h{i}" : null, $"{i}"));
        }

        RecordedSession read = await Read(Key());
        Assert.Equal("h1400", read.Head);
        Assert.Equal(Enumerable.Range(0, Commits).Select(i => $"{i}"), read.Entries);
        foreach (int from in new[] { 0, 1, 63, 64, 65, 700, 1499 })
        {
            Assert.Equal(Enumerable.Range(from, 1).Select(i => $"{i}"), (await Read(Key(), new EntryRange(from, 1))).Entries);
        }
    }
}
