using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>What is not whole, or was given up in time, leaves nothing behind.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class RefusalLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    [Fact]
    public async Task A_session_cannot_begin_without_a_head()
    {
        await Refused<ArgumentException>(TestCommits.Commit(Key(), 0, null, "a"));

        Assert.Null(await Storage.GetInfoAsync(Key()));
        await Store(TestCommits.Commit(Key(), 0, "h"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_commit_that_states_another_number_of_entries_is_refused(int stated)
    {
        await Store(TestCommits.Commit(Key(), 0, "h1"));

        await Refused<ArgumentException>(TestCommits.Commit(Key(), 1, "h2", "a", "b").With(entryCount: stated));

        Assert.Equal("1: h1 []", await Content(Key()));
    }

    [Fact]
    public async Task A_commit_of_a_damaged_head_is_refused()
    {
        await Store(TestCommits.Commit(Key(), 0, "h1", "a"));
        byte[] head = TestCommits.Head("h2");
        for (int bit = 0; bit < head.Length * 8; bit += 3)
        {
            byte[] damaged = [.. head];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            await Refused<SessionCorruptException>(TestCommits.Commit(Key(), 1, null, "b").With(head: damaged));
        }

        Assert.Equal("1: h1 [a]", await Content(Key()));
    }

    [Fact]
    public async Task A_commit_of_a_damaged_entry_is_refused_with_the_whole_ones_before_it()
    {
        await Store(TestCommits.Commit(Key(), 0, "h1", "a"));
        byte[] entries = [.. TestCommits.Entry("whole"), .. TestCommits.Entry("damaged")];
        entries[^1] ^= 1;
        SessionCommit commit = TestCommits.Commit(Key(), 1, "h2", "b", "c").With(entries: entries);

        await Refused<SessionCorruptException>(commit);

        Assert.Equal("1: h1 [a]", await Content(Key()));
        await Store(TestCommits.Commit(Key(), 1, "h2", "b", "c").With(commitId: commit.CommitId));
    }

    [Fact]
    public async Task A_commit_of_a_torn_entry_is_refused()
    {
        await Store(TestCommits.Commit(Key(), 0, "h1"));
        byte[] entry = TestCommits.Entry("torn");

        await Refused<SessionCorruptException>(TestCommits.Commit(Key(), 1, null, "").With(entries: entry[..^1]));

        Assert.Equal("1: h1 []", await Content(Key()));
    }

    [Fact]
    public async Task A_commit_given_up_before_it_begins_stores_nothing()
    {
        await Store(TestCommits.Commit(Key(), 0, "h1"));
        SessionCommit commit = TestCommits.Commit(Key(), 1, "h2", "a");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Storage.CommitAsync(commit, new CancellationToken(canceled: true)));

        Assert.Equal("1: h1 []", await Content(Key()));
        Assert.Equal(CommitStatus.Committed, (await Storage.CommitAsync(commit)).Status);
    }

    [Fact]
    public async Task A_deletion_given_up_before_it_begins_deletes_nothing()
    {
        await Store(TestCommits.Commit(Key(), 0, "h1"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Storage.DeleteAsync(Key(), new CancellationToken(canceled: true)));

        Assert.Equal("1: h1 []", await Content(Key()));
    }

    [Fact]
    public async Task Reads_can_be_given_up()
    {
        await Store(TestCommits.Commit(Key(), 0, "h1"));
        var canceled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Storage.ReadAsync(Key(), EntryRange.All, new RecordedSession(), canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Storage.GetInfoAsync(Key(), canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant }, canceled));
    }

    /// <summary>A commit whose fate is settled by whether it was given up: at any moment the outcome tells what is stored.</summary>
    [Fact]
    public async Task A_commit_given_up_while_it_runs_is_stored_when_it_says_so_and_only_then()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        int stored = 0;
        for (int i = 0; i < 60; i++)
        {
            using var giveUp = new CancellationTokenSource();
            Task<CommitOutcome> commit = Task.Run(
                async () => await Storage.CommitAsync(TestCommits.Commit(Key(), 1 + stored, null, $"{i}"), giveUp.Token));
            Thread.SpinWait(i * 200);
            giveUp.Cancel();
            try
            {
                stored += (await commit).Status == CommitStatus.Committed ? 1 : 0;
            }
            catch (OperationCanceledException)
            {
                // Then nothing was stored, which the next commit shows by its expected revision.
            }

            Assert.Equal(stored, (await Storage.GetInfoAsync(Key()))!.EntryCount);
        }
    }

    [Fact]
    public async Task Giving_up_once_a_commit_is_stored_changes_nothing()
    {
        using var giveUp = new CancellationTokenSource();
        CommitOutcome outcome = await Storage.CommitAsync(TestCommits.Commit(Key(), 0, "h", "a"), giveUp.Token);

        await giveUp.CancelAsync();

        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.Equal("1: h [a]", await Content(Key()));
        await Store(TestCommits.Commit(Key(), 1, null, "b"));
    }

    private async Task Refused<TException>(SessionCommit commit)
        where TException : Exception =>
        await Assert.ThrowsAnyAsync<TException>(async () => await Storage.CommitAsync(commit));
}
