using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Fluers.Sdk.Integration.Tests.Bytes;
using MessagePack;

namespace Fluers.Sdk.Integration.Tests.Memory;

/// <summary>Collections that are walked as they are.</summary>
[SessionPart]
public sealed partial record Free
{
    [Key(0)] public required int[] Array { get; init; }
    [Key(1)] public required List<string> List { get; init; }
    [Key(2)] public required HashSet<string> HashSet { get; init; }
    [Key(3)] public required Queue<int> Queue { get; init; }
    [Key(4)] public required Stack<int> Stack { get; init; }
    [Key(5)] public required LinkedList<int> Linked { get; init; }
    [Key(6)] public required ImmutableArray<Named> ImmutableArray { get; init; }
    [Key(7)] public required ImmutableList<long> ImmutableList { get; init; }
    [Key(8)] public required ImmutableHashSet<int> ImmutableHashSet { get; init; }
    [Key(9)] public required ImmutableSortedSet<int> ImmutableSortedSet { get; init; }
    [Key(10)] public required FrozenSet<int> FrozenSet { get; init; }
    [Key(11)] public required Dictionary<string, int> Dictionary { get; init; }
    [Key(12)] public required ImmutableDictionary<int, string> ImmutableDictionary { get; init; }
    [Key(13)] public required ImmutableSortedDictionary<int, string> ImmutableSortedDictionary { get; init; }
    [Key(14)] public required FrozenDictionary<int, string> FrozenDictionary { get; init; }
    [Key(15)] public required int[][] Jagged { get; init; }
    [Key(16)] public required int[,] Two { get; init; }
    [Key(17)] public required long[,,] Three { get; init; }
    [Key(18)] public required Named[,,,] Four { get; init; }
    [Key(19)] public required List<(int, string)> Tuples { get; init; }
    [Key(20)] public required KeyValuePair<string, int>[] Pairs { get; init; }
    [Key(21)] public required Dictionary<Guid, List<Pair>> Deep { get; init; }
    [Key(22)] public required Point?[] Points { get; init; }
    [Key(23)] public required List<byte> Bytes { get; init; }

    public static Free Of(int count)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        var map = numbers.ToDictionary(i => i, i => $"{i}");
        return new Free
        {
            Array = numbers, List = [.. map.Values], HashSet = [.. map.Values], Queue = new(numbers), Stack = new(numbers), Linked = new(numbers),
            ImmutableArray = [.. numbers.Select(i => new Named($"{i}", i))], ImmutableList = [.. numbers], ImmutableHashSet = [.. numbers], ImmutableSortedSet = [.. numbers],
            FrozenSet = numbers.ToFrozenSet(), Dictionary = numbers.ToDictionary(i => $"{i}"), ImmutableDictionary = map.ToImmutableDictionary(),
            ImmutableSortedDictionary = map.ToImmutableSortedDictionary(), FrozenDictionary = map.ToFrozenDictionary(), Jagged = [.. numbers.Select(i => new[] { i })],
            Two = new int[2, count], Three = new long[count, 1, 3], Four = new Named[0, count, 0, 2], Tuples = [.. numbers.Select(i => (i, "t"))],
            Pairs = [.. numbers.Select(i => KeyValuePair.Create("k", i))], Deep = numbers.ToDictionary(i => new Guid(i, 0, 0, new byte[8]), i => new List<Pair> { new("p", i) }),
            Points = [.. numbers.Select(i => i % 2 == 0 ? (Point?)null : new Point { X = i })], Bytes = [.. numbers.Select(i => (byte)i)],
        };
    }
}

// What hands out an object that walks: by an interface, by a class that others derive from, and the trees, which keep their way in a stack.
[SessionPart] public sealed partial record OfIEnumerable([property: Key(0)] IEnumerable<int> Items);
[SessionPart] public sealed partial record OfICollection([property: Key(0)] ICollection<int> Items);
[SessionPart] public sealed partial record OfIList([property: Key(0)] IList<int> Items);
[SessionPart] public sealed partial record OfIReadOnlyCollection([property: Key(0)] IReadOnlyCollection<int> Items);
[SessionPart] public sealed partial record OfIReadOnlyList([property: Key(0)] IReadOnlyList<int> Items);
[SessionPart] public sealed partial record OfISet([property: Key(0)] ISet<int> Items);
[SessionPart] public sealed partial record OfIReadOnlySet([property: Key(0)] IReadOnlySet<int> Items);
[SessionPart] public sealed partial record OfIImmutableList([property: Key(0)] IImmutableList<int> Items);
[SessionPart] public sealed partial record OfIImmutableSet([property: Key(0)] IImmutableSet<int> Items);
[SessionPart] public sealed partial record OfIDictionary([property: Key(0)] IDictionary<int, int> Items);
[SessionPart] public sealed partial record OfIReadOnlyDictionary([property: Key(0)] IReadOnlyDictionary<int, int> Items);
[SessionPart] public sealed partial record OfIImmutableDictionary([property: Key(0)] IImmutableDictionary<int, int> Items);
[SessionPart] public sealed partial record OfCollection([property: Key(0)] Collection<int> Items);
[SessionPart] public sealed partial record OfObservable([property: Key(0)] ObservableCollection<int> Items);
[SessionPart] public sealed partial record OfReadOnlyCollection([property: Key(0)] ReadOnlyCollection<int> Items);
[SessionPart] public sealed partial record OfReadOnlyDictionary([property: Key(0)] ReadOnlyDictionary<int, int> Items);
[SessionPart] public sealed partial record OfSortedList([property: Key(0)] SortedList<int, int> Items);
[SessionPart] public sealed partial record OfSortedSet([property: Key(0)] SortedSet<int> Items);
[SessionPart] public sealed partial record OfSortedDictionary([property: Key(0)] SortedDictionary<int, int> Items);

// What is copied first, for it cannot be counted or may change meanwhile.
[SessionPart] public sealed partial record OfImmutableQueue([property: Key(0)] ImmutableQueue<int> Items);
[SessionPart] public sealed partial record OfImmutableStack([property: Key(0)] ImmutableStack<int> Items);
[SessionPart] public sealed partial record OfConcurrent([property: Key(0)] ConcurrentDictionary<int, int> Items);
