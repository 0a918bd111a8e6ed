using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>What was deleted stays deleted, and its id stays spent.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class DeletionLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    [Fact]
    public async Task A_deleted_session_is_gone()
    {
        await Store(TestCommits.Commit(Key(), 0, "h", "a"));

        Assert.True(await Storage.DeleteAsync(Key()));

        var read = new RecordedSession();
        Assert.False(await Storage.ReadAsync(Key(), EntryRange.All, read));
        Assert.False(read.WasCalled);
        Assert.Null(await Storage.GetInfoAsync(Key()));
        Assert.Empty(await Listed());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_commit_brings_a_deleted_session_back(long expected)
    {
        await Store(TestCommits.Commit(Key(), 0, "h1", "a"));
        await Store(TestCommits.Commit(Key(), 1, "h2", "b"));
        await Storage.DeleteAsync(Key());

        CommitOutcome outcome = await Storage.CommitAsync(TestCommits.Commit(Key(), expected, "again", "x"));

        Assert.Equal(CommitStatus.Deleted, outcome.Status);
        Assert.Null(await Storage.GetInfoAsync(Key()));
    }

    [Fact]
    public async Task A_retry_of_a_commit_to_a_session_deleted_meanwhile_is_refused()
    {
        SessionCommit commit = TestCommits.Commit(Key(), 0, "h", "a");
        await Store(commit);
        await Storage.DeleteAsync(Key());

        Assert.Equal(CommitStatus.Deleted, (await Storage.CommitAsync(commit)).Status);
        Assert.Null(await Storage.GetInfoAsync(Key()));
    }

    [Fact]
    public async Task Deleting_again_finds_nothing()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        await Storage.DeleteAsync(Key());

        Assert.False(await Storage.DeleteAsync(Key()));
    }

    [Fact]
    public async Task Deleting_what_never_was_finds_nothing_and_spends_no_id()
    {
        Assert.False(await Storage.DeleteAsync(Key()));

        await Store(TestCommits.Commit(Key(), 0, "h", "a"));
        Assert.Equal("1: h [a]", await Content(Key()));
    }

    [Fact]
    public async Task Deleting_a_session_leaves_its_neighbours()
    {
        string[] entries = [.. Enumerable.Range(0, 200).Select(i => $"{i}")];
        foreach (string id in new[] { "before", "deleted", "behind" })
        {
            await Store(TestCommits.Commit(Key(id), 0, id, entries));
        }

        await Store(TestCommits.Commit(Key("deleted", "another-tenant"), 0, "h", entries));
        await Storage.DeleteAsync(Key("deleted"));

        Assert.Equal(entries, (await Read(Key("before"))).Entries);
        Assert.Equal(entries, (await Read(Key("behind"))).Entries);
        Assert.Equal(entries, (await Read(Key("deleted", "another-tenant"))).Entries);
        Assert.Equal(["behind", "before"], await Listed());
    }

    [Fact]
    public async Task Of_a_deletion_and_a_commit_that_race_the_deletion_has_the_last_word()
    {
        for (int i = 0; i < 20; i++)
        {
            SessionKey key = Key($"session-{i}");
            await Store(TestCommits.Commit(key, 0, "h"));

            CommitStatus[] outcomes = await Together(2, async which =>
            {
                if (which == 0)
                {
                    Assert.True(await Storage.DeleteAsync(key));
                    return CommitStatus.Deleted;
                }

                return (await Storage.CommitAsync(TestCommits.Commit(key, 1, null, "a"))).Status;
            });

            Assert.Contains(outcomes[1], new[] { CommitStatus.Committed, CommitStatus.Deleted });
            Assert.Null(await Storage.GetInfoAsync(key));
        }
    }
}
