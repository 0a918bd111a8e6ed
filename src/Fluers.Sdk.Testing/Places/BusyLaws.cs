using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>While somebody else holds what a commit waits for, no thread of a caller waits with it, and who gives up comes back at once.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class BusyLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, IBusyPlace, new()
{
    private static readonly TimeSpan Hanging = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_commit_that_is_cancelled_while_it_waits_comes_back_and_stores_nothing()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        await using (await Place.HoldAsync(Storage, Key()))
        {
            using var giveUp = new CancellationTokenSource();
            Task<CommitOutcome> waiting = await Begun(() => Storage.CommitAsync(TestCommits.Commit(Key(), 1, null, "given up"), giveUp.Token).AsTask());
            Assert.False(waiting.IsCompleted, "Nothing is held that a commit waits for.");

            await giveUp.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Hanging));
        }

        RecordedSession read = await Read(Key());
        Assert.DoesNotContain("given up", read.Entries);
        await Store(TestCommits.Commit(Key(), read.Info.Revision, null, "next"));
    }

    [Fact]
    public async Task A_deletion_that_is_cancelled_while_it_waits_comes_back_and_deletes_nothing()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        await using (await Place.HoldAsync(Storage, Key()))
        {
            using var giveUp = new CancellationTokenSource();
            Task<bool> waiting = await Begun(() => Storage.DeleteAsync(Key(), giveUp.Token).AsTask());
            Assert.False(waiting.IsCompleted, "Nothing is held that a deletion waits for.");

            await giveUp.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Hanging));
        }

        Assert.NotNull(await Storage.GetInfoAsync(Key()));
    }

    [Fact]
    public async Task Who_does_not_give_up_has_his_turn()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        Task<CommitOutcome>[] waiting;
        await using (await Place.HoldAsync(Storage, Key()))
        {
            // More callers than there are threads: were one blocked by each, none would be left to go on.
            waiting = new Task<CommitOutcome>[200];
            for (int i = 0; i < waiting.Length; i++)
            {
                int revision = i + 1;
                waiting[i] = await Begun(() => Storage.CommitAsync(TestCommits.Commit(Key(), revision, null, $"{revision}")).AsTask());
            }
        }

        CommitOutcome[] outcomes = await Task.WhenAll(waiting).WaitAsync(Hanging);
        Assert.All(outcomes, outcome => Assert.True(outcome.Status is CommitStatus.Committed or CommitStatus.Conflict));
        Assert.Contains(outcomes, outcome => outcome.Status == CommitStatus.Committed);
    }

    /// <summary>Begins a call on a thread of the pool, which must come back although what the call waits for is held.</summary>
    private static async Task<Task<T>> Begun<T>(Func<Task<T>> call) =>
        await Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).WaitAsync(Hanging);
}
