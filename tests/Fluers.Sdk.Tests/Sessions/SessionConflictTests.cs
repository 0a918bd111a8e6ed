namespace Fluers.Sdk.Tests.Sessions;

/// <summary>Of two writers one wins, and the other one learns of it.</summary>
public class SessionConflictTests
{
    private readonly ProbeStorage _storage = new();
    private readonly SessionStore _store;

    public SessionConflictTests() => _store = new SessionStore(_storage).ForTenant("acme");

    [Fact]
    public async Task The_second_of_two_writers_is_refused_with_both_revisions()
    {
        (Session<Book> first, Session<Book> second) = await TwoOfOne();
        first.AppendEntry(new Entry("first"));
        await first.SaveAsync();
        second.AppendEntry(new Entry("second"));
        Book state = second.State;

        var e = await Assert.ThrowsAsync<SessionConflictException>(async () => await second.SaveAsync());

        Assert.Equal((second.Key, 1L, 2L), (e.Key, e.ExpectedRevision, e.ActualRevision));
        Assert.Contains($"Session 'acme/{second.Id}' stands at revision 2; this commit expected 1.", e.Message);
        Assert.Same(state, second.State);
        Assert.Equal(1, second.Revision);
        Assert.Equal([new Entry("first")], (await _store.LoadAsync<Book>(first.Id))!.State.Notes.AsSpan().ToArray());
    }

    [Fact]
    public async Task A_refused_writer_is_refused_until_it_is_refreshed()
    {
        (Session<Book> first, Session<Book> second) = await TwoOfOne();
        first.Update(book => book with { Pages = 5 });
        await first.SaveAsync();
        second.AppendEntry(new Entry("lost"));
        await Assert.ThrowsAsync<SessionConflictException>(async () => await second.SaveAsync());
        await Assert.ThrowsAsync<SessionConflictException>(async () => await second.SaveAsync());

        await second.RefreshAsync();

        Assert.Equal(first.State, second.State);
        Assert.Equal(2, second.Revision);
        second.AppendEntry(new Entry("second"));
        await second.SaveAsync();
        Book stored = (await _store.LoadAsync<Book>(first.Id))!.State;
        Assert.Equal(5, stored.Pages);
        Assert.Equal([new Entry("second")], stored.Notes.AsSpan().ToArray());
    }

    [Fact]
    public async Task Of_many_writers_at_once_exactly_one_wins_each_round()
    {
        SessionId id = (await _store.CreateAsync(new Book { Title = "t" })).Id;
        for (int round = 0; round < 20; round++)
        {
            Session<Book>[] writers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await _store.LoadAsync<Book>(id))!));
            int[] wins = await Task.WhenAll(writers.Select((writer, i) => Task.Run(async () =>
            {
                writer.AppendEntry(new Entry($"{i}"));
                try
                {
                    await writer.SaveAsync();
                    return 1;
                }
                catch (SessionConflictException)
                {
                    return 0;
                }
            })));

            Assert.Equal(1, wins.Sum());
        }

        Assert.Equal(20, (await _store.LoadAsync<Book>(id))!.State.Notes.Count);
    }

    [Fact]
    public async Task An_id_that_exists_is_not_created_again()
    {
        await _store.CreateAsync(new SessionId("a"), new Book { Title = "old" });

        var e = await Assert.ThrowsAsync<SessionConflictException>(
            async () => await _store.CreateAsync(new SessionId("a"), new Book { Title = "new" }));

        Assert.Equal((0L, 1L), (e.ExpectedRevision, e.ActualRevision));
        Assert.StartsWith("Session 'acme/a' exists already, at revision 1.", e.Message);
        Assert.Equal("old", (await _store.LoadAsync<Book>(new SessionId("a")))!.State.Title);
    }

    [Fact]
    public async Task A_refresh_gives_up_what_was_not_saved()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t", Notes = [new Entry("a")] });
        session.AppendEntry(new Entry("b"));
        session.Update(book => book with { Title = "u" });

        await session.RefreshAsync();

        Assert.Equal(new Book { Title = "t", Notes = [new Entry("a")] }, session.State);
        await session.SaveAsync();
        Assert.Single(_storage.Commits);
    }

    [Fact]
    public async Task A_log_whose_stored_entries_were_replaced_is_refused_by_a_message_that_names_the_fork()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t", Notes = [new Entry("a"), new Entry("b")] });
        Book stored = session.State;
        foreach (SessionLog<Entry> log in new SessionLog<Entry>[] { [], [new("a")], [new("b"), new("a")], [new("a"), new("x"), new("c")] })
        {
            session.Update(_ => stored with { Notes = log });
            var e = await Assert.ThrowsAsync<SessionValueException>(async () => await session.SaveAsync());
            Assert.Contains("Notes no longer begins with the 2 entries that are stored", e.Message);
            Assert.Contains("ForkAsync", e.Message);
        }

        Assert.Single(_storage.Commits);
        session.Update(_ => stored with { Notes = [new("a"), new("b"), new("c")] });   // made anew, the same beginning
        await session.SaveAsync();
        Assert.Equal(1, _storage.Commits[^1].EntryCount);
    }

    private async Task<(Session<Book> First, Session<Book> Second)> TwoOfOne()
    {
        Session<Book> first = await _store.CreateAsync(new Book { Title = "t" });
        return (first, (await _store.LoadAsync<Book>(first.Id))!);
    }
}
