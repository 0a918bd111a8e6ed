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
}
