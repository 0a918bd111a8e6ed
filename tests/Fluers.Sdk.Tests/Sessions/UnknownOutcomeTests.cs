using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Tests.Sessions;

/// <summary>A storage fails, and nobody knows whether it stored the commit.</summary>
public class UnknownOutcomeTests
{
    private readonly ProbeStorage _storage = new();
    private readonly SessionStore _store;

    public UnknownOutcomeTests() => _store = new SessionStore(_storage);

    [Fact]
    public async Task The_next_save_repeats_the_same_commit_and_nothing_is_stored_twice()
    {
        Session<Book> session = await Failed(_storage.LoseNextOutcome);

        await session.SaveAsync();

        Repeated(1, 2);
        Assert.Equal(3, _storage.Commits.Count);
        Assert.Equal(2, session.Revision);
        await Stores(session, "a");
    }

    [Fact]
    public async Task A_commit_that_was_not_stored_is_stored_by_the_next_save()
    {
        Session<Book> session = await Failed(_storage.FailNextCommit);

        await session.SaveAsync();

        Repeated(1, 2);
        Assert.Equal(2, session.Revision);
        await Stores(session, "a");
    }

    [Fact]
    public async Task What_changed_meanwhile_is_stored_in_a_commit_of_its_own()
    {
        Session<Book> session = await Failed(_storage.LoseNextOutcome);
        session.AppendEntry(new Entry("b"));
        session.Update(book => book with { Pages = 3 });

        await session.SaveAsync();

        Repeated(1, 2);
        Assert.Equal(4, _storage.Commits.Count);
        Assert.Equal((2L, 1), (_storage.Commits[3].ExpectedRevision, _storage.Commits[3].EntryCount));
        Assert.Equal(3, session.Revision);
        await Stores(session, "a", "b");
    }

    [Fact]
    public async Task A_commit_that_fails_again_and_again_stays_the_same()
    {
        Session<Book> session = await Failed(_storage.FailNextCommit);
        _storage.LoseNextOutcome();
        await Assert.ThrowsAsync<SessionStorageException>(async () => await session.SaveAsync());
        _storage.FailNextCommit();
        await Assert.ThrowsAsync<SessionStorageException>(async () => await session.SaveAsync());

        await session.SaveAsync();

        Repeated(1, 2);
        Repeated(1, 3);
        Repeated(1, 4);
        await Stores(session, "a");
    }

    [Fact]
    public async Task Another_writer_that_came_first_is_reported_and_the_commit_is_given_up()
    {
        Session<Book> session = await Failed(_storage.FailNextCommit);
        Session<Book> other = (await _store.LoadAsync<Book>(session.Id))!;
        other.AppendEntry(new Entry("other"));
        await other.SaveAsync();

        var e = await Assert.ThrowsAsync<SessionConflictException>(async () => await session.SaveAsync());

        Assert.Equal((1L, 2L), (e.ExpectedRevision, e.ActualRevision));
        await session.RefreshAsync();
        session.AppendEntry(new Entry("b"));
        await session.SaveAsync();
        await Stores(session, "other", "b");
    }

    [Fact]
    public async Task A_commit_that_was_stored_before_another_writers_is_known_again()
    {
        Session<Book> session = await Failed(_storage.LoseNextOutcome);
        Session<Book> other = (await _store.LoadAsync<Book>(session.Id))!;
        other.AppendEntry(new Entry("other"));
        await other.SaveAsync();

        await session.SaveAsync();   // its own commit is stored; there is nothing else to save

        Assert.Equal(2, session.Revision);
        session.AppendEntry(new Entry("b"));
        var e = await Assert.ThrowsAsync<SessionConflictException>(async () => await session.SaveAsync());
        Assert.Equal((2L, 3L), (e.ExpectedRevision, e.ActualRevision));
    }

    [Fact]
    public async Task A_refresh_settles_what_was_stored()
    {
        Session<Book> session = await Failed(_storage.LoseNextOutcome);

        await session.RefreshAsync();
        await session.SaveAsync();

        Assert.Equal(2, _storage.Commits.Count);
        await Stores(session, "a");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_repetition_leaves_the_commit_to_be_repeated(bool stored)
    {
        Session<Book> session = await Failed(stored ? _storage.LoseNextOutcome : _storage.FailNextCommit);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.SaveAsync(new CancellationToken(canceled: true)));

        await session.SaveAsync();

        Repeated(1, 3);
        Assert.Equal(2, session.Revision);
        await Stores(session, "a");
    }

    private async Task<Session<Book>> Failed(Action fail)
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t" });
        session.AppendEntry(new Entry("a"));
        session.Update(book => book with { Pages = 2 });
        fail();
        await Assert.ThrowsAsync<SessionStorageException>(async () => await session.SaveAsync());
        Assert.Equal(1, session.Revision);
        return session;
    }

    private void Repeated(int first, int again)
    {
        SessionCommit one = _storage.Commits[first];
        SessionCommit two = _storage.Commits[again];
        Assert.Equal((one.CommitId, one.ExpectedRevision, one.EntryCount), (two.CommitId, two.ExpectedRevision, two.EntryCount));
        Assert.Equal(one.Head.ToArray(), two.Head.ToArray());
        Assert.Equal(one.Entries.ToArray(), two.Entries.ToArray());
    }

    private async Task Stores(Session<Book> session, params string[] entries)
    {
        Session<Book> stored = (await _store.LoadAsync<Book>(session.Id))!;
        Assert.Equal(session.State, stored.State);
        Assert.Equal(session.Revision, stored.Revision);
        Assert.Equal(entries, stored.State.Notes.Select(entry => entry.Text));
    }
}
