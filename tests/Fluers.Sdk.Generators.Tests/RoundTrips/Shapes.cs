using System.Collections.Immutable;
using System.Text.Json;
using MessagePack;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

public enum Color { Red, Green, Blue }

public enum Level : sbyte { Low = -1, High = 1 }

[SessionSchema(1), MessagePackObject]
public sealed partial record Scalars(
    [property: Key(0)] bool Boolean, [property: Key(1)] char Char, [property: Key(2)] sbyte SByte, [property: Key(3)] byte Byte,
    [property: Key(4)] short Int16, [property: Key(5)] ushort UInt16, [property: Key(6)] int Int32, [property: Key(7)] uint UInt32,
    [property: Key(8)] long Int64, [property: Key(9)] ulong UInt64, [property: Key(10)] float Single, [property: Key(11)] double Double,
    [property: Key(12)] decimal Decimal, [property: Key(13)] string String, [property: Key(14)] byte[] Bytes,
    [property: Key(15)] ReadOnlyMemory<byte> Memory, [property: Key(16)] Guid Guid, [property: Key(17)] TimeSpan TimeSpan,
    [property: Key(18)] DateTimeOffset DateTimeOffset, [property: Key(19)] Color Color, [property: Key(20)] Level Level);

[SessionSchema(1), MessagePackObject]
public sealed partial record Nullables
{
    [Key(0)] public bool? Boolean { get; init; }
    [Key(1)] public required int? Int32 { get; init; }
    [Key(2)] public double? Double { get; init; }
    [Key(3)] public decimal? Decimal { get; init; }
    [Key(4)] public required string? String { get; init; }
    [Key(5)] public byte[]? Bytes { get; init; }
    [Key(6)] public ReadOnlyMemory<byte>? Memory { get; init; }
    [Key(7)] public required Guid? Guid { get; init; }
    [Key(8)] public Color? Color { get; init; }
    [Key(9)] public List<string?>? List { get; init; }
    [Key(10)] public ImmutableArray<int?>? Array { get; init; }
    [Key(11)] public Dictionary<string, byte[]?>? Map { get; init; }
    [Key(12)] public Point? Point { get; init; }
    [Key(13)] public Money? Money { get; init; }
    [Key(14)] public DateTimeOffset? DateTimeOffset { get; init; }
    [Key(15)] public Stretch? Stretch { get; init; }
    [Key(16)] public Stretch Whole { get; init; }
}

[SessionSchema(1), MessagePackObject]
public sealed partial record Sequences
{
    [Key(0)] public required int[] Array { get; init; }
    [Key(1)] public required List<string> List { get; init; }
    [Key(2)] public required IList<int?> ListInterface { get; init; }
    [Key(3)] public required ICollection<Color> Collection { get; init; }
    [Key(4)] public required IReadOnlyList<long> ReadOnlyList { get; init; }
    [Key(5)] public required IReadOnlyCollection<Guid> ReadOnlyCollection { get; init; }
    [Key(6)] public required ImmutableArray<Money> ImmutableArray { get; init; }
    [Key(7)] public required ImmutableList<Point> ImmutableList { get; init; }
    [Key(8)] public required IImmutableList<string?> ImmutableListInterface { get; init; }
    [Key(9)] public required int[][] Jagged { get; init; }
    [Key(10)] public required List<ImmutableArray<List<bool>>> Deep { get; init; }
}

[SessionSchema(1), MessagePackObject]
public sealed partial record Maps
{
    [Key(0)] public required Dictionary<string, int> Dictionary { get; init; }
    [Key(1)] public required IDictionary<int, string?> Interface { get; init; }
    [Key(2)] public required SortedDictionary<long, Color> Sorted { get; init; }
    [Key(3)] public required IReadOnlyDictionary<Guid, int[]> ReadOnly { get; init; }
    [Key(4)] public required ImmutableDictionary<Color, string> Immutable { get; init; }
    [Key(5)] public required IImmutableDictionary<char, Point> ImmutableInterface { get; init; }
    [Key(6)] public required ImmutableSortedDictionary<string, Dictionary<bool, double>> ImmutableSorted { get; init; }
}

[SessionPart, MessagePackObject]
public readonly partial record struct Money([property: Key(0)] decimal Amount, [property: Key(1)] string Currency);

[SessionPart, MessagePackObject]
public partial record struct Stretch([property: Key(0)] int From, [property: Key(1)] int? To);

[SessionPart, MessagePackObject]
public partial struct Point
{
    [Key(0)] public int X;
    [Key(1)] public required int Y { get; set; }
}

[SessionSchema(1), MessagePackObject]
public sealed partial record Tree([property: Key(0)] int Value, [property: Key(1)] Tree.Node? Root)
{
    [SessionPart, MessagePackObject]
    public sealed partial record Node([property: Key(0)] string Name, [property: Key(1)] ImmutableArray<Node> Children, [property: Key(2)] Node? Twin);
}

[SessionSchema(1), MessagePackObject]
public sealed partial class Account(string owner, int rank = 3)
{
    [Key(0)] public string Owner { get; } = owner;
    [Key(1)] public int Rank { get; } = rank;
    [Key(2)] public string? Note { get; set; }
    [Key(3)] public int Visits;
    [Key(7)] public List<string> Tags { get; set; } = ["new"];
}

[SessionSchema(1), MessagePackObject]
public sealed partial record Cased([property: Key(0)] int X, [property: Key(1)] int x, [property: Key(2)] string Value)
{
    [Key(3)] public string? value { get; init; }
}

[SessionSchema(1)]
public sealed partial record Unions
{
    [Key(0)] public required Block Block { get; init; }
    [Key(1)] public required ImmutableArray<Block?> Blocks { get; init; }
    [Key(2)] public required IHappening Happening { get; init; }
    [Key(3)] public required Dictionary<int, IHappening> Happenings { get; init; }
    [Key(4)] public Block.Text? OneCase { get; init; }
}

[SessionUnion]
public abstract partial record Block
{
    public int Tag => 77;   // a name that the case Unknown has too

    [Case(0)] public sealed partial record Text([property: Key(0)] string Value) : Block;

    [Case(5)] public sealed partial record Nested([property: Key(0)] ImmutableArray<Block> Blocks, [property: Key(1)] JsonElement Json) : Block;

    [Case(300)] public sealed partial record Empty : Block;
}

[SessionUnion]
public partial interface IHappening;

[Case(1)]
public sealed partial class Opened : IHappening
{
    [Key(0)] public required DateTimeOffset At { get; init; }
}

[Case(2)]
public readonly partial record struct Closed([property: Key(0)] string? Why) : IHappening;

[SessionSchema(1)]
public partial record Open
{
    [Key(0)] public required string Name { get; init; }
}

public sealed record Wider : Open
{
    public int More { get; init; }
}
