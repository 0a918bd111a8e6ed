using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>
/// For a storage whose commits may have to wait for another writer: no thread waits with them, and whoever gives up is given back at once, while
/// the lock is still held, with nothing stored.
/// </summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class LockLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, ILockingPlace, new()
{
    // Only against hanging: nothing that is waited for takes any time.
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_commit_that_is_cancelled_while_another_writer_holds_the_lock_ends_and_stores_nothing()
    {
        await Store(TestCommits.Commit(Key(), 0, "h", "a"));
        SessionCommit commit = TestCommits.Commit(Key(), 1, null, "b");
        await using (await Place.LockAsync(Key()))
        {
            using var giveUp = new CancellationTokenSource();
            Task<CommitOutcome> waiting = Called(() => Storage.CommitAsync(commit, giveUp.Token).AsTask());
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting.WaitAsync(Never));
        }

        Assert.Equal("1: h [a]", await Content(Key()));
        await Store(commit);
        Assert.Equal("2: h [a b]", await Content(Key()));
    }

    [Fact]
    public async Task A_deletion_that_is_cancelled_while_another_writer_holds_the_lock_ends_and_deletes_nothing()
    {
        await Store(TestCommits.Commit(Key(), 0, "h", "a"));
        await using (await Place.LockAsync(Key()))
        {
            using var giveUp = new CancellationTokenSource();
            Task<bool> waiting = Called(() => Storage.DeleteAsync(Key(), giveUp.Token).AsTask());
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting.WaitAsync(Never));
        }

        Assert.Equal("1: h [a]", await Content(Key()));
        Assert.True(await Storage.DeleteAsync(Key()));
    }

    [Fact]
    public async Task Those_who_do_not_give_up_are_served_when_the_lock_is_free()
    {
        await Store(TestCommits.Commit(Key(), 0, "h", "a"));
        using var giveUp = new CancellationTokenSource();
        Task<CommitOutcome> patient;
        Task<CommitOutcome> impatient;
        await using (await Place.LockAsync(Key()))
        {
            impatient = Called(() => Storage.CommitAsync(TestCommits.Commit(Key(), 1, null, "x"), giveUp.Token).AsTask());
            patient = Called(() => Storage.CommitAsync(TestCommits.Commit(Key(), 1, null, "b")).AsTask());
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await impatient.WaitAsync(Never));
            Assert.False(patient.IsCompleted);
        }

        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 2, 2), await patient.WaitAsync(Never));
        Assert.Equal("2: h [a b]", await Content(Key()));
    }

    [Fact]
    public async Task A_storage_that_is_opened_while_another_writer_holds_the_lock_blocks_nobody()
    {
        await Store(TestCommits.Commit(Key(), 0, "h", "a"));
        await Storage.DisposeAsync();
        ISessionStorage opened;
        await using (await Place.LockAsync(Key()))
        {
            opened = await Called(() => Place.OpenAsync(Clock).AsTask()).WaitAsync(Never);
            using var giveUp = new CancellationTokenSource();
            Task<CommitOutcome> waiting = Called(() => opened.CommitAsync(TestCommits.Commit(Key(), 1, null, "x"), giveUp.Token).AsTask());
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting.WaitAsync(Never));
        }

        await opened.DisposeAsync();
        await ReopenAsync();
        Assert.Equal("1: h [a]", await Content(Key()));
    }

    /// <summary>Makes a call, and gives its task. The thread that makes it comes back, though what the call is for has to wait.</summary>
    private static Task<T> Called<T>(Func<Task<T>> call)
    {
        Task<T>? called = null;
        var caller = new Thread(() => called = call()) { IsBackground = true };
        caller.Start();
        Assert.True(caller.Join(Never), "The thread of the caller waits for the lock.");
        return called!;
    }
}
