using System.Text;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>Entries have one order, their sequence number; a sink gets what it asked for.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class ReadingLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    private const int Length = 200;

    [Fact]
    public async Task Entries_are_in_the_order_of_their_commits_whatever_the_clock_says()
    {
        for (int i = 0; i < Length; i++)
        {
            Clock.Now -= TimeSpan.FromHours(1);
            await Store(TestCommits.Commit(Key(), i, i == 0 ? "h" : null, $"{i}"));
        }

        RecordedSession read = await Read(Key());
        Assert.Equal(0, read.First);
        Assert.Equal(Enumerable.Range(0, Length).Select(i => $"{i}"), read.Entries);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, Length)]
    [InlineData(0, long.MaxValue)]
    [InlineData(1, 1)]
    [InlineData(1, long.MaxValue)]
    [InlineData(37, 90)]
    [InlineData(63, 2)]
    [InlineData(64, 64)]
    [InlineData(100, 1000)]
    [InlineData(Length - 1, 1)]
    [InlineData(Length - 1, long.MaxValue)]
    public async Task A_range_of_a_log_is_read_exactly(long from, long count)
    {
        await FillAsync();

        RecordedSession read = await Read(Key(), new EntryRange(from, count));

        long end = count > Length - from ? Length : from + count;
        Assert.Equal(from, read.First);
        Assert.Equal(Enumerable.Range((int)from, (int)(end - from)).Select(i => $"{i}"), read.Entries);
        Assert.Equal(Length, read.Info.EntryCount);
    }

    [Fact]
    public async Task Every_single_entry_can_be_read_alone()
    {
        await FillAsync();
        for (int i = 0; i < Length; i++)
        {
            Assert.Equal([$"{i}"], (await Read(Key(), new EntryRange(i, 1))).Entries);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(50, 0)]
    [InlineData(Length, 0)]
    [InlineData(Length, 10)]
    [InlineData(Length + 1, 0)]
    [InlineData(Length + 1, 10)]
    [InlineData(Length + 1, long.MaxValue)]
    [InlineData(1L << 40, 10)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public async Task A_range_without_entries_reads_the_head_alone(long from, long count)
    {
        await FillAsync();
        await Store(TestCommits.Commit(Key("neighbour"), 0, "h", "x"));

        RecordedSession read = await Read(Key(), new EntryRange(from, count));

        Assert.Equal("h", read.Head);
        Assert.Equal(Length, read.Info.EntryCount);
        Assert.Empty(read.Entries);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(-1, long.MaxValue)]
    [InlineData(0, -1)]
    [InlineData(long.MinValue, long.MaxValue)]
    public async Task A_range_of_less_than_nothing_is_refused(long from, long count)
    {
        await Store(TestCommits.Commit(Key("neighbour"), 0, "h", "x"));
        await FillAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await Storage.ReadAsync(Key(), new EntryRange(from, count), new RecordedSession()));
    }

    [Fact]
    public async Task A_session_that_does_not_exist_is_not_found_and_its_sink_not_called()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        var read = new RecordedSession();

        Assert.False(await Storage.ReadAsync(Key("another"), EntryRange.All, read));
        Assert.False(read.WasCalled);
        Assert.Null(await Storage.GetInfoAsync(Key("another")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_sink_throws_passes_through_unchanged_and_harms_nothing(bool atHead)
    {
        await FillAsync();
        var error = new InvalidDataException("The sink's own.");

        Exception thrown = await Assert.ThrowsAnyAsync<Exception>(
            async () => await Storage.ReadAsync(Key(), EntryRange.All, new ThrowingSink(atHead, error)));

        Assert.Same(error, thrown);
        Assert.Equal(Length, (await Read(Key())).Entries.Count);
        await Store(TestCommits.Commit(Key(), (await Read(Key())).Info.Revision, null, "more"));
    }

    [Fact]
    public async Task A_sink_may_use_the_storage_while_it_is_called()
    {
        await FillAsync();
        var sink = new ReentrantSink(() =>
        {
            RecordedSession read = Read(Key()).GetAwaiter().GetResult();
            Store(TestCommits.Commit(Key(), read.Info.Revision, null, "more")).GetAwaiter().GetResult();
        });

        Assert.True(await Storage.ReadAsync(Key(), EntryRange.All, sink));

        Assert.Equal(Length, sink.EntryCount);
        Assert.Equal(Length + 1, (await Read(Key())).Entries.Count);
    }

    /// <summary>Stores a log in commits of one, two, three entries and so on, in turn.</summary>
    private async Task FillAsync()
    {
        int stored = 0;
        for (int revision = 0; stored < Length; revision++)
        {
            int count = Math.Min(revision % 11, Length - stored);
            string[] entries = [.. Enumerable.Range(stored, count).Select(i => $"{i}")];
            await Store(TestCommits.Commit(Key(), revision, revision == 0 ? "h" : null, entries));
            stored += count;
        }
    }

    private sealed class ThrowingSink(bool atHead, Exception error) : IFrameSink
    {
        public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head)
        {
            if (atHead)
            {
                throw error;
            }
        }

        public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames) => throw error;
    }

    private sealed class ReentrantSink(Action use) : IFrameSink
    {
        public long EntryCount { get; private set; }

        public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head)
        {
            EntryCount = info.EntryCount;
            use();
        }

        public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames)
        {
            for (var reader = new FrameReader(frames); reader.MoveNext(); firstEntry++)
            {
                Assert.Equal($"{firstEntry}", Encoding.UTF8.GetString(reader.Payload));
            }
        }
    }
}
