using System.Reflection;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>One sample for each thing that the generator can do. Together they are one project that compiles.</summary>
internal static partial class Features
{
    public static IEnumerable<string> Names { get; } =
        [.. typeof(Features).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => field.Name)];

    /// <summary>All samples, each a whole file.</summary>
    public static IEnumerable<string> All { get; } = [.. Names.Select(Source)];

    /// <summary>A sample as a whole file, with the usual usings.</summary>
    public static string Source(string name) => Consumer.Usings + (string)typeof(Features).GetField(name)!.GetRawConstantValue()!;

    /// <summary>A record: an array indexed by key.</summary>
    public const string Record = """
        namespace Shop;
        [SessionSchema(1)]
        public sealed partial record Order
        {
            [Key(0)] public required string Customer { get; init; }
            [Key(1)] public required int Quantity { get; init; }
            [IgnoreMember] public bool IsLarge => Quantity > 100;
        }
        """;

    /// <summary>A positional record with an optional member.</summary>
    public const string PositionalRecord = """
        namespace Shop;
        [SessionPart]
        public sealed partial record Line([property: Key(0)] string Article, [property: Key(1)] int Quantity = 1)
        {
            [Key(2)] public string? Note { get; init; }
        }
        """;

    /// <summary>A class whose members need its constructor, and a field.</summary>
    public const string ClassWithConstructor = """
        namespace Shop;
        [SessionPart]
        public sealed partial class Customer(string id, int rank = 3)
        {
            [Key(0)] public string Id { get; } = id;
            [Key(1)] public int Rank { get; } = rank;
            [Key(2)] public string? Name { get; set; }
            [Key(3)] public int Visits;
        }
        """;

    /// <summary>A record struct and a struct.</summary>
    public const string Structs = """
        namespace Shop;
        [SessionPart]
        public readonly partial record struct Money([property: Key(0)] decimal Amount, [property: Key(1)] string Currency);
        [SessionPart]
        public partial struct Point
        {
            [Key(0)] public required int X { get; set; }
            [Key(1)] public int Y { get; set; }
        }
        """;

    /// <summary>Optional members with constant and computed defaults.</summary>
    public const string OptionalMembers = """
        #nullable enable
        namespace Shop;
        public enum Tone : byte { Low, High }
        [SessionPart]
        public sealed partial record Options
        {
            public const string Standard = "standard";
            [Key(0)] public required string Name { get; init; }
            [Key(1)] public string Mode { get; init; } = Standard;
            [Key(2)] public double Limit { get; init; } = 0.5;
            [Key(3)] public Tone Tone { get; init; } = Tone.High;
            [Key(4)] public int? Retries { get; init; }
            [Key(5)] public List<string> Tags { get; init; } = [];
            [Key(6)] public Guid Id { get; init; } = Guid.Empty;
        }
        """;

    /// <summary>Every scalar.</summary>
    public const string Scalars = """
        namespace Shop;
        [SessionPart]
        public sealed partial record Scalars(
            [property: Key(0)] bool Boolean, [property: Key(1)] char Char, [property: Key(2)] sbyte SByte, [property: Key(3)] byte Byte,
            [property: Key(4)] short Int16, [property: Key(5)] ushort UInt16, [property: Key(6)] int Int32, [property: Key(7)] uint UInt32,
            [property: Key(8)] long Int64, [property: Key(9)] ulong UInt64, [property: Key(10)] float Single, [property: Key(11)] double Double,
            [property: Key(12)] decimal Decimal, [property: Key(13)] string String, [property: Key(14)] byte[] Bytes,
            [property: Key(15)] ReadOnlyMemory<byte> Memory, [property: Key(16)] Guid Guid, [property: Key(17)] TimeSpan TimeSpan,
            [property: Key(18)] DateTimeOffset DateTimeOffset, [property: Key(19)] JsonElement JsonElement);
        """;

    /// <summary>Scalars that MessagePack has no form of its own for.</summary>
    public const string MoreScalars = """
        #pragma warning disable FLU1207
        namespace Shop;
        [SessionPart]
        public sealed partial record MoreScalars(
            [property: Key(0)] Half Half, [property: Key(1)] Int128 Int128, [property: Key(2)] UInt128 UInt128,
            [property: Key(3)] System.Numerics.BigInteger BigInteger, [property: Key(4)] System.Text.Rune Rune, [property: Key(5)] Uri Uri,
            [property: Key(6)] Version Version, [property: Key(7)] DateOnly DateOnly, [property: Key(8)] TimeOnly TimeOnly,
            [property: Key(9)] DateTime DateTime, [property: Key(10)] Memory<byte> Memory, [property: Key(11)] System.Text.Json.Nodes.JsonNode JsonNode,
            [property: Key(12)] System.Text.Json.Nodes.JsonObject? JsonObject, [property: Key(13)] System.Text.Json.Nodes.JsonArray JsonArray);
        """;

    /// <summary>Nullable values and references.</summary>
    public const string Nullables = """
        namespace Shop;
        [SessionPart]
        public sealed partial record Nullables
        {
            [Key(0)] public required int? Value { get; init; }
            [Key(1)] public required string? Text { get; init; }
            [Key(2)] public byte[]? Bytes { get; init; }
            [Key(3)] public ImmutableArray<int?>? Numbers { get; init; }
            [Key(4)] public required List<string?>? Texts { get; init; }
            [Key(5)] public JsonElement Json { get; init; }
        }
        """;

    /// <summary>Enums of all underlying types.</summary>
    public const string Enums = """
        namespace Shop;
        public enum Color { Red = 1, Green = 2 }
        public enum Size : ulong { Small, Large }
        public enum E1 : sbyte; public enum E2 : byte; public enum E3 : short; public enum E4 : ushort; public enum E5 : uint; public enum E6 : long;
        [SessionPart]
        public sealed partial record Paint
        {
            [Key(0)] public required Color Color { get; init; }
            [Key(1)] public Size? Size { get; init; }
            [Key(2)] public Color Second { get; init; } = Color.Red;
            [Key(3)] public ImmutableArray<Color> Others { get; init; }
            [Key(4)] public (E1, E2, E3, E4, E5, E6) More { get; init; }
        }
        """;

    /// <summary>The sequences.</summary>
    public const string Sequences = """
        namespace Shop;
        [SessionPart]
        public sealed partial record Sequences
        {
            [Key(0)] public required int[] Array { get; init; }
            [Key(1)] public required List<string> List { get; init; }
            [Key(2)] public required IReadOnlyList<long> ReadOnlyList { get; init; }
            [Key(3)] public required ImmutableArray<bool> ImmutableArray { get; init; }
            [Key(4)] public required ImmutableList<Guid> ImmutableList { get; init; }
            [Key(5)] public required IReadOnlyList<int[]> Nested { get; init; }
        }
        """;

    /// <summary>The maps.</summary>
    public const string Maps = """
        namespace Shop;
        [SessionPart]
        public sealed partial record Maps
        {
            [Key(0)] public required Dictionary<string, int> Dictionary { get; init; }
            [Key(1)] public required SortedDictionary<int, string?> Sorted { get; init; }
            [Key(2)] public required IReadOnlyDictionary<Guid, int[]> ReadOnly { get; init; }
            [Key(3)] public required ImmutableDictionary<string, string> Immutable { get; init; }
            [Key(4)] public required ImmutableSortedDictionary<DayOfWeek, int?> ImmutableSorted { get; init; }
        }
        """;

    /// <summary>A collection for each way of counting, walking and building one.</summary>
    public const string MoreCollections = """
        namespace Shop;
        [SessionPart]
        public sealed partial record MoreCollections
        {
            [Key(0)] public required IEnumerable<int> Enumerable { get; init; }
            [Key(1)] public required IReadOnlySet<string> Set { get; init; }
            [Key(2)] public required Stack<int> Stack { get; init; }
            [Key(3)] public required ImmutableQueue<int> Queue { get; init; }
            [Key(4)] public required LinkedList<int?> LinkedList { get; init; }
            [Key(5)] public required System.Collections.Frozen.FrozenDictionary<string, int> Frozen { get; init; }
            [Key(6)] public required System.Collections.Concurrent.ConcurrentDictionary<string, int> Concurrent { get; init; }
        }
        """;

    /// <summary>Arrays of several dimensions.</summary>
    public const string Grids = """
        namespace Shop;
        [SessionPart]
        public sealed partial record Grids([property: Key(0)] int[,] Two, [property: Key(1)] string?[,,][]? Three);
        """;

    /// <summary>Tuples and pairs.</summary>
    public const string Tuples = """
        namespace Shop;
        [SessionPart]
        public sealed partial record Tuples([property: Key(0)] (int X, List<string>? Y) Two, [property: Key(1)] KeyValuePair<string, int?>? Pair);
        """;

    /// <summary>A part that contains itself.</summary>
    public const string NestedParts = """
        namespace Shop;
        [SessionPart]
        public sealed partial record Node([property: Key(0)] int Value, [property: Key(1)] Node? Next, [property: Key(2)] ImmutableArray<Node> Children);
        """;

    /// <summary>A union of records, with a tag left out.</summary>
    public const string RecordUnion = """
        namespace Shop;
        [SessionUnion]
        public abstract partial record Payment
        {
            [Case(0)] public sealed partial record Cash : Payment;
            [Case(2)] public sealed partial record Card([property: Key(0)] string Number) : Payment;
        }
        """;

    /// <summary>A union of classes under an interface.</summary>
    public const string InterfaceUnion = """
        namespace Shop;
        [SessionUnion]
        public partial interface IEvent;
        [Case(0)] public sealed partial class Opened : IEvent;
        """;

    /// <summary>Envelopes of the three kinds, with their logs.</summary>
    public const string Envelopes = """
        namespace Shop;
        [SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);
        [SessionSchema(1)] public sealed partial record ByWith { public SessionLog<Note> Notes { get; init; } = []; }
        [SessionSchema(1)] public sealed partial class BySet { public SessionLog<Note> Notes { get; set; } = []; }
        [SessionSchema(1)] internal sealed partial class ByInit { public required SessionLog<Note> Notes { get; init; } }
        """;

    /// <summary>A type inside four partial types.</summary>
    public const string NestedTypes = """
        namespace Shop.Orders;
        public static partial class Model
        {
            public readonly partial record struct Area
            {
                internal partial interface IPlace
                {
                    [SessionPart] public partial struct Spot { [Key(0)] public int X { get; set; } }
                }
            }
        }
        """;

    /// <summary>Keys with small and large gaps.</summary>
    public const string SparseKeys = """
        namespace Shop;
        [SessionPart]
        public sealed partial record Sparse
        {
            [Key(2)] public required int Third { get; init; }
            [Key(3)] public required int Fourth { get; init; }
            [Key(10)] public required int Eleventh { get; init; }
        }
        """;

    /// <summary>Keywords, and the names of locals and members that are generated.</summary>
    public const string UncommonNames = """
        namespace Shop.@namespace;
        [SessionPart]
        public sealed partial record @class
        {
            [Key(0)] public required int @event { get; init; }
            [Key(1)] public required int Value { get; init; }
            [Key(2)] public required List<int> Reader { get; init; }
            [Key(3)] public required int Count { get; init; }
            [Key(4)] public required int Unknown { get; init; }
            [Key(5)] public required int SessionFormatter { get; init; }
            [Key(6)] public required int UnknownMembers { get; init; }
        }
        """;
}
