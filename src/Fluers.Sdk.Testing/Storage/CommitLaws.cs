using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>A commit is all or nothing, and builds on the revision that it expects.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class CommitLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    [Fact]
    public async Task A_commit_stores_its_head_and_its_entries_together()
    {
        CommitOutcome outcome = await Storage.CommitAsync(TestCommits.Commit(Key(), 0, "h1", "a", "b"));

        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 1, 2), outcome);
        Assert.Equal("1: h1 [a b]", await Content(Key()));
    }

    [Fact]
    public async Task Later_commits_append_their_entries()
    {
        await Store(TestCommits.Commit(Key(), 0, "h1", "a"));
        await Store(TestCommits.Commit(Key(), 1, "h2", "b", "c"));
        CommitOutcome outcome = await Store(TestCommits.Commit(Key(), 2, "h3", "d"));

        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 3, 4), outcome);
        Assert.Equal("3: h3 [a b c d]", await Content(Key()));
    }

    [Fact]
    public async Task A_commit_without_a_head_keeps_the_stored_one()
    {
        await Store(TestCommits.Commit(Key(), 0, "h1"));
        await Store(TestCommits.Commit(Key(), 1, null, "a"));

        Assert.Equal("2: h1 [a]", await Content(Key()));
    }

    [Fact]
    public async Task A_commit_without_entries_changes_the_head_alone()
    {
        await Store(TestCommits.Commit(Key(), 0, "h1", "a"));
        await Store(TestCommits.Commit(Key(), 1, "h2"));

        Assert.Equal("2: h2 [a]", await Content(Key()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(long.MaxValue)]
    public async Task A_commit_that_expects_another_revision_is_refused_and_stores_nothing(long expected)
    {
        await Store(TestCommits.Commit(Key(), 0, "h1", "a"));
        await Store(TestCommits.Commit(Key(), 1, "h2", "b"));

        CommitOutcome outcome = await Storage.CommitAsync(TestCommits.Commit(Key(), expected, "other", "x"));

        Assert.Equal(new CommitOutcome(CommitStatus.Conflict, 2, 2), outcome);
        Assert.Equal("2: h2 [a b]", await Content(Key()));
    }

    [Fact]
    public async Task Creating_a_session_that_exists_is_refused()
    {
        await Store(TestCommits.Commit(Key(), 0, "h1", "a"));

        CommitOutcome outcome = await Storage.CommitAsync(TestCommits.Commit(Key(), 0, "other"));

        Assert.Equal(new CommitOutcome(CommitStatus.Conflict, 1, 1), outcome);
        Assert.Equal("1: h1 [a]", await Content(Key()));
    }

    [Fact]
    public async Task A_commit_to_a_session_that_does_not_exist_is_refused()
    {
        CommitOutcome outcome = await Storage.CommitAsync(TestCommits.Commit(Key(), 1, "h2", "a"));

        Assert.Equal(new CommitOutcome(CommitStatus.NotFound, 0, 0), outcome);
        Assert.Null(await Storage.GetInfoAsync(Key()));
    }

    [Fact]
    public async Task A_writer_frozen_across_the_commit_of_another_is_refused_when_it_thaws()
    {
        await Store(TestCommits.Commit(Key(), 0, "h1"));
        SessionCommit frozen = TestCommits.Commit(Key(), 1, "frozen", "x");
        await Store(TestCommits.Commit(Key(), 1, "h2", "a"));

        Assert.Equal(new CommitOutcome(CommitStatus.Conflict, 2, 1), await Storage.CommitAsync(frozen));
        Assert.Equal("2: h2 [a]", await Content(Key()));
    }

    [Fact]
    public async Task A_refused_commit_may_be_sent_again_for_the_revision_that_is_stored()
    {
        await Store(TestCommits.Commit(Key(), 0, "h1"));
        await Store(TestCommits.Commit(Key(), 1, "h2"));
        SessionCommit late = TestCommits.Commit(Key(), 1, "h3", "a");
        Assert.Equal(CommitStatus.Conflict, (await Storage.CommitAsync(late)).Status);

        await Store(late.With(expectedRevision: 2));

        Assert.Equal("3: h3 [a]", await Content(Key()));
    }

    [Fact]
    public async Task A_commit_of_many_entries_is_stored_whole()
    {
        string[] entries = [.. Enumerable.Range(0, 3000).Select(i => $"entry-{i}-{new string('.', i % 90)}")];
        await Store(TestCommits.Commit(Key(), 0, "h1", "first"));
        await Store(TestCommits.Commit(Key(), 1, null, entries));
        await Store(TestCommits.Commit(Key(), 2, null, "last"));

        Assert.Equal(["first", .. entries, "last"], (await Read(Key())).Entries);
    }

    [Fact]
    public async Task Entries_and_heads_may_be_large()
    {
        string large = new('x', 300_000);
        await Store(TestCommits.Commit(Key(), 0, large + "h", "a", large + "1", large + "2", "b"));
        await Store(TestCommits.Commit(Key(), 1, null, large + "3"));

        RecordedSession read = await Read(Key());
        Assert.Equal(large + "h", read.Head);
        Assert.Equal(["a", large + "1", large + "2", "b", large + "3"], read.Entries);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(630_000_000_000_000_001, 638_000_000_000_000_007)]
    [InlineData(638_000_000_000_000_007, 630_000_000_000_000_001)]
    [InlineData(0, 3155378975999999999)]
    public async Task A_session_that_comes_from_elsewhere_keeps_the_times_that_its_commits_state(long created, long updated)
    {
        var createdAt = new DateTimeOffset(created, TimeSpan.Zero);
        var updatedAt = new DateTimeOffset(updated, TimeSpan.Zero);
        await Store(TestCommits.Commit(Key(), 0, "h1", "a").With(createdAt: createdAt, updatedAt: createdAt));
        Assert.Equal((createdAt, createdAt), Times(await Storage.GetInfoAsync(Key())));

        await Store(TestCommits.Commit(Key(), 1, null, "b").With(updatedAt: updatedAt));
        Assert.Equal((createdAt, updatedAt), Times(await Storage.GetInfoAsync(Key())));
        Assert.Equal((createdAt, updatedAt), Times((await Read(Key())).Info));
        Assert.Equal((createdAt, updatedAt), Times(Assert.Single((await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions)));

        await Store(TestCommits.Commit(Key(), 2, null, "c"));
        Assert.Equal((createdAt, Clock.Now), Times(await Storage.GetInfoAsync(Key())));
    }

    [Fact]
    public async Task A_time_that_a_commit_states_does_not_depend_on_its_offset()
    {
        var createdAt = new DateTimeOffset(2024, 2, 29, 23, 30, 0, TimeSpan.FromHours(-7));
        var updatedAt = new DateTimeOffset(2025, 1, 1, 0, 15, 0, TimeSpan.FromMinutes(345));
        await Store(TestCommits.Commit(Key(), 0, "h").With(createdAt: createdAt, updatedAt: updatedAt));

        Assert.Equal((createdAt, updatedAt), Times(await Storage.GetInfoAsync(Key())));
    }

    [Fact]
    public async Task Only_the_first_commit_of_a_session_says_when_it_was_created()
    {
        await Store(TestCommits.Commit(Key(), 0, "h", "a"));
        StoredSessionInfo? before = await Storage.GetInfoAsync(Key());

        await Assert.ThrowsAsync<ArgumentException>(
            async () => await Storage.CommitAsync(TestCommits.Commit(Key(), 1, null, "b").With(createdAt: DateTimeOffset.UnixEpoch)));

        Assert.Equal(before, await Storage.GetInfoAsync(Key()));
    }

    [Fact]
    public async Task What_is_stored_does_not_share_memory_with_the_commit()
    {
        byte[] head = TestCommits.Head("h1");
        byte[] entries = TestCommits.Entry("a");
        await Store(TestCommits.Commit(Key(), 0, "", "").With(head: head, entries: entries));
        head.AsSpan().Clear();
        entries.AsSpan().Clear();

        Assert.Equal("1: h1 [a]", await Content(Key()));
    }

    private static (DateTimeOffset Created, DateTimeOffset Updated) Times(StoredSessionInfo? info) => (info!.CreatedAt, info.UpdatedAt);
}
