using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>For a storage with an <see cref="ISessionFork"/>: a fork is a commit like any other.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class ForkLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    private ISessionFork Forks => Storage.GetCapability<ISessionFork>() ?? throw new InvalidOperationException("This storage does not fork.");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(149)]
    [InlineData(150)]
    public async Task A_fork_has_the_head_and_the_first_entries_and_goes_its_own_way(int length)
    {
        for (int i = 0; i < 150; i++)
        {
            await Store(TestCommits.Commit(Key(), i, $"h{i}", $"{i}"));
        }

        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 1, length), await Forks.ForkAsync(Key(), length, Key("fork")));
        await Store(TestCommits.Commit(Key("fork"), 1, null, "own"));
        await Store(TestCommits.Commit(Key(), 150, null, "theirs"));

        RecordedSession fork = await Read(Key("fork"));
        Assert.Equal("h149", fork.Head);
        Assert.Equal([.. Enumerable.Range(0, length).Select(i => $"{i}"), "own"], fork.Entries);
        Assert.Equal(151, (await Read(Key())).Entries.Count);
    }

    [Fact]
    public async Task A_fork_of_nothing_is_refused()
    {
        Assert.Equal(CommitStatus.NotFound, (await Forks.ForkAsync(Key(), 0, Key("fork"))).Status);
        Assert.Null(await Storage.GetInfoAsync(Key("fork")));
    }

    [Fact]
    public async Task A_fork_has_a_history_of_its_own()
    {
        SessionCommit first = TestCommits.Commit(Key(), 0, "h", "a");
        await Store(first);
        await Forks.ForkAsync(Key(), 1, Key("fork"));
        StoredSessionInfo fork = (await Storage.GetInfoAsync(Key("fork")))!;

        Assert.NotEqual(Guid.Empty, fork.LastCommit);
        Assert.NotEqual(first.CommitId, fork.LastCommit);
        Assert.Equal(CommitRecall.Known, await Storage.RecallAsync(Key("fork"), 1, fork.LastCommit));
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key("fork"), 1, first.CommitId));
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(), 1, fork.LastCommit));
        Assert.Equal(
            CommitStatus.Diverged, (await Storage.CommitAsync(TestCommits.Commit(Key("fork"), 1, null, "x").With(buildsOn: first.CommitId))).Status);
        await Store(TestCommits.Commit(Key("fork"), 1, null, "own").With(buildsOn: fork.LastCommit));
        await Store(TestCommits.Commit(Key(), 1, null, "theirs").With(buildsOn: first.CommitId));
    }

    [Fact]
    public async Task A_fork_outlives_its_source()
    {
        await Store(TestCommits.Commit(Key(), 0, "h", "a"));
        await Forks.ForkAsync(Key(), 1, Key("fork"));

        await Storage.DeleteAsync(Key());

        Assert.Equal("1: h [a]", await Content(Key("fork")));
    }

    [Fact]
    public async Task A_fork_takes_the_place_of_no_other_session()
    {
        await Store(TestCommits.Commit(Key(), 0, "h", "a"));
        await Store(TestCommits.Commit(Key("fork"), 0, "other"));

        Assert.Equal(CommitStatus.Conflict, (await Forks.ForkAsync(Key(), 1, Key("fork"))).Status);
        Assert.Equal("1: other []", await Content(Key("fork")));

        await Storage.DeleteAsync(Key("fork"));
        Assert.Equal(CommitStatus.Deleted, (await Forks.ForkAsync(Key(), 1, Key("fork"))).Status);
    }
}
