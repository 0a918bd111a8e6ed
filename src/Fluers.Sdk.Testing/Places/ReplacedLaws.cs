using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>
/// A storage whose place was deleted, renamed or replaced under it acknowledges nothing, and who outlived a restore is refused although the numbers
/// agree.
/// </summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class ReplacedLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, IMovablePlace, new()
{
    [Fact]
    public async Task A_place_that_was_renamed_acknowledges_nothing()
    {
        await Store(TestCommits.Commit(Key(), 0, "h", "a"));
        await Store(TestCommits.Commit(Key("idle"), 0, "h"));
        await Place.MoveAwayAsync();

        await AssertRefusesAsync();

        await Place.MoveBackAsync();
        await ReopenAsync();
        Assert.Equal("1: h [a]", await Content(Key()));
        Assert.Equal(["idle", "session"], await Listed());
        await Store(TestCommits.Commit(Key(), 1, null, "b"));
    }

    [Fact]
    public async Task A_place_that_was_deleted_acknowledges_nothing()
    {
        await Store(TestCommits.Commit(Key(), 0, "h", "a"));
        await Store(TestCommits.Commit(Key("idle"), 0, "h"));
        await Place.RemoveAsync();

        await AssertRefusesAsync();

        await ReopenAsync();
        Assert.Empty(await Listed());
        await Store(TestCommits.Commit(Key(), 0, "h", "anew"));
    }

    [Fact]
    public async Task A_place_that_was_replaced_is_free_for_others_and_the_first_one_acknowledges_nothing()
    {
        await Store(TestCommits.Commit(Key(), 0, "h", "a"));
        await Place.BackUpAsync();
        SessionCommit lost = TestCommits.Commit(Key(), 1, null, "lost");
        await Store(lost);
        await Place.RestoreAsync();

        await using (ISessionStorage other = await Place.OpenAsync(Clock))
        {
            SessionCommit theirs = TestCommits.Commit(Key(), 1, null, "theirs");
            Assert.Equal(CommitStatus.Committed, (await other.CommitAsync(theirs)).Status);

            await AssertRefusesAsync();
            await RefusedAsync(TestCommits.Commit(Key(), 2, null, "mixed").With(buildsOn: lost.CommitId));

            Assert.Equal(CommitStatus.Committed, (await other.CommitAsync(TestCommits.Commit(Key(), 2, null, "more").With(buildsOn: theirs.CommitId))).Status);
        }

        await ReopenAsync();
        Assert.Equal("3: h [a theirs more]", await Content(Key()));
    }

    [Fact]
    public async Task Who_outlived_a_restore_is_refused_though_the_numbers_agree()
    {
        SessionCommit kept = TestCommits.Commit(Key(), 0, "h", "a");
        await Store(kept);
        await Storage.DisposeAsync();
        await Place.BackUpAsync();
        await ReopenAsync();
        SessionCommit lost = TestCommits.Commit(Key(), 1, null, "lost");
        await Store(lost);
        await Storage.DisposeAsync();
        await Place.RestoreAsync();
        await ReopenAsync();

        Assert.Equal(CommitStatus.Diverged, (await Storage.CommitAsync(TestCommits.Commit(Key(), 2, null, "x").With(buildsOn: lost.CommitId))).Status);
        SessionCommit other = TestCommits.Commit(Key(), 1, null, "b").With(buildsOn: kept.CommitId);
        await Store(other);
        Assert.Equal(CommitStatus.Diverged, (await Storage.CommitAsync(TestCommits.Commit(Key(), 2, null, "x").With(buildsOn: lost.CommitId))).Status);
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(), 2, lost.CommitId));
        Assert.Equal(CommitRecall.Known, await Storage.RecallAsync(Key(), 2, other.CommitId));
        Assert.Equal(CommitRecall.Known, await Storage.RecallAsync(Key(), 1, kept.CommitId));
        Assert.Equal("2: h [a b]", await Content(Key()));
    }

    private async Task AssertRefusesAsync()
    {
        await RefusedAsync(TestCommits.Commit(Key(), 1, null, "b"));
        await RefusedAsync(TestCommits.Commit(Key("idle"), 1, null, "b"));
        await RefusedAsync(TestCommits.Commit(Key("new"), 0, "h"));
        await RefusedAsync(TestCommits.Commit(Key("new", "new-tenant"), 0, "h"));
        try
        {
            Assert.False(await Storage.DeleteAsync(Key()), "A deletion is acknowledged.");
        }
        catch (SessionStorageException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    private async Task RefusedAsync(SessionCommit commit)
    {
        try
        {
            CommitOutcome outcome = await Storage.CommitAsync(commit);
            Assert.False(outcome.Status is CommitStatus.Committed or CommitStatus.Repeated, $"A commit to {commit.Key} is acknowledged: {outcome}.");
        }
        catch (SessionStorageException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }
}
