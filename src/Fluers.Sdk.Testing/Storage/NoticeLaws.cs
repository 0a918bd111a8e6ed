using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>For a storage with an <see cref="ISessionNotice"/>: who waits for a change hears of it, whenever it comes.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class NoticeLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    // Far beyond what any notice takes: a test that waits so long has shown that none comes.
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    private ISessionNotice Notice => Storage.GetCapability<ISessionNotice>() ?? throw new InvalidOperationException("This storage tells of no changes.");

    [Fact]
    public async Task A_change_that_came_before_is_noticed_at_once()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        await Store(TestCommits.Commit(Key(), 1, null, "a"));

        await Notice.WaitForChangeAsync(Key(), 1).AsTask().WaitAsync(Never);
    }

    [Fact]
    public async Task A_commit_wakes_all_who_wait_for_its_session()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        Task[] waiting = [.. Enumerable.Range(0, 5).Select(_ => Notice.WaitForChangeAsync(Key(), 1).AsTask())];

        await Store(TestCommits.Commit(Key(), 1, null, "a"));

        await Task.WhenAll(waiting).WaitAsync(Never);
        Assert.Equal(2, (await Storage.GetInfoAsync(Key()))!.Revision);
    }

    [Fact]
    public async Task A_deletion_wakes_who_waits()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        Task waiting = Notice.WaitForChangeAsync(Key(), 1).AsTask();

        await Storage.DeleteAsync(Key());

        await waiting.WaitAsync(Never);
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        using var giveUp = new CancellationTokenSource();
        Task waiting = Notice.WaitForChangeAsync(Key(), 1, giveUp.Token).AsTask();

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting.WaitAsync(Never));
    }

    [Fact]
    public async Task A_session_that_does_not_exist_is_not_waited_for() =>
        await Notice.WaitForChangeAsync(Key(), 1).AsTask().WaitAsync(Never);

    [Fact]
    public async Task Who_follows_a_session_beside_its_writer_misses_no_commit()
    {
        const int Commits = 300;
        await Store(TestCommits.Commit(Key(), 0, "h"));
        Task<int[]> writing = Together(1, async _ =>
        {
            for (int i = 1; i <= Commits; i++)
            {
                await Store(TestCommits.Commit(Key(), i, null, $"{i - 1}"));
            }

            return 0;
        });

        var entries = new List<string>();
        for (long seen = 1; entries.Count < Commits;)
        {
            await Notice.WaitForChangeAsync(Key(), seen).AsTask().WaitAsync(Never);
            RecordedSession read = await Read(Key(), new EntryRange(entries.Count, long.MaxValue));
            entries.AddRange(read.Entries);
            seen = read.Info.Revision;
        }

        await writing;
        Assert.Equal(Enumerable.Range(0, Commits).Select(i => $"{i}"), entries);
    }
}
