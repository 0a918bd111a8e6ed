using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>A log is read as it was stored, however a storage cuts it into rows, segments or blocks.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class LogLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    [Fact]
    public async Task Every_length_of_a_log_can_be_read_while_it_grows()
    {
        for (int i = 0; i < 200; i++)
        {
            await Store(TestCommits.Commit(Key(), i, i == 0 ? "h" : null, $"{i}"));
            Assert.Equal(Numbers(0, i + 1), (await Read(Key())).Entries);
            Assert.Equal([$"{i}"], (await Read(Key(), new EntryRange(i, 1))).Entries);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(65)]
    [InlineData(999)]
    public async Task Ranges_anywhere_in_a_log_are_exact(int length)
    {
        for (int i = 0; i < 300; i++)
        {
            await Store(TestCommits.Commit(Key(), i, i == 0 ? "h" : null, $"{i}"));
        }

        for (int from = 0; from < 300; from += 13)
        {
            Assert.Equal(Numbers(from, Math.Min(300, from + length)), (await Read(Key(), new EntryRange(from, length))).Entries);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Commits_of_any_size_in_any_order_are_read_as_they_were_stored(int seed)
    {
        var random = new Random(seed);
        int[] sizes = [0, 100, 3_000, 20_000, 70_000, 200_000];
        var expected = new List<string>();
        for (int revision = 0; revision < 120; revision++)
        {
            string[] entries =
            [
                .. Enumerable.Range(0, random.Next(4) switch { 0 => random.Next(200), var few => few })
                    .Select(i => $"{revision}.{i}:" + new string('x', random.Next(20) == 0 ? sizes[random.Next(sizes.Length)] : random.Next(300))),
            ];
            expected.AddRange(entries);
            await Store(TestCommits.Commit(Key(), revision, revision == 0 ? "h" : null, entries));
            if (revision % 10 == 0)
            {
                Assert.Equal(expected, (await Read(Key())).Entries);
            }
        }

        for (int i = 0; i < 60; i++)
        {
            int from = random.Next(expected.Count);
            int count = random.Next(1, expected.Count - from + 1);
            Assert.Equal(expected.GetRange(from, count), (await Read(Key(), new EntryRange(from, count))).Entries);
        }
    }

    [Fact]
    public async Task Logs_of_two_sessions_that_grow_in_turn_stay_apart()
    {
        for (int i = 0; i < 200; i++)
        {
            await Store(TestCommits.Commit(Key(), i, i == 0 ? "h" : null, $"{i}"));
            await Store(TestCommits.Commit(Key("neighbour"), i, i == 0 ? "h" : null, $"{-i}"));
        }

        await Storage.DeleteAsync(Key("neighbour"));
        Assert.Equal(Numbers(0, 200), (await Read(Key())).Entries);
    }

    private static IEnumerable<string> Numbers(int from, int end) => Enumerable.Range(from, end - from).Select(i => $"{i}");
}
