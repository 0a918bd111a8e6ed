using System.Collections.Immutable;
using MessagePack;

namespace Fluers.Sdk.Integration.Tests.Bytes;

// Types annotated for this SDK and for MessagePack-CSharp, with the same keys.

public enum Small : byte
{
    None,
    Some = 200,
}

public enum Wide : long
{
    Least = long.MinValue,
    Zero = 0,
    Most = long.MaxValue,
}

[SessionPart]
[MessagePackObject]
public sealed partial record Scalars
{
    [Key(0)] public required string Text { get; init; }
    [Key(1)] public required bool Flag { get; init; }
    [Key(2)] public required sbyte I8 { get; init; }
    [Key(3)] public required byte U8 { get; init; }
    [Key(4)] public required short I16 { get; init; }
    [Key(5)] public required ushort U16 { get; init; }
    [Key(6)] public required int I32 { get; init; }
    [Key(7)] public required uint U32 { get; init; }
    [Key(8)] public required long I64 { get; init; }
    [Key(9)] public required ulong U64 { get; init; }
    [Key(10)] public required float F32 { get; init; }
    [Key(11)] public required double F64 { get; init; }
    [Key(12)] public required decimal Money { get; init; }
    [Key(13)] public required char Letter { get; init; }
    [Key(14)] public required Guid Id { get; init; }
    [Key(15)] public required DateTimeOffset When { get; init; }
    [Key(16)] public required TimeSpan Span { get; init; }
    [Key(17)] public required Small Small { get; init; }
    [Key(18)] public required Wide Wide { get; init; }
    [Key(19)] public required byte[] Bytes { get; init; }
    [Key(20)] public required ReadOnlyMemory<byte> Memory { get; init; }
}

[SessionPart]
[MessagePackObject]
public sealed partial record Nullables
{
    [Key(0)] public string? Text { get; init; }
    [Key(1)] public int? Number { get; init; }
    [Key(2)] public Guid? Id { get; init; }
    [Key(3)] public DateTimeOffset? When { get; init; }
    [Key(4)] public Small? Small { get; init; }
    [Key(5)] public byte[]? Bytes { get; init; }
    [Key(6)] public Point? Point { get; init; }
    [Key(7)] public Named? Named { get; init; }
    [Key(8)] public List<string?>? Texts { get; init; }
    [Key(9)] public decimal? Money { get; init; }
}

[SessionPart]
[MessagePackObject]
public partial struct Point
{
    [Key(0)] public int X { get; set; }
    [Key(1)] public int Y;
}

[SessionPart]
[MessagePackObject]
public readonly partial record struct Pair([property: Key(0)] string Left, [property: Key(1)] long Right);

[SessionPart]
[MessagePackObject]
public sealed partial record Named([property: Key(0)] string Name, [property: Key(2)] int Rank = 7);

[SessionPart]
[MessagePackObject]
public sealed partial class Mutable
{
    [Key(0)] public string Name { get; set; } = "";
    [Key(5)] public int Count { get; set; }
    [Key(9)] public List<int> Numbers { get; set; } = [];
}

[SessionPart]
[MessagePackObject]
public sealed partial record Collections
{
    [Key(0)] public required int[] Numbers { get; init; }
    [Key(1)] public required List<string> Texts { get; init; }
    [Key(2)] public required ImmutableArray<Named> Parts { get; init; }
    [Key(3)] public required ImmutableList<long> More { get; init; }
    [Key(4)] public required Dictionary<string, int> Map { get; init; }
    [Key(5)] public required SortedDictionary<int, Named> Sorted { get; init; }
    [Key(6)] public required ImmutableDictionary<Small, string> Immutable { get; init; }
    [Key(7)] public required IReadOnlyList<Guid> ReadOnly { get; init; }
    [Key(8)] public required int[][] Jagged { get; init; }
    [Key(9)] public required Dictionary<Guid, List<Pair>> Deep { get; init; }
    [Key(10)] public required IReadOnlyDictionary<string, string?> ReadOnlyMap { get; init; }
    [Key(11)] public required ImmutableSortedDictionary<string, int> SortedMap { get; init; }
    [Key(12)] public required IList<bool> Flags { get; init; }
    [Key(13)] public required Point?[] Points { get; init; }
    [Key(14)] public required List<byte> ByteList { get; init; }
}

[SessionUnion]
[Union(0, typeof(Circle))]
[Union(3, typeof(Square))]
public abstract partial record Figure;

[Case(0)]
[MessagePackObject]
public sealed partial record Circle([property: Key(0)] double Radius) : Figure;

[Case(3)]
[MessagePackObject]
public sealed partial record Square([property: Key(0)] double Side, [property: Key(1)] Named? Owner) : Figure;

[SessionUnion]
[Union(0, typeof(Started))]
[Union(1, typeof(Stopped))]
public partial interface IHappening;

[Case(0)]
[MessagePackObject]
public sealed partial class Started : IHappening
{
    [Key(0)] public required DateTimeOffset At { get; init; }
}

[Case(1)]
[MessagePackObject]
public partial struct Stopped : IHappening
{
    [Key(0)] public string? Why { get; set; }
}

[SessionSchema(1)]
[MessagePackObject]
public sealed partial record Drawing
{
    [Key(0)] public required string Title { get; init; }
    [Key(1)] public required ImmutableArray<Figure> Figures { get; init; }
    [Key(2)] public required List<IHappening> History { get; init; }
    [Key(4)] public Drawn? Last { get; init; }
}

[SessionPart]
[MessagePackObject]
public sealed partial record Drawn([property: Key(0)] Drawn? Before, [property: Key(1)] string By);
