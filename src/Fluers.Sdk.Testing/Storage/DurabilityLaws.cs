using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>For a storage that outlives its process: what was stored is there when it is opened again.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class DurabilityLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    [Fact]
    public async Task Reopening_finds_all_that_was_stored()
    {
        for (int i = 0; i < 150; i++)
        {
            await Store(TestCommits.Commit(Key(), i, i % 40 == 0 ? $"h{i}" : null, $"{i}"));
        }

        StoredSessionInfo? before = await Storage.GetInfoAsync(Key());
        await ReopenAsync();

        RecordedSession read = await Read(Key());
        Assert.Equal("h120", read.Head);
        Assert.Equal(Enumerable.Range(0, 150).Select(i => $"{i}"), read.Entries);
        Assert.Equal(before, read.Info);
        Assert.Equal(before, await Storage.GetInfoAsync(Key()));
    }

    [Fact]
    public async Task Reopening_keeps_the_order_of_updates_even_if_the_clock_was_set_back()
    {
        foreach (string id in new[] { "a", "b", "c" })
        {
            await Store(TestCommits.Commit(Key(id), 0, "h"));
        }

        Clock.Now -= TimeSpan.FromDays(1);
        await ReopenAsync();
        await Store(TestCommits.Commit(Key("a"), 1, null, "x"));
        await ReopenAsync();

        Assert.Equal(["a", "c", "b"], await Listed());
    }

    [Fact]
    public async Task A_retry_is_recognised_after_reopening()
    {
        SessionCommit first = TestCommits.Commit(Key(), 0, "h", "a");
        SessionCommit second = TestCommits.Commit(Key(), 1, null, "b");
        await Store(first);
        await Store(second);
        await Store(TestCommits.Commit(Key(), 2, null, "c"));

        await ReopenAsync();

        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 1, 1), await Storage.CommitAsync(first));
        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 2, 2), await Storage.CommitAsync(second));
        Assert.Equal(CommitStatus.CommitIdReused, (await Storage.CommitAsync(second.With(entries: TestCommits.Entry("x")))).Status);
    }

    [Fact]
    public async Task A_stale_commit_is_refused_after_reopening()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        await Store(TestCommits.Commit(Key(), 1, null, "a"));

        await ReopenAsync();

        Assert.Equal(new CommitOutcome(CommitStatus.Conflict, 2, 1), await Storage.CommitAsync(TestCommits.Commit(Key(), 1, null, "x")));
        await Store(TestCommits.Commit(Key(), 2, null, "b"));
        Assert.Equal("3: h [a b]", await Content(Key()));
    }

    [Fact]
    public async Task What_a_commit_builds_on_is_known_after_reopening()
    {
        SessionCommit first = TestCommits.Commit(Key(), 0, "h", "a");
        SessionCommit second = TestCommits.Commit(Key(), 1, null, "b").With(buildsOn: first.CommitId);
        await Store(first);
        await Store(second);

        await ReopenAsync();

        Assert.Equal(second.CommitId, (await Storage.GetInfoAsync(Key()))!.LastCommit);
        Assert.Equal(CommitRecall.Known, await Storage.RecallAsync(Key(), 1, first.CommitId));
        Assert.Equal(CommitRecall.Known, await Storage.RecallAsync(Key(), 2, second.CommitId));
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(), 2, first.CommitId));
        Assert.Equal(
            new CommitOutcome(CommitStatus.Diverged, 2, 2), await Storage.CommitAsync(TestCommits.Commit(Key(), 2, null, "x").With(buildsOn: first.CommitId)));
        await Store(TestCommits.Commit(Key(), 2, null, "c").With(buildsOn: second.CommitId));
        Assert.Equal("3: h [a b c]", await Content(Key()));
    }

    [Fact]
    public async Task The_times_that_a_commit_states_are_known_after_reopening()
    {
        DateTimeOffset created = Clock.Now - TimeSpan.FromTicks(9_876_543_210_123);
        DateTimeOffset updated = Clock.Now - TimeSpan.FromTicks(1_234_567);
        await Store(TestCommits.Commit(Key(), 0, "h").With(createdAt: created, updatedAt: updated));

        await ReopenAsync();

        StoredSessionInfo info = (await Storage.GetInfoAsync(Key()))!;
        Assert.Equal((created, updated), (info.CreatedAt, info.UpdatedAt));
    }

    [Fact]
    public async Task A_deleted_id_stays_spent_after_reopening()
    {
        SessionCommit commit = TestCommits.Commit(Key(), 0, "h", "a");
        await Store(commit);
        await Storage.DeleteAsync(Key());

        await ReopenAsync();

        Assert.Equal(CommitStatus.Deleted, (await Storage.CommitAsync(commit)).Status);
        Assert.Equal(CommitStatus.Deleted, (await Storage.CommitAsync(TestCommits.Commit(Key(), 0, "again"))).Status);
        Assert.False(await Storage.DeleteAsync(Key()));
        Assert.Null(await Storage.GetInfoAsync(Key()));
        Assert.Empty(await Listed());
    }

    [Fact]
    public async Task Long_keys_and_keys_alike_are_found_again()
    {
        string longest = new('X', SessionId.MaxLength);
        SessionKey[] keys = [Key("a"), Key("A"), Key("a."), Key(longest), Key(longest[1..] + "x", longest), Key("a", "A"), Key("con"), Key("..", "..")];
        foreach (SessionKey key in keys)
        {
            await Store(TestCommits.Commit(key, 0, $"{key}"));
        }

        await ReopenAsync();

        foreach (SessionKey key in keys)
        {
            Assert.Equal($"{key}", (await Read(key)).Head);
        }

        Assert.Equal([longest[1..] + "x"], await Listed(longest));
        Assert.Equal(["con", longest, "a.", "A", "a"], await Listed());
    }
}
