using Fluers.Sdk.Storage;
using Fluers.Sdk.Tests.TestTypes;

namespace Fluers.Sdk.Tests.Sessions;

/// <summary>What a save stores, and what it does not store again.</summary>
public class SessionSaveTests
{
    private readonly ProbeStorage _storage = new();
    private readonly SessionStore _store;

    public SessionSaveTests() => _store = new SessionStore(_storage);

    private SessionCommit Last => _storage.Commits[^1];

    [Fact]
    public async Task A_new_session_is_stored_with_the_log_that_it_begins_with()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t", Notes = [new Entry("a"), new Entry("b")] });

        Assert.Equal(1, session.Revision);
        Assert.Equal(1, session.StoredVersion);
        Assert.Equal(session.Id, session.Key.Id);
        Assert.Equal(2, Assert.Single(_storage.Commits).EntryCount);
        Session<Book>? again = await _store.LoadAsync<Book>(session.Id);
        Assert.NotNull(again);
        Assert.Equal(session.State, again.State);
        Assert.Equal((1L, session.Key), (again.Revision, again.Key));
    }

    [Fact]
    public async Task What_is_appended_stays_in_memory_until_it_is_saved()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t" });

        session.AppendEntry(new Entry("a"));

        Assert.Equal(new Entry("a"), Assert.Single(session.State.Notes.AsSpan().ToArray()));
        Assert.Empty((await _store.LoadAsync<Book>(session.Id))!.State.Notes.AsSpan().ToArray());
        await session.SaveAsync();
        Assert.Equal(session.State, (await _store.LoadAsync<Book>(session.Id))!.State);
        Assert.Equal(2, session.Revision);
    }

    [Fact]
    public async Task New_entries_alone_are_stored_without_the_head()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t", Notes = [new Entry("a")] });
        session.AppendEntry(new Entry("b"));
        session.AppendEntry(new Entry("c"));

        await session.SaveAsync();

        Assert.True(Last.Head.IsEmpty);
        Assert.Equal((2, 1L), (Last.EntryCount, Last.ExpectedRevision));
        Assert.Equal([new("a"), new("b"), new Entry("c")], (await _store.LoadAsync<Book>(session.Id))!.State.Notes.AsSpan().ToArray());
    }

    [Fact]
    public async Task A_changed_head_alone_is_stored_without_entries()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t", Notes = [new Entry("a")] });
        session.Update(book => book with { Pages = 9 });

        await session.SaveAsync();

        Assert.False(Last.Head.IsEmpty);
        Assert.True(Last.Entries.IsEmpty);
        Assert.Equal(0, Last.EntryCount);
        Assert.Equal(9, (await _store.LoadAsync<Book>(session.Id))!.State.Pages);
    }

    [Fact]
    public async Task Saving_nothing_commits_nothing()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t", Notes = [new Entry("a")] });
        await session.SaveAsync();
        session.Update(book => book with { Pages = 9 });
        session.Update(book => book with { Pages = 1 });
        await session.SaveAsync();
        Session<Book> again = (await _store.LoadAsync<Book>(session.Id))!;
        await again.SaveAsync();
        await again.RefreshAsync();
        await again.SaveAsync();

        Assert.Single(_storage.Commits);
        Assert.Equal((1L, 1L), (session.Revision, again.Revision));
    }

    [Fact]
    public async Task A_loaded_session_goes_on_where_the_stored_one_ends()
    {
        SessionId id = (await _store.CreateAsync(new Book { Title = "t" })).Id;
        for (int i = 0; i < 10; i++)
        {
            Session<Book> session = (await _store.LoadAsync<Book>(id))!;
            session.AppendEntry(new Entry($"{i}"));
            await session.SaveAsync();
            Assert.Equal((1, i + 2L), (Last.EntryCount, session.Revision));
            Assert.True(Last.Head.IsEmpty);
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => new Entry($"{i}")), (await _store.LoadAsync<Book>(id))!.State.Notes.AsSpan().ToArray());
    }

    [Fact]
    public async Task A_mutable_envelope_is_stored_when_its_content_has_changed()
    {
        Session<Board> session = await _store.CreateAsync(new Board { Text = "a" });
        await session.SaveAsync();
        Assert.Single(_storage.Commits);

        session.State.Text = "b";
        await session.SaveAsync();

        Assert.Equal(2, _storage.Commits.Count);
        Assert.Equal("b", (await _store.LoadAsync<Board>(session.Id))!.State.Text);
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_not_stored_and_can_be_mended()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t" });
        Book before = session.State;
        session.AppendEntry(new Entry("a"));
        session.AppendEntry(new Entry("\uD800"));

        var e = await Assert.ThrowsAsync<SessionValueException>(async () => await session.SaveAsync());

        Assert.Equal(("note", "Text (key 0)"), (e.SchemaId, e.Path));
        Assert.Single(_storage.Commits);
        session.Update(_ => before with { Notes = [new Entry("b")] });
        await session.SaveAsync();
        Assert.Equal([new Entry("b")], (await _store.LoadAsync<Book>(session.Id))!.State.Notes.AsSpan().ToArray());
    }

    [Fact]
    public async Task An_update_gives_a_state()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t" });

        Assert.Throws<InvalidOperationException>(() => session.Update(_ => null!));
        Assert.Throws<ArgumentNullException>(() => session.Update(null!));
        Assert.Equal("t", session.State.Title);
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await _store.CreateAsync<Book>(null!));
    }

    [Fact]
    public async Task Only_entries_of_the_log_are_appended()
    {
        Session<Book> book = await _store.CreateAsync(new Book { Title = "t" });
        Session<Board> board = await _store.CreateAsync(new Board());

        Assert.Throws<ArgumentException>(() => book.AppendEntry(Parcel.Sample()));
        Assert.Throws<ArgumentException>(() => board.AppendEntry(new Entry("a")));
        Assert.Throws<ArgumentNullException>(() => book.AppendEntry<Entry>(null!));
        Assert.Empty(book.State.Notes.AsSpan().ToArray());
    }

    [Fact]
    public async Task An_envelope_without_a_log_leaves_stored_entries_where_they_are()
    {
        Session<Book> book = await _store.CreateAsync(new Book { Title = "t", Notes = [new Entry("a")] });
        Session<Cover> cover = (await _store.LoadAsync<Cover>(book.Id))!;
        cover.Update(c => c with { Title = "u" });
        await cover.SaveAsync();

        Book again = (await _store.LoadAsync<Book>(book.Id))!.State;

        Assert.Equal("u", again.Title);
        Assert.Equal([new Entry("a")], again.Notes.AsSpan().ToArray());
    }
}
