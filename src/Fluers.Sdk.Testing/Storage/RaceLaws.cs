using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>Of racing writers exactly one wins, and nothing is lost.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class RaceLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    private const int Writers = 8;

    [Fact]
    public async Task Of_writers_racing_to_create_a_session_exactly_one_wins()
    {
        CommitOutcome[] outcomes = await Together(Writers, writer => Storage.CommitAsync(TestCommits.Commit(Key(), 0, $"h{writer}")).AsTask());

        Assert.Single(outcomes, outcome => outcome.Status == CommitStatus.Committed);
        Assert.Equal(Writers - 1, outcomes.Count(outcome => outcome == new CommitOutcome(CommitStatus.Conflict, 1, 0)));
    }

    [Fact]
    public async Task Of_writers_racing_for_a_revision_exactly_one_wins()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        for (int revision = 1; revision <= 20; revision++)
        {
            int expected = revision;
            CommitOutcome[] outcomes = await Together(
                Writers, writer => Storage.CommitAsync(TestCommits.Commit(Key(), expected, null, $"{expected}.{writer}")).AsTask());

            Assert.Single(outcomes, outcome => outcome.Status == CommitStatus.Committed);
            Assert.Equal(Writers - 1, outcomes.Count(outcome => outcome.Status == CommitStatus.Conflict));
        }

        Assert.Equal(Enumerable.Range(1, 20), (await Read(Key())).Entries.Select(entry => int.Parse(entry.Split('.')[0])));
    }

    [Fact]
    public async Task Racing_writers_that_repeat_until_they_win_lose_nothing()
    {
        const int Each = 25;
        await Store(TestCommits.Commit(Key(), 0, "h"));

        await Together(Writers, async writer =>
        {
            long revision = 1;
            for (int i = 0; i < Each;)
            {
                CommitOutcome outcome = await Storage.CommitAsync(TestCommits.Commit(Key(), revision, null, $"{writer}.{i}"));
                revision = outcome.Revision;
                i += outcome.Status == CommitStatus.Committed ? 1 : 0;
            }

            return revision;
        });

        RecordedSession read = await Read(Key());
        Assert.Equal(1 + (Writers * Each), read.Info.Revision);
        Assert.Equal(Writers * Each, read.Info.EntryCount);
        for (int writer = 0; writer < Writers; writer++)
        {
            string mine = $"{writer}.";
            Assert.Equal(
                Enumerable.Range(0, Each).Select(i => mine + i),
                read.Entries.Where(entry => entry.StartsWith(mine, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Writers_of_different_sessions_do_not_disturb_each_other()
    {
        await Together(Writers, async writer =>
        {
            SessionKey key = Key($"session-{writer}");
            for (int i = 0; i < 30; i++)
            {
                await Store(TestCommits.Commit(key, i, i == 0 ? "h" : null, $"{writer}.{i}"));
            }

            return 0;
        });

        for (int writer = 0; writer < Writers; writer++)
        {
            Assert.Equal(
                Enumerable.Range(0, 30).Select(i => $"{writer}.{i}"), (await Read(Key($"session-{writer}"))).Entries);
        }
    }

    [Fact]
    public async Task A_commit_sent_by_many_at_once_under_one_id_is_stored_once()
    {
        SessionCommit commit = TestCommits.Commit(Key(), 0, "h", "a");

        CommitOutcome[] outcomes = await Together(Writers, _ => Storage.CommitAsync(commit).AsTask());

        Assert.Single(outcomes, new CommitOutcome(CommitStatus.Committed, 1, 1));
        Assert.Equal(Writers - 1, outcomes.Count(outcome => outcome == new CommitOutcome(CommitStatus.Repeated, 1, 1)));
        Assert.Equal("1: h [a]", await Content(Key()));
    }

    [Fact]
    public async Task A_read_beside_writers_sees_one_revision()
    {
        // Each commit stores the number of entries in the head, so that head, entries and info must agree in every read.
        const int Commits = 150;
        await Store(TestCommits.Commit(Key(), 0, "0"));
        Task<int[]> writing = Together(1, async _ =>
        {
            for (int i = 1; i <= Commits; i++)
            {
                await Store(TestCommits.Commit(Key(), i, $"{i}", $"{i - 1}"));
            }

            return 0;
        });

        await Together(3, async _ =>
        {
            bool done;
            do
            {
                done = writing.IsCompleted;
                RecordedSession read = await Read(Key());
                Assert.Equal($"{read.Entries.Count}", read.Head);
                Assert.Equal(read.Entries.Count, read.Info.EntryCount);
                Assert.Equal(read.Entries.Count + 1, read.Info.Revision);
                Assert.Equal(Enumerable.Range(0, read.Entries.Count).Select(i => $"{i}"), read.Entries);
            }
            while (!done);
            return 0;
        });

        await writing;
        Assert.Equal(Commits, (await Read(Key())).Entries.Count);
    }

    [Fact]
    public async Task Of_many_first_requests_of_one_id_all_get_the_one_session()
    {
        const int Requests = 20;
        var store = new SessionStore(Storage);

        Session<SessionState>[] sessions = await Together(Requests, async request => await store.GetOrCreateAsync(Key().Id, () => new SessionState { Model = $"{request}", MaxTurns = request }));

        SessionState first = (await store.LoadAsync<SessionState>(Key().Id))!.State;
        Assert.All(sessions, session => Assert.Equal((first, 1), (session.State, session.Revision)));

        // Each of them goes on from there: of all that save one wins.
        bool[] saved = await Together(Requests, async request =>
        {
            sessions[request].Update(state => state with { SystemMessage = $"{request}" });
            try
            {
                await sessions[request].SaveAsync();
                return true;
            }
            catch (SessionConflictException)
            {
                return false;
            }
        });
        Assert.Single(saved, true);
    }

    [Fact]
    public async Task A_deleted_id_is_not_created_anew_by_who_asks_for_it()
    {
        var store = new SessionStore(Storage);
        await store.GetOrCreateAsync(Key().Id, () => new SessionState { Model = "m", MaxTurns = 1 });
        await store.DeleteAsync(Key().Id);

        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await store.GetOrCreateAsync(Key().Id, () => new SessionState { Model = "m", MaxTurns = 1 }));
    }
}
