using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using MessagePack;

#pragma warning disable FLU1207   // times in UTC are as good as any

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

[SessionSchema(1), MessagePackObject]
public sealed partial record MoreScalars
{
    [Key(0)] public required Half Half { get; init; }
    [Key(1)] public required Int128 Int128 { get; init; }
    [Key(2)] public required UInt128 UInt128 { get; init; }
    [Key(3)] public required BigInteger BigInteger { get; init; }
    [Key(4)] public required Rune Rune { get; init; }
    [Key(5)] public required Uri Uri { get; init; }
    [Key(6)] public required Version Version { get; init; }
    [Key(7)] public required DateOnly DateOnly { get; init; }
    [Key(8)] public required TimeOnly TimeOnly { get; init; }
    [Key(9)] public required DateTime DateTime { get; init; }
    [Key(10)] public required Memory<byte> Memory { get; init; }
    [Key(11)] public Half? MaybeHalf { get; init; }
    [Key(12)] public Uri? MaybeUri { get; init; }
    [Key(13)] public Version? MaybeVersion { get; init; }
    [Key(14)] public DateTime? MaybeDateTime { get; init; }
    [Key(15)] public Memory<byte>? MaybeMemory { get; init; }
    [Key(16)] public required Dictionary<DateOnly, Uri?> Map { get; init; }
}

[SessionSchema(1)]
public sealed partial record Nodes
{
    [Key(0)] public required JsonNode Node { get; init; }
    [Key(1)] public required JsonObject Object { get; init; }
    [Key(2)] public required JsonArray Array { get; init; }
    [Key(3)] public JsonNode? MaybeNode { get; init; }
    [Key(4)] public JsonObject? MaybeObject { get; init; }
    [Key(5)] public required List<JsonNode?> List { get; init; }
}

[SessionSchema(1), MessagePackObject]
public sealed partial record MoreSequences
{
    [Key(0)] public required IEnumerable<int> Enumerable { get; init; }
    [Key(1)] public required HashSet<string> HashSet { get; init; }
    [Key(2)] public required ISet<int> Set { get; init; }
    [Key(4)] public required SortedSet<Guid> SortedSet { get; init; }
    [Key(5)] public required Queue<long> Queue { get; init; }
    [Key(6)] public required Stack<int> Stack { get; init; }
    [Key(7)] public required LinkedList<string?> LinkedList { get; init; }
    [Key(8)] public required Collection<int> Collection { get; init; }
    [Key(9)] public required ObservableCollection<Money> Observable { get; init; }
    [Key(10)] public required ReadOnlyCollection<int?> ReadOnly { get; init; }
    [Key(12)] public required ImmutableSortedSet<int> ImmutableSortedSet { get; init; }
    [Key(14)] public required ImmutableQueue<int> ImmutableQueue { get; init; }
    [Key(15)] public required IImmutableQueue<Color> ImmutableQueueInterface { get; init; }
    [Key(16)] public required ImmutableStack<int> ImmutableStack { get; init; }
    [Key(17)] public required IImmutableStack<string> ImmutableStackInterface { get; init; }
    [Key(18)] public Stack<Queue<int>>? Nested { get; init; }
}

/// <summary>Collections without an order of their own.</summary>
[SessionSchema(1), MessagePackObject]
public sealed partial record Unordered
{
    [Key(0)] public required ImmutableHashSet<string> ImmutableHashSet { get; init; }
    [Key(1)] public required IImmutableSet<int> ImmutableSet { get; init; }
    [Key(2)] public required FrozenSet<int> FrozenSet { get; init; }
    [Key(3)] public required FrozenDictionary<string, int?> FrozenDictionary { get; init; }
    [Key(4)] public required ConcurrentDictionary<string, int> Concurrent { get; init; }
    [Key(5)] public required IReadOnlySet<int> ReadOnlySet { get; init; }
}

[SessionSchema(1), MessagePackObject]
public sealed partial record MoreMaps
{
    [Key(0)] public required SortedList<int, string?> SortedList { get; init; }
    [Key(1)] public required ReadOnlyDictionary<Guid, int> ReadOnly { get; init; }
    [Key(2)] public required Dictionary<Int128, int> Large { get; init; }
}

[SessionSchema(1), MessagePackObject]
public sealed partial record Grids
{
    [Key(0)] public required int[,] Two { get; init; }
    [Key(1)] public required string?[,,] Three { get; init; }
    [Key(2)] public required Money[,,,] Four { get; init; }
    [Key(3)] public required int[,][] Arrays { get; init; }
    [Key(4)] public required int[][,] Array { get; init; }
    [Key(5)] public int[,]?[]? Maybe { get; init; }
    [Key(6)] public List<int[,]>? List { get; init; }
}

[SessionSchema(1), MessagePackObject]
public sealed partial record Tuples
{
    [Key(0)] public required (int X, string? Y) Two { get; init; }
    [Key(1)] public required ValueTuple<int> One { get; init; }
    [Key(2)] public required (int, int, int, int, int, int, int) Seven { get; init; }
    [Key(3)] public required (int, int, int, int, int, int, int, string) Eight { get; init; }
    [Key(4)] public required (int, int, int, int, int, int, int, int, List<int>) Nine { get; init; }
    [Key(5)] public required KeyValuePair<string, int[]> Pair { get; init; }
    [Key(6)] public (Money Price, int[]? Parts)? Maybe { get; init; }
    [Key(7)] public required List<(string Name, List<int> Numbers)> List { get; init; }
    [Key(8)] public KeyValuePair<int, (int, Color)>? MaybePair { get; init; }
    [Key(9)] public (List<int> List, List<int> Other) Optional { get; init; } = ([], []);
}

/// <summary>Types far inside others, of which none is stored itself.</summary>
public static partial class Atlas
{
    public readonly partial record struct Area
    {
        public partial interface IPlace
        {
            [SessionPart, MessagePackObject]
            partial struct Spot
            {
                [Key(0)] public int X { get; set; }
                [Key(1)] public string? Name { get; set; }
            }

            [SessionSchema(1), MessagePackObject]
            sealed partial record Route([property: Key(0)] List<Spot> Spots, [property: Key(1)] Spot? End);
        }
    }
}
