using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>
/// A commit that names the commit that it builds on is stored behind that one and no other. So who outlived a restore, a failover that lost
/// commits, or a replaced store is refused although the numbers agree, and who reads on can ask whether it is still the same history.
/// </summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class HistoryLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    [Fact]
    public async Task A_commit_that_builds_on_the_last_one_is_stored()
    {
        SessionCommit last = TestCommits.Commit(Key(), 0, "h0", "0");
        await Store(last);
        for (int i = 1; i < 150; i++)
        {
            SessionCommit next = After(last, i % 10 == 0 ? $"h{i}" : null, $"{i}");
            Assert.Equal(new CommitOutcome(CommitStatus.Committed, i + 1, i + 1), await Storage.CommitAsync(next));
            last = next;
        }

        RecordedSession read = await Read(Key());
        Assert.Equal("h140", read.Head);
        Assert.Equal(Enumerable.Range(0, 150).Select(i => $"{i}"), read.Entries);
    }

    [Fact]
    public async Task A_commit_that_builds_on_another_commit_of_the_same_number_is_refused_as_diverged()
    {
        SessionCommit[] commits = await Converse(3);
        StoredSessionInfo? before = await Storage.GetInfoAsync(Key());

        // One that nobody stored here, and some of this very history.
        foreach (Guid other in new[] { Guid.CreateVersion7(), commits[1].CommitId, commits[0].CommitId })
        {
            SessionCommit diverged = TestCommits.Commit(Key(), 3, "other", "x").With(buildsOn: other);
            Assert.Equal(new CommitOutcome(CommitStatus.Diverged, 3, 3), await Storage.CommitAsync(diverged));
        }

        Assert.Equal("3: h [0 1 2]", await Content(Key()));
        Assert.Equal(before, await Storage.GetInfoAsync(Key()));
        Assert.Equal(before, (await Read(Key())).Info);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(1000)]
    [InlineData(long.MaxValue)]
    public async Task A_commit_that_builds_on_one_that_is_lost_is_refused_as_diverged(long expected)
    {
        await Converse(3);

        Assert.Equal(
            new CommitOutcome(CommitStatus.Diverged, 3, 3),
            await Storage.CommitAsync(TestCommits.Commit(Key(), expected, "other", "x").With(buildsOn: Guid.CreateVersion7())));
        Assert.Equal("3: h [0 1 2]", await Content(Key()));
    }

    [Fact]
    public async Task A_commit_that_builds_on_an_earlier_one_came_too_late()
    {
        SessionCommit[] commits = await Converse(3);

        Assert.Equal(new CommitOutcome(CommitStatus.Conflict, 3, 3), await Storage.CommitAsync(After(commits[1], null, "x")));
        Assert.Equal(new CommitOutcome(CommitStatus.Conflict, 3, 3), await Storage.CommitAsync(After(commits[0], null, "x")));
        Assert.Equal("3: h [0 1 2]", await Content(Key()));
    }

    [Fact]
    public async Task What_a_refused_commit_builds_on_may_be_mended_and_the_commit_sent_again()
    {
        SessionCommit[] commits = await Converse(2);
        SessionCommit diverged = TestCommits.Commit(Key(), 2, null, "2").With(buildsOn: Guid.CreateVersion7());
        Assert.Equal(CommitStatus.Diverged, (await Storage.CommitAsync(diverged)).Status);

        await Store(diverged.With(buildsOn: commits[1].CommitId));

        Assert.Equal("3: h [0 1 2]", await Content(Key()));
    }

    [Fact]
    public async Task A_commit_that_names_no_other_is_held_against_the_number_alone()
    {
        await Converse(2);

        await Store(TestCommits.Commit(Key(), 2, null, "2"));

        Assert.Equal("3: h [0 1 2]", await Content(Key()));
    }

    [Fact]
    public async Task A_retry_is_recognised_whatever_it_says_that_it_builds_on()
    {
        SessionCommit[] commits = await Converse(3);
        SessionCommit retry = commits[1];

        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 2, 2), await Storage.CommitAsync(retry));
        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 2, 2), await Storage.CommitAsync(retry.With(buildsOn: Guid.CreateVersion7())));
        Assert.Equal(CommitStatus.CommitIdReused, (await Storage.CommitAsync(retry.With(entries: TestCommits.Entry("x"), buildsOn: Guid.CreateVersion7()))).Status);
        Assert.Equal("3: h [0 1 2]", await Content(Key()));
    }

    [Fact]
    public async Task There_is_nothing_to_build_on_where_no_session_is_or_a_deleted_one_was()
    {
        SessionCommit[] commits = await Converse(2);
        await Storage.DeleteAsync(Key());

        Assert.Equal(CommitStatus.Deleted, (await Storage.CommitAsync(After(commits[1], null, "x"))).Status);
        Assert.Equal(CommitStatus.NotFound, (await Storage.CommitAsync(After(commits[1], null, "x").With(key: Key("another")))).Status);
        Assert.Null(await Storage.GetInfoAsync(Key("another")));
    }

    [Fact]
    public async Task A_session_tells_its_last_commit_however_it_is_asked()
    {
        SessionCommit created = TestCommits.Commit(Key(), 0, "h", "0");
        SessionCommit appended = After(created, null, "1");
        SessionCommit head = After(appended, "h2");
        foreach (SessionCommit commit in new[] { created, appended, head })
        {
            await Store(commit);
            Assert.Equal(commit.CommitId, (await Storage.GetInfoAsync(Key()))!.LastCommit);
            Assert.Equal(commit.CommitId, (await Read(Key())).Info.LastCommit);
            Assert.Equal(commit.CommitId, (await Read(Key(), EntryRange.None)).Info.LastCommit);
            Assert.Equal(commit.CommitId, Assert.Single((await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions).LastCommit);
        }

        // What stores nothing changes nothing: a retry, a commit that comes too late, one of another history.
        await Storage.CommitAsync(created);
        await Storage.CommitAsync(After(created, null, "x"));
        await Storage.CommitAsync(TestCommits.Commit(Key(), 3, null, "x").With(buildsOn: Guid.CreateVersion7()));
        Assert.Equal(head.CommitId, (await Storage.GetInfoAsync(Key()))!.LastCommit);
    }

    [Fact]
    public async Task Each_commit_of_a_session_is_recalled_at_its_revision_and_at_no_other()
    {
        SessionCommit[] commits = await Converse(70);

        for (int i = 0; i < commits.Length; i++)
        {
            Assert.Equal(CommitRecall.Known, await Storage.RecallAsync(Key(), i + 1, commits[i].CommitId));
            Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(), i + 1, commits[(i + 1) % commits.Length].CommitId));
            Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(), i + 1, Guid.CreateVersion7()));
        }

        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(), 71, commits[69].CommitId));
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(), 71, Guid.CreateVersion7()));
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(), long.MaxValue, Guid.CreateVersion7()));
    }

    [Fact]
    public async Task A_commit_of_another_session_or_of_a_deleted_one_is_foreign()
    {
        SessionCommit[] commits = await Converse(2);
        await Store(TestCommits.Commit(Key("other"), 0, "h"));
        await Store(TestCommits.Commit(Key(tenant: "another-tenant"), 0, "h"));

        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key("other"), 1, commits[0].CommitId));
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(tenant: "another-tenant"), 1, commits[0].CommitId));
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key("never"), 1, commits[0].CommitId));

        await Storage.DeleteAsync(Key());
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(), 2, commits[1].CommitId));
    }

    [Fact]
    public async Task A_question_for_no_revision_is_refused_and_one_may_be_given_up()
    {
        SessionCommit[] commits = await Converse(1);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Storage.RecallAsync(Key(), 0, commits[0].CommitId));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Storage.RecallAsync(Key(), 1, commits[0].CommitId, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Of_writers_that_build_on_one_commit_exactly_one_wins()
    {
        const int Writers = 8;
        SessionCommit last = TestCommits.Commit(Key(), 0, "h");
        await Store(last);
        for (int revision = 1; revision <= 20; revision++)
        {
            SessionCommit[] racing = [.. Enumerable.Range(0, Writers).Select(writer => After(last, null, $"{revision}.{writer}"))];
            CommitOutcome[] outcomes = await Together(Writers, writer => Storage.CommitAsync(racing[writer]).AsTask());

            Assert.Equal(Writers - 1, outcomes.Count(outcome => outcome.Status == CommitStatus.Conflict));
            last = racing[Array.FindIndex(outcomes, outcome => outcome.Status == CommitStatus.Committed)];
            Assert.Equal(last.CommitId, (await Storage.GetInfoAsync(Key()))!.LastCommit);
        }

        Assert.Equal(20, (await Read(Key())).Entries.Count);
    }

    [Fact]
    public async Task A_commit_is_remembered_until_it_is_both_far_back_and_old_and_is_never_stored_twice()
    {
        const int Old = 60;
        const int Young = 40;
        SessionCommit[] old = await Converse(Old);
        Clock.Now += CommitMemory.Age + TimeSpan.FromSeconds(1);
        SessionCommit[] young = await Converse(Young, old[^1]);
        SessionCommit[] last = await Converse(CommitMemory.Commits, young[^1]);
        SessionCommit[] all = [.. old, .. young, .. last];
        string before = await Content(Key());

        // Those that are far back, but young.
        foreach (int i in new[] { Old, Old + 1, Old + Young - 1 })
        {
            await AssertRememberedAsync(i);
        }

        // Then all are old; those that are not far back are remembered.
        Clock.Now += 10 * CommitMemory.Age;
        foreach (int i in new[] { Old + Young, Old + Young + 1, all.Length / 2, all.Length - 1 })
        {
            await AssertRememberedAsync(i);
        }

        // Those that are both may be forgotten.
        foreach (int i in new[] { 0, 1, Old - 1 })
        {
            CommitOutcome outcome = await Storage.CommitAsync(all[i]);
            Assert.True(
                outcome == new CommitOutcome(CommitStatus.Repeated, i + 1, i + 1) || outcome == new CommitOutcome(CommitStatus.Conflict, all.Length, all.Length),
                $"Commit {i} was answered {outcome}.");
            Assert.NotEqual(CommitRecall.Foreign, await Storage.RecallAsync(Key(), i + 1, all[i].CommitId));
        }

        Assert.Equal(before, await Content(Key()));

        async Task AssertRememberedAsync(int i)
        {
            Assert.Equal(new CommitOutcome(CommitStatus.Repeated, i + 1, i + 1), await Storage.CommitAsync(all[i]));
            Assert.Equal(CommitRecall.Known, await Storage.RecallAsync(Key(), i + 1, all[i].CommitId));
            Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(), i + 1, Guid.CreateVersion7()));
        }
    }

    /// <summary>Stores commits of one entry each, and each names the one before it.</summary>
    private async Task<SessionCommit[]> Converse(int count, SessionCommit? behind = null)
    {
        var commits = new SessionCommit[count];
        for (int i = 0; i < count; i++)
        {
            commits[i] = behind is null ? TestCommits.Commit(Key(), 0, "h", "0") : After(behind, null, $"{behind.ExpectedRevision + 1}");
            await Store(commits[i]);
            behind = commits[i];
        }

        return commits;
    }

    private static SessionCommit After(SessionCommit last, string? head, params string[] entries) =>
        TestCommits.Commit(last.Key, last.ExpectedRevision + 1, head, entries).With(buildsOn: last.CommitId);
}
