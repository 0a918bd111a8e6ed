using System.Collections.Immutable;
using MessagePack;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

[SessionSchema(1)]
public sealed partial record Sorted
{
    [Key(0)] public required SortedDictionary<string, int> Map { get; init; }
    [Key(1)] public required SortedSet<string> Set { get; init; }
    [Key(2)] public required ImmutableSortedDictionary<string, int> ImmutableMap { get; init; }
    [Key(3)] public required ImmutableSortedSet<string> ImmutableSet { get; init; }
    [Key(4)] public required SortedList<string, int> List { get; init; }
}

/// <summary>What is sorted by text has one order on every machine: that of the code units, and not that of a culture.</summary>
public sealed class SortedTests
{
    private static readonly string[] Words = ["co-op", "coop", "CO-OP", "Zebra", "a", "ä", "strasse", "straße"];

    [Fact]
    public void Texts_are_ordered_by_their_code_units()
    {
        Dictionary<string, int> numbers = Words.Select((word, i) => (word, i)).ToDictionary(pair => pair.word, pair => pair.i);
        Sorted read = Payload.Read<Sorted>(Payload.Write(new Sorted
        {
            Map = new(numbers, StringComparer.Ordinal),
            Set = new(Words, StringComparer.Ordinal),
            ImmutableMap = numbers.ToImmutableSortedDictionary(StringComparer.Ordinal),
            ImmutableSet = Words.ToImmutableSortedSet(StringComparer.Ordinal),
            List = new(numbers, StringComparer.Ordinal),
        }));

        string[] ordered = [.. Words.Order(StringComparer.Ordinal)];
        Assert.Equal(ordered, read.Map.Keys);
        Assert.Equal(ordered, read.Set);
        Assert.Equal(ordered, read.ImmutableMap.Keys);
        Assert.Equal(ordered, read.ImmutableSet);
        Assert.Equal(ordered, read.List.Keys);
        Assert.Same(StringComparer.Ordinal, read.Map.Comparer);
        Assert.Same(StringComparer.Ordinal, read.Set.Comparer);
        Assert.Same(StringComparer.Ordinal, read.ImmutableMap.KeyComparer);
        Assert.Same(StringComparer.Ordinal, read.ImmutableSet.KeyComparer);
        Assert.Same(StringComparer.Ordinal, read.List.Comparer);
    }

    [Theory]
    [InlineData("1 2 3 4 5")]
    [InlineData("5 4 3 2 1")]
    [InlineData("3 1 5 2 4")]
    [InlineData("1 5 6 2 7 3")]
    [InlineData("2 1")]
    [InlineData("7")]
    public void A_sorted_list_is_read_from_entries_in_any_order(string order)
    {
        string[] keys = order.Split(' ');
        SortedList<string, int> read = Read(keys);

        Assert.Equal(keys.Order(StringComparer.Ordinal), read.Keys);
        Assert.All(read, pair => Assert.Equal(keys[pair.Value], pair.Key));
        Assert.Same(StringComparer.Ordinal, read.Comparer);
    }

    [Theory]
    [InlineData("1 1")]
    [InlineData("2 1 2")]
    [InlineData("2 1 1")]
    [InlineData("1 3 2 3")]
    public void A_key_that_comes_twice_is_damage_wherever_it_stands(string order) =>
        Assert.Throws<SessionCorruptException>(() => Read(order.Split(' ')));

    private static SortedList<string, int> Read(string[] keys)
    {
        byte[] list = [(byte)(0x80 + keys.Length), .. keys.SelectMany((key, i) => (byte[])[.. MessagePackSerializer.Serialize(key), (byte)i])];
        return Payload.Read<Sorted>([0x95, 0x80, 0x90, 0x80, 0x90, .. list]).List;
    }
}
