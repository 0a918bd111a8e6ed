using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>
/// Who outlived a restore, a failover that lost commits, or a flush is refused, although the numbers of the two histories agree: nothing of one is
/// stored behind the other, and whoever reads on can tell them apart.
/// </summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class RestoreLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, IRestorablePlace, new()
{
    [Fact]
    public async Task A_writer_that_outlived_a_restore_is_refused_at_the_same_revision()
    {
        SessionCommit[] shared = await ConverseAsync(Storage, null, "base1", "base2");
        await Place.BackUpAsync();
        SessionCommit[] lost = await ConverseAsync(Storage, shared[^1], "A3", "A4");
        await RestoreAsync();
        SessionCommit[] stored = await ConverseElsewhereAsync(shared[^1], "B3", "B4");

        SessionCommit late = After(lost[^1], "A5");
        Assert.Equal(new CommitOutcome(CommitStatus.Diverged, 4, 4), await Storage.CommitAsync(late));
        Assert.Equal("4: h [base1 base2 B3 B4]", await Content(Key()));
        Assert.Equal(stored[^1].CommitId, (await Storage.GetInfoAsync(Key()))!.LastCommit);

        // Whoever loads again and repeats the change is served.
        await Store(late.With(buildsOn: stored[^1].CommitId));
        Assert.Equal("5: h [base1 base2 B3 B4 A5]", await Content(Key()));
    }

    [Fact]
    public async Task A_writer_that_is_ahead_of_what_was_restored_is_refused()
    {
        SessionCommit[] shared = await ConverseAsync(Storage, null, "base1", "base2");
        await Place.BackUpAsync();
        SessionCommit[] lost = await ConverseAsync(Storage, shared[^1], "A3", "A4");
        await RestoreAsync();

        Assert.Equal(new CommitOutcome(CommitStatus.Diverged, 2, 2), await Storage.CommitAsync(After(lost[^1], "A5")));
        Assert.Equal(new CommitOutcome(CommitStatus.Diverged, 2, 2), await Storage.CommitAsync(lost[^1]));
        Assert.Equal("2: h [base1 base2]", await Content(Key()));

        // The first commit that was lost builds on what is there: who repeats it stores it, once.
        await Store(lost[0]);
        Assert.Equal("3: h [base1 base2 A3]", await Content(Key()));
    }

    [Fact]
    public async Task What_was_lost_is_foreign_to_the_history_that_took_its_place()
    {
        SessionCommit[] shared = await ConverseAsync(Storage, null, "base1", "base2");
        await Place.BackUpAsync();
        SessionCommit[] lost = await ConverseAsync(Storage, shared[^1], "A3", "A4");
        Assert.Equal(CommitRecall.Known, await Storage.RecallAsync(Key(), 4, lost[^1].CommitId));
        await RestoreAsync();

        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(), 4, lost[^1].CommitId));
        SessionCommit[] stored = await ConverseElsewhereAsync(shared[^1], "B3", "B4");
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(), 3, lost[0].CommitId));
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Key(), 4, lost[1].CommitId));
        Assert.Equal(CommitRecall.Known, await Storage.RecallAsync(Key(), 2, shared[1].CommitId));
        Assert.Equal(CommitRecall.Known, await Storage.RecallAsync(Key(), 4, stored[1].CommitId));
    }

    [Fact]
    public async Task A_session_that_was_lost_and_created_anew_takes_nothing_of_who_knew_the_old_one()
    {
        await Place.BackUpAsync();
        SessionCommit[] lost = await ConverseAsync(Storage, null, "A1", "A2");
        await RestoreAsync();

        SessionCommit late = After(lost[^1], "A3");
        Assert.Equal(new CommitOutcome(CommitStatus.NotFound, 0, 0), await Storage.CommitAsync(late));
        await ConverseElsewhereAsync(null, "B1", "B2");

        Assert.Equal(new CommitOutcome(CommitStatus.Diverged, 2, 2), await Storage.CommitAsync(late));
        Assert.Equal("2: h [B1 B2]", await Content(Key()));
    }

    [Fact]
    public async Task A_place_that_was_cleared_under_a_writer_takes_nothing_of_it_until_the_session_is_created_anew()
    {
        SessionCommit[] lost = await ConverseAsync(Storage, null, "A1", "A2");
        await ChangeAsync(Place.ClearAsync);

        SessionCommit late = After(lost[^1], "A3");
        await RefusedAsync(late, CommitStatus.NotFound);
        await ConverseElsewhereAsync(null, "B1", "B2");

        await RefusedAsync(late, CommitStatus.Diverged);
        await ReopenAsync();
        Assert.Equal("2: h [B1 B2]", await Content(Key()));
    }

    [Fact]
    public async Task A_session_in_the_hands_of_a_program_says_that_the_histories_diverged()
    {
        Assert.SkipUnless(Place.RestoresUnderOpenStorages, "No session in memory outlives a restore here.");
        var store = new SessionStore(Storage);
        Session<SessionState> held = await store.CreateAsync(new SessionId("held"), new SessionState { Model = "m", MaxTurns = 1 });
        await SayAsync(held, "base");
        await Place.BackUpAsync();
        await SayAsync(held, "A");
        await RestoreAsync();
        await using ISessionStorage other = await Place.OpenAsync(Clock);
        Session<SessionState> again = (await new SessionStore(other).LoadAsync<SessionState>(held.Id))!;
        await SayAsync(again, "B");

        SessionConflictException refused = await Assert.ThrowsAsync<SessionConflictException>(async () => await SayAsync(held, "A again"));

        Assert.True(refused.Diverged);
        Assert.Equal(["base", "B"], (await store.LoadAsync<SessionState>(held.Id))!.State.Messages.Select(message => message.Text));
    }

    private static async Task SayAsync(Session<SessionState> session, string text)
    {
        session.Append(AgentMessage.User(text));
        await session.SaveAsync();
    }

    // A storage that finds out that its place is another one says so instead, until it is opened again.
    private async Task RefusedAsync(SessionCommit commit, CommitStatus status)
    {
        try
        {
            Assert.Equal(status, (await Storage.CommitAsync(commit)).Status);
        }
        catch (SessionStorageException)
        {
            await ReopenAsync();
            Assert.Equal(status, (await Storage.CommitAsync(commit)).Status);
        }
    }

    private Task RestoreAsync() => ChangeAsync(Place.RestoreAsync);

    private async Task ChangeAsync(Func<Task> change)
    {
        if (!Place.RestoresUnderOpenStorages)
        {
            await Storage.DisposeAsync();
        }

        await change();
        if (!Place.RestoresUnderOpenStorages)
        {
            await ReopenAsync();
        }
    }

    /// <summary>Stores commits of one entry each over another storage, as another process does; where only one may be open, over the same.</summary>
    private async Task<SessionCommit[]> ConverseElsewhereAsync(SessionCommit? behind, params string[] entries)
    {
        if (!Place.RestoresUnderOpenStorages)
        {
            return await ConverseAsync(Storage, behind, entries);
        }

        await using ISessionStorage other = await Place.OpenAsync(Clock);
        return await ConverseAsync(other, behind, entries);
    }

    private static async Task<SessionCommit[]> ConverseAsync(ISessionStorage storage, SessionCommit? behind, params string[] entries)
    {
        var commits = new List<SessionCommit>();
        foreach (string entry in entries)
        {
            behind = behind is null ? TestCommits.Commit(Key(), 0, "h", entry) : After(behind, entry);
            Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(behind)).Status);
            commits.Add(behind);
        }

        return [.. commits];
    }

    private static SessionCommit After(SessionCommit last, string entry) =>
        TestCommits.Commit(last.Key, last.ExpectedRevision + 1, null, entry).With(buildsOn: last.CommitId);
}
