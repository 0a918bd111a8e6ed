namespace Fluers.Sdk.Tests.Sessions;

public class ForkTests
{
    private readonly ProbeStorage _storage = new();
    private readonly SessionStore _store;

    public ForkTests() => _store = new SessionStore(_storage);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_fork_has_the_head_and_the_entries_below_its_position(int atEntry)
    {
        Session<Book> source = await Stored();

        SessionId id = await _store.ForkAsync(source.Id, atEntry);

        Session<Book> fork = (await _store.LoadAsync<Book>(id))!;
        Assert.Equal(source.State with { Notes = [.. source.State.Notes.AsSpan()[..atEntry]] }, fork.State);
        Assert.Equal(1, fork.Revision);
        Assert.NotEqual(source.Id, id);
        SessionInfo info = await _store.GetInfoAsync(id);
        Assert.Equal(((long)atEntry, 1, Book.Schema.IdHash), (info.EntryCount, info.StoredVersion, info.SchemaHash));
    }

    [Fact]
    public async Task A_fork_and_its_source_go_separate_ways()
    {
        Session<Book> source = await Stored();
        Session<Book> fork = (await _store.LoadAsync<Book>(await _store.ForkAsync(source.Id, 2)))!;
        fork.AppendEntry(new Entry("x"));
        await fork.SaveAsync();
        source.AppendEntry(new Entry("d"));
        await source.SaveAsync();
        await _store.DeleteAsync(source.Id);

        Assert.Equal(["a", "b", "x"], await _store.ReadAsync<Entry>(fork.Id).Select(entry => entry.Text).ToListAsync());
    }

    [Fact]
    public async Task A_fork_takes_what_is_stored_and_not_what_is_only_in_memory()
    {
        Session<Book> source = await Stored();
        source.AppendEntry(new Entry("d"));

        var e = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _store.ForkAsync(source.Id, 4));

        Assert.Contains("has 3 entries", e.Message);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _store.ForkAsync(source.Id, -1));
        Assert.Single(_storage.Commits);
    }

    private async Task<Session<Book>> Stored() =>
        await _store.CreateAsync(new Book { Title = "t", Pages = 4, Notes = [new Entry("a"), new Entry("b"), new Entry("c")] });
}
