using Fluers.Sdk.Tests.TestTypes;

namespace Fluers.Sdk.Tests.Sessions;

/// <summary>Entries are read in ranges without the session being loaded.</summary>
public class EntryReadTests
{
    private const int Count = 600;

    private readonly ProbeStorage _storage = new();
    private readonly SessionStore _store;

    public EntryReadTests() => _store = new SessionStore(_storage);

    [Theory]
    [InlineData(0, long.MaxValue, 0, 600)]
    [InlineData(0, 600, 0, 600)]
    [InlineData(0, 601, 0, 600)]
    [InlineData(0, 256, 0, 256)]
    [InlineData(0, 257, 0, 257)]
    [InlineData(255, 2, 255, 2)]
    [InlineData(10, 512, 10, 512)]
    [InlineData(88, 512, 88, 512)]
    [InlineData(300, long.MaxValue, 300, 300)]
    [InlineData(599, 100, 599, 1)]
    [InlineData(600, 100, 0, 0)]
    [InlineData(601, 100, 0, 0)]
    [InlineData(700, long.MaxValue, 0, 0)]
    [InlineData(long.MaxValue, long.MaxValue, 0, 0)]
    [InlineData(7, 0, 0, 0)]
    public async Task A_range_holds_the_entries_between_its_ends(long from, long count, int first, int length)
    {
        SessionId id = await Stored();

        List<Entry> entries = await _store.ReadAsync<Entry>(id, from, count).ToListAsync();

        Assert.Equal(Enumerable.Range(first, length).Select(i => new Entry($"{i}")), entries);
        Assert.All(_storage.Reads, range => Assert.InRange(range.Count, 0, 256));
    }

    [Fact]
    public async Task Reading_stops_when_the_reader_does()
    {
        SessionId id = await Stored();

        Assert.Equal(3, (await _store.ReadAsync<Entry>(id).Take(3).ToListAsync()).Count);

        Assert.Single(_storage.Reads);
    }

    [Fact]
    public async Task A_range_has_no_negative_ends()
    {
        SessionId id = await Stored();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _store.ReadAsync<Entry>(id, -1).ToListAsync());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _store.ReadAsync<Entry>(id, 0, -1).ToListAsync());
    }

    [Fact]
    public async Task Entries_of_another_schema_are_refused()
    {
        SessionId id = await Stored();

        var e = await Assert.ThrowsAsync<SessionSchemaException>(async () => await _store.ReadAsync<Parcel>(id).ToListAsync());

        Assert.Equal(SchemaVerdict.UnknownSchema, e.Verdict);
        Assert.Equal(new SessionKey(id), e.Session);
    }

    [Fact]
    public async Task Entries_that_are_appended_while_reading_are_read_too()
    {
        SessionId id = await Stored();
        List<string> read = [];
        await foreach (Entry entry in _store.ReadAsync<Entry>(id))
        {
            if (read.Count == 10)
            {
                Session<Book> session = (await _store.LoadAsync<Book>(id))!;
                session.AppendEntry(new Entry("late"));
                await session.SaveAsync();
            }

            read.Add(entry.Text);
        }

        Assert.Equal([.. Enumerable.Range(0, Count).Select(i => $"{i}"), "late"], read);
    }

    private async Task<SessionId> Stored() =>
        (await _store.CreateAsync(new Book { Title = "t", Notes = [.. Enumerable.Range(0, Count).Select(i => new Entry($"{i}"))] })).Id;
}
