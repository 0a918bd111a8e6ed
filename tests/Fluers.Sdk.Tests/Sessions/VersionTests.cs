using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;

namespace Fluers.Sdk.Tests.Sessions;

/// <summary>Builds of several versions share one store.</summary>
public class VersionTests
{
    private readonly ProbeStorage _storage = new();
    private readonly SessionStore _store;

    public VersionTests() => _store = new SessionStore(_storage);

    [Fact]
    public async Task A_newer_version_is_refused_with_what_was_found_and_what_is_read()
    {
        SessionId id = (await _store.CreateAsync(new NewestBook { Title = "t" })).Id;

        var e = await Assert.ThrowsAsync<SessionSchemaException>(async () => await _store.LoadAsync<Book>(id));

        Assert.Equal(
            $"Session '{id}' holds version 3 of schema 'notebook'; this build reads version 1. "
            + "A newer build wrote it: deploy that build, or a later one, to read it. Nothing was changed.",
            e.Message);
        Assert.Equal((SchemaVerdict.TooNew, 3, 1, 1), (e.Verdict, e.FoundVersion, e.OldestReadable, e.CurrentVersion));
        Assert.Equal(new SessionKey(id), e.Session);
    }

    [Fact]
    public async Task An_attempt_to_load_gives_the_verdict_as_a_value()
    {
        SessionId id = (await _store.CreateAsync(new NewestBook { Title = "t" })).Id;

        SessionLoad<Book> load = await _store.TryLoadAsync<Book>(id);

        Assert.False(load.Loaded);
        Assert.Null(load.Session);
        Assert.Equal(SchemaVerdict.TooNew, load.Verdict);
        Assert.Equal(
            (await Assert.ThrowsAsync<SessionSchemaException>(async () => await _store.LoadAsync<Book>(id))).Message,
            load.Refusal!.Message);
    }

    [Fact]
    public async Task An_attempt_to_load_what_this_build_wrote_gives_the_session()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t" });

        SessionLoad<Book> load = await _store.TryLoadAsync<Book>(session.Id);

