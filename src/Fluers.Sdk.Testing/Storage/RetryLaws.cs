using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>A retry with the same commit id and bytes returns the first result; with other bytes it is refused.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class RetryLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    [Fact]
    public async Task A_retry_returns_the_first_result_and_stores_nothing()
    {
        await Store(TestCommits.Commit(Key(), 0, "h1"));
        SessionCommit commit = TestCommits.Commit(Key(), 1, null, "a", "b");
        await Store(commit);

        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 2, 2), await Storage.CommitAsync(commit));
        Assert.Equal("2: h1 [a b]", await Content(Key()));
    }

    [Fact]
    public async Task A_retry_behind_other_commits_returns_the_first_result()
    {
        SessionCommit[] commits = [.. Enumerable.Range(0, 150).Select(i => TestCommits.Commit(Key(), i, i == 0 ? "h" : null, $"{i}"))];
        foreach (SessionCommit commit in commits)
        {
            await Store(commit);
        }

        for (int i = 0; i < commits.Length; i++)
        {
            Assert.Equal(new CommitOutcome(CommitStatus.Repeated, i + 1, i + 1), await Storage.CommitAsync(commits[i]));
        }

        Assert.Equal(commits.Length, (await Read(Key())).Entries.Count);
    }

    [Fact]
    public async Task A_retry_does_not_make_its_session_the_latest_updated()
    {
        SessionCommit commit = TestCommits.Commit(Key("first"), 0, "h");
        await Store(commit);
        await Store(TestCommits.Commit(Key("second"), 0, "h"));
        Clock.Now += TimeSpan.FromMinutes(1);

        Assert.Equal(CommitStatus.Repeated, (await Storage.CommitAsync(commit)).Status);

        Assert.Equal(["second", "first"], await Listed());
        Assert.NotEqual(Clock.Now, (await Storage.GetInfoAsync(Key("first")))!.UpdatedAt);
    }

    [Fact]
    public async Task The_same_commit_id_with_another_head_is_refused()
    {
        SessionCommit commit = TestCommits.Commit(Key(), 0, "h1", "a");
        await Store(commit);

        Assert.Equal(
            new CommitOutcome(CommitStatus.CommitIdReused, 1, 1), await Storage.CommitAsync(commit.With(head: TestCommits.Head("h2"))));
        Assert.Equal("1: h1 [a]", await Content(Key()));
    }

    [Fact]
    public async Task The_same_commit_id_with_other_entries_is_refused_whatever_revision_it_expects()
    {
        SessionCommit commit = TestCommits.Commit(Key(), 0, "h1", "a");
        await Store(commit);
        await Store(TestCommits.Commit(Key(), 1, null, "b"));
        SessionCommit other = TestCommits.Commit(Key(), 2, "h1", "x").With(commitId: commit.CommitId);

        Assert.Equal(new CommitOutcome(CommitStatus.CommitIdReused, 2, 2), await Storage.CommitAsync(other));
        Assert.Equal("2: h1 [a b]", await Content(Key()));
    }

    [Fact]
    public async Task A_commit_id_belongs_to_its_session()
    {
        SessionCommit commit = TestCommits.Commit(Key("one"), 0, "h1", "a");
        await Store(commit);

        await Store(TestCommits.Commit(Key("two"), 0, "h2", "b").With(commitId: commit.CommitId));
        await Store(commit.With(key: Key("one", "another-tenant")));

        Assert.Equal("1: h1 [a]", await Content(Key("one")));
        Assert.Equal("1: h2 [b]", await Content(Key("two")));
    }
}
