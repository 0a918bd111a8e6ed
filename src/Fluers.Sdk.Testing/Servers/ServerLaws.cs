using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>For a storage on a server: when that ends at any moment and comes back, nothing acknowledged is lost and nothing stored twice.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class ServerLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : ServerPlace, new()
{
    private const int Writers = 6;
    private const int Crashes = 6;

    // Far beyond what a server takes to come back.
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Writers_that_repeat_what_was_not_answered_lose_nothing_when_the_server_is_killed_and_store_nothing_twice()
    {
        using var stop = new CancellationTokenSource();
        var acknowledged = new long[Writers];
        Task<int[]> writing = Together(Writers, writer => WriteAsync(Key($"session-{writer}"), acknowledged, writer, stop.Token));
        Task<int[]> reading = Together(1, _ => ReadAsync(acknowledged, stop.Token));
        var random = new Random(1);
        for (int crash = 0; crash < Crashes; crash++)
        {
            await ProgressAsync(acknowledged, random.Next(1, 40));
            await Place.KillServerAsync();
            await Place.StartServerAsync();
        }

        await ProgressAsync(acknowledged, 20);
        await stop.CancelAsync();
        await writing.WaitAsync(Never);
        await reading.WaitAsync(Never);
        await ReopenAsync();
        for (int writer = 0; writer < Writers; writer++)
        {
            RecordedSession read = await Read(Key($"session-{writer}"));
            Assert.Equal(Enumerable.Range(0, (int)acknowledged[writer]).Select(i => $"{i}"), read.Entries);
            Assert.Equal($"h{acknowledged[writer] - 1}", read.Head);
            Assert.Equal(acknowledged[writer], read.Info.Revision);
        }

        Assert.Equal(Writers, (await Listed()).Count);
    }

    [Fact]
    public async Task A_server_that_was_killed_still_knows_commits_and_deletions()
    {
        SessionCommit first = TestCommits.Commit(Key(), 0, "h", "a");
        await Store(first);
        await Store(TestCommits.Commit(Key(), 1, null, "b"));
        await Store(TestCommits.Commit(Key("deleted"), 0, "h"));
        await Storage.DeleteAsync(Key("deleted"));

        await Place.KillServerAsync();
        await Place.StartServerAsync();

        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 1, 1), await UntilAnswered(() => Storage.CommitAsync(first)));
        Assert.Equal(CommitStatus.Deleted, (await Storage.CommitAsync(TestCommits.Commit(Key("deleted"), 0, "again"))).Status);
        Assert.Equal("2: h [a b]", await Content(Key()));
    }

    [Fact]
    public async Task What_cannot_be_reached_is_a_storage_error_and_works_again_once_it_can()
    {
        await Store(TestCommits.Commit(Key(), 0, "h", "a"));
        SessionCommit commit = TestCommits.Commit(Key(), 1, null, "b");

        await Place.KillServerAsync();
        await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.CommitAsync(commit));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.ReadAsync(Key(), EntryRange.All, new RecordedSession()));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.GetInfoAsync(Key()));
        await Assert.ThrowsAsync<SessionStorageException>(
            async () => await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant }));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await Storage.DeleteAsync(Key()));
        await Place.StartServerAsync();

        // A call that was not answered may have been kept, and be made once the server is there again.
        Assert.Contains(
            (await UntilAnswered(() => Storage.CommitAsync(commit))).Status,
            new[] { CommitStatus.Committed, CommitStatus.Repeated, CommitStatus.Deleted });
    }

    [Fact]
    public async Task Who_follows_a_session_hears_of_another_storages_commit_after_the_server_came_back()
    {
        ISessionNotice? notice = Storage.GetCapability<ISessionNotice>();
        Assert.SkipUnless(notice is not null, "This storage tells of no changes.");
        await Store(TestCommits.Commit(Key(), 0, "h"));

        // A first change is heard once the storage listens; what it then asks before it waits is answered long before the last of ten calls is.
        Task first = notice.WaitForChangeAsync(Key(), 1).AsTask();
        await CommitElsewhereAsync(1);
        await first.WaitAsync(Never);
        Task waiting = notice.WaitForChangeAsync(Key(), 2).AsTask();
        for (int call = 0; call < 10; call++)
        {
            Assert.Equal(2, (await Storage.GetInfoAsync(Key()))?.Revision);
        }

        await Place.KillServerAsync();
        await Place.StartServerAsync();
        await CommitElsewhereAsync(2);
        await waiting.WaitAsync(Never);
    }

    private async Task CommitElsewhereAsync(long expectedRevision)
    {
        await using ISessionStorage other = await Place.OpenAsync(Clock);
        SessionCommit commit = TestCommits.Commit(Key(), expectedRevision, null, "a");
        await UntilAnswered(() => other.CommitAsync(commit));
    }

    private async Task<int> WriteAsync(SessionKey key, long[] acknowledged, int writer, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            long next = acknowledged[writer];
            SessionCommit commit = TestCommits.Commit(key, next, $"h{next}", $"{next}");
            CommitOutcome outcome = await UntilAnswered(() => Storage.CommitAsync(commit));
            Assert.Contains(outcome.Status, new[] { CommitStatus.Committed, CommitStatus.Repeated });
            Assert.Equal((next + 1, next + 1), (outcome.Revision, outcome.EntryCount));
            Interlocked.Increment(ref acknowledged[writer]);
        }

        return 0;
    }

    /// <summary>Reads beside the writers: whatever is acknowledged is there.</summary>
    private async Task<int> ReadAsync(long[] acknowledged, CancellationToken stop)
    {
        for (int writer = 0; !stop.IsCancellationRequested; writer = (writer + 1) % Writers)
        {
            long known = Interlocked.Read(ref acknowledged[writer]);
            RecordedSession read = await UntilAnswered(async () =>
            {
                var read = new RecordedSession();
                await Storage.ReadAsync(Key($"session-{writer}"), new EntryRange(Math.Max(0, known - 5), long.MaxValue), read);
                return read;
            });
            Assert.True(known == 0 || read.Info.EntryCount >= known, $"Of {known} acknowledged entries {(read.WasCalled ? read.Info.EntryCount : 0)} are there.");
        }

        return 0;
    }

    /// <summary>Calls until there is an answer: what was not answered is called again, with the same bytes.</summary>
    private static async Task<T> UntilAnswered<T>(Func<ValueTask<T>> call)
    {
        long start = Environment.TickCount64;
        while (true)
        {
            try
            {
                return await call();
            }
            catch (SessionStorageException) when (Environment.TickCount64 - start < Never.TotalMilliseconds)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Waits until the writers have made as many more commits.</summary>
    private static async Task ProgressAsync(long[] acknowledged, int more)
    {
        long until = acknowledged.Sum() + more;
        long start = Environment.TickCount64;
        while (acknowledged.Sum() < until)
        {
            Assert.True(Environment.TickCount64 - start < Never.TotalMilliseconds, "The writers make no progress.");
            await Task.Delay(1);
        }
    }
}