        Assert.True(load.Loaded);
        Assert.Equal(SchemaVerdict.Current, load.Verdict);
        Assert.Null(load.Refusal);
        Assert.Equal(session.State, load.Session.State);
    }

    [Fact]
    public async Task An_attempt_to_load_what_does_not_exist_gives_no_verdict()
    {
        SessionLoad<Book> load = await _store.TryLoadAsync<Book>(SessionId.New());

        Assert.False(load.Loaded);
        Assert.Null(load.Verdict);
        Assert.Null(load.Session);
        Assert.Null(load.Refusal);
    }

    [Fact]
    public async Task A_version_below_those_read_is_refused()
    {
        SessionId id = (await _store.CreateAsync(new Book { Title = "t" })).Id;

        SessionLoad<NewestBook> load = await _store.TryLoadAsync<NewestBook>(id);

        Assert.Equal(SchemaVerdict.TooOld, load.Verdict);
        Assert.Contains($"Session '{id}' holds version 1 of schema 'notebook'; this build reads version 3.", load.Refusal!.Message);
    }

    [Fact]
    public async Task Another_schema_is_refused()
    {
        SessionId id = (await _store.CreateAsync(new Board { Text = "t" })).Id;

        SessionLoad<Book> load = await _store.TryLoadAsync<Book>(id);

        Assert.Equal(SchemaVerdict.UnknownSchema, load.Verdict);
        Assert.Contains($"Session '{id}' does not hold schema 'notebook' but another one", load.Refusal!.Message);
    }

    [Fact]
    public async Task A_newer_head_that_admits_this_build_is_saved_back_under_its_newer_stamp()
    {
        SessionId id = (await _store.CreateAsync(new NewerBook { Title = "t", Color = "red" })).Id;
        SessionLoad<Book> load = await _store.TryLoadAsync<Book>(id);
        Assert.Equal(SchemaVerdict.NewerReadable, load.Verdict);
        Session<Book> session = load.Session!;
        Assert.Equal(("t", 2), (session.State.Title, session.StoredVersion));

        session.Update(book => book with { Title = "u" });
        session.AppendEntry(new Entry("by the older build"));
        await session.SaveAsync();

        FrameHeader head = FrameHeader.Parse(_storage.Commits[^1].Head.Span);
        Assert.Equal((2, 1), (head.Version, head.MinReader));
        FrameHeader entry = FrameHeader.Parse(_storage.Commits[^1].Entries.Span);
        Assert.Equal((1, 1), (entry.Version, entry.MinReader));
        Assert.Equal(2, session.StoredVersion);
        Assert.Equal(2, (await _store.GetInfoAsync(id)).StoredVersion);
        SessionLoad<Book> again = await _store.TryLoadAsync<Book>(id);
        Assert.Equal(session.State, again.Session!.State);
    }

    [Fact]
    public async Task The_newer_build_finds_what_the_older_one_did_not_know()
    {
        SessionId id = (await _store.CreateAsync(new NewerBook { Title = "t", Color = "red" })).Id;
        Session<Book> older = (await _store.LoadAsync<Book>(id))!;
        older.Update(book => book with { Title = "u", Pages = 4 });
        await older.SaveAsync();

        Session<NewerBook> newer = (await _store.LoadAsync<NewerBook>(id))!;

        Assert.Equal(new NewerBook { Title = "u", Pages = 4, Color = "red" }, newer.State);
    }

    [Fact]
    public async Task A_newer_head_that_was_not_changed_is_not_written_again()
    {
        SessionId id = (await _store.CreateAsync(new NewerBook { Title = "t", Color = "red" })).Id;
        Session<Book> older = (await _store.LoadAsync<Book>(id))!;

        await older.SaveAsync();
        older.AppendEntry(new Entry("a"));
        await older.SaveAsync();

        Assert.Equal(2, _storage.Commits.Count);
        Assert.True(_storage.Commits[^1].Head.IsEmpty);
    }

    [Fact]
    public async Task Newer_entries_that_admit_this_build_are_read()
    {
        SessionId id = (await _store.CreateAsync(new NewerBook { Title = "t", Notes = [new NewerEntry("a", "glad")] })).Id;

        Session<Book> older = (await _store.LoadAsync<Book>(id))!;

        Entry entry = Assert.Single(older.State.Notes.AsSpan().ToArray());
        Assert.Equal("a", entry.Text);
        Assert.False(entry.Unknown.IsEmpty);
    }

    [Fact]
    public async Task A_copy_of_a_newer_entry_keeps_the_stamp_of_what_this_build_does_not_know()
    {
        SessionId id = (await _store.CreateAsync(new NewerBook { Title = "t", Notes = [new NewerEntry("a", "glad")] })).Id;
        Session<Book> older = (await _store.LoadAsync<Book>(id))!;

        older.AppendEntry(older.State.Notes[0]);
        older.AppendEntry(older.State.Notes[0] with { Text = "b" });
        await older.SaveAsync();

        Assert.Equal([(2, 1), (2, 1)], StampsOf(_storage.Commits[^1].Entries.Span));
        Session<NewerBook> newer = (await _store.LoadAsync<NewerBook>(id))!;
        Assert.Equal(["glad", "glad", "glad"], newer.State.Notes.Select(note => note.Mood));

        older.AppendEntry(new Entry("own"));
        await older.SaveAsync();
        Assert.Equal([(1, 1)], StampsOf(_storage.Commits[^1].Entries.Span));
    }

    [Fact]
    public async Task A_session_made_of_a_newer_one_keeps_its_stamp()
    {
        SessionId id = (await _store.CreateAsync(new NewerBook { Title = "t", Color = "red", Notes = [new NewerEntry("a", "glad")] })).Id;
        Session<Book> older = (await _store.LoadAsync<Book>(id))!;

        Session<Book> copy = await _store.CreateAsync(older.State with { Title = "copy" });

        FrameHeader head = FrameHeader.Parse(_storage.Commits[^1].Head.Span);
        Assert.Equal((2, 1, 2), (head.Version, head.MinReader, copy.StoredVersion));
        Session<NewerBook> newer = (await _store.LoadAsync<NewerBook>(copy.Id))!;
        Assert.Equal(("copy", "red", "glad"), (newer.State.Title, newer.State.Color, newer.State.Notes[0].Mood));

        // Saved again, it stays what it is; once nothing of the newer build is left, it is this build's own.
        copy.Update(book => book with { Pages = 7 });
        await copy.SaveAsync();
        Assert.Equal(2, copy.StoredVersion);
        copy.Update(_ => new Book { Title = "own", Notes = copy.State.Notes });
        await copy.SaveAsync();
        Assert.Equal(1, copy.StoredVersion);
    }

    [Fact]
    public async Task What_a_newer_build_wrote_under_another_schema_has_no_stamp_here()
    {
        SessionId id = (await _store.CreateAsync(new NewerBook { Title = "t", Notes = [new NewerEntry("a", "glad")] })).Id;
        Session<Book> older = (await _store.LoadAsync<Book>(id))!;
        older.Update(book => book with { Unknown = book.Notes[0].Unknown });

        var e = await Assert.ThrowsAsync<SessionValueException>(async () => await older.SaveAsync());

        Assert.Equal("notebook", e.SchemaId);
        Assert.StartsWith("it holds what version 2 of schema 'note' wrote and this build, which knows version 1, does not know, and under schema 'notebook'", e.Reason, StringComparison.Ordinal);
        Assert.Single(_storage.Commits);
    }

    [Fact]
    public async Task A_session_with_a_newer_entry_is_refused_by_the_schema_of_the_entry()
    {
        // Its head is of a version that both builds know.
        SessionId id = (await _store.CreateAsync(new Notebook<Build1, Build3> { Title = "t", Notes = [new NewestEntry("a")] })).Id;

        SessionLoad<Book> load = await _store.TryLoadAsync<Book>(id);
        var e = await Assert.ThrowsAsync<SessionSchemaException>(async () => await _store.ReadAsync<Entry>(id).ToListAsync());

        Assert.Equal(SchemaVerdict.TooNew, load.Verdict);
        Assert.Equal(("note", 3), (load.Refusal!.SchemaId, load.Refusal.FoundVersion));
        Assert.Contains($"Session '{id}' holds version 3 of schema 'note'", load.Refusal.Message);
        Assert.Equal(load.Refusal.Message, e.Message);
    }

    [Fact]
    public async Task A_refresh_that_meets_a_newer_version_leaves_the_session_as_it_was()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t" });
        Session<Notebook<Build1, Build3>> newer = (await _store.LoadAsync<Notebook<Build1, Build3>>(session.Id))!;
        newer.AppendEntry(new NewestEntry("b"));
        await newer.SaveAsync();
        session.AppendEntry(new Entry("mine"));

        await Assert.ThrowsAsync<SessionSchemaException>(async () => await session.RefreshAsync());

        Assert.Equal("mine", Assert.Single(session.State.Notes.AsSpan().ToArray()).Text);
        Assert.Equal(1, session.Revision);
    }

    [Fact]
    public async Task A_session_that_this_build_does_not_read_is_listed_forked_and_deleted()
    {
        SessionId id = (await _store.CreateAsync(new NewestBook { Title = "t", Notes = [new NewestEntry("a")] })).Id;

        SessionId fork = await _store.ForkAsync(id, 1);

        SessionInfo info = Assert.Single(await _store.ListAsync().Where(session => session.Id == id).ToListAsync());
        Assert.Equal((3, NewestBook.Schema.IdHash, 1L), (info.StoredVersion, info.SchemaHash, info.EntryCount));
        await _store.DeleteAsync(id);
        Assert.Equal("a", (await _store.LoadAsync<NewestBook>(fork))!.State.Notes[0].Text);
    }

    private static List<(int Version, int MinReader)> StampsOf(ReadOnlySpan<byte> frames)
    {
        var stamps = new List<(int, int)>();
        for (var reader = new FrameReader(frames); reader.MoveNext();)
        {
            stamps.Add((reader.Header.Version, reader.Header.MinReader));
        }

        return stamps;
    }
}
