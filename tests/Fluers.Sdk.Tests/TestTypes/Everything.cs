using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MessagePack;

#pragma warning disable FLU1207   // times in UTC are as good as any

namespace Fluers.Sdk.Tests.TestTypes;

/// <summary>A schema with members of all kinds, for bytes that reach every way of reading.</summary>
[SessionSchema(1)]
internal sealed partial record Everything
{
    public const int ListsKey = 25;
    public const int SetsKey = 26;
    public const int MapsKey = 27;
    public const int TwigKey = 30;

    [Key(0)] public bool Boolean { get; init; }
    [Key(1)] public sbyte SByte { get; init; }
    [Key(2)] public ulong UInt64 { get; init; }
    [Key(3)] public long? MaybeInt64 { get; init; }
    [Key(4)] public float Single { get; init; }
    [Key(5)] public double Double { get; init; }
    [Key(6)] public decimal Decimal { get; init; }
    [Key(7)] public char Char { get; init; }
    [Key(8)] public Guid Guid { get; init; }
    [Key(9)] public DateTimeOffset Time { get; init; }
    [Key(10)] public DateTime Utc { get; init; }
    [Key(11)] public TimeSpan Span { get; init; }
    [Key(12)] public DateOnly Date { get; init; }
    [Key(13)] public TimeOnly Clock { get; init; }
    [Key(14)] public Half Half { get; init; }
    [Key(15)] public Int128 Int128 { get; init; }
    [Key(16)] public BigInteger BigInteger { get; init; }
    [Key(17)] public Rune Rune { get; init; }
    [Key(18)] public Uri? Uri { get; init; }
    [Key(19)] public Version? Version { get; init; }
    [Key(20)] public byte[] Bytes { get; init; } = [];
    [Key(21)] public string? Text { get; init; }
    [Key(22)] public DayOfWeek Day { get; init; }
    [Key(23)] public JsonElement? Json { get; init; }
    [Key(24)] public JsonNode? Node { get; init; }
    [Key(ListsKey)] public Lists Lists { get; init; } = new();
    [Key(SetsKey)] public Sets Sets { get; init; } = new();
    [Key(MapsKey)] public Maps Maps { get; init; } = new();
    [Key(28)] public int[,] Grid { get; init; } = new int[0, 0];
    [Key(29)] public string?[,,] Cube { get; init; } = new string?[0, 0, 0];
    [Key(TwigKey)] public Twig? Twig { get; init; }
    [Key(32)] public Sign[] Signs { get; init; } = [];
    [Key(33)] public (int X, string? Y, (long, Guid) Z) Tuple { get; init; }
    [Key(34)] public List<KeyValuePair<int, byte[]>> Pairs { get; init; } = [];

    [Key(35)] public Knot<(int, string?)>? Knot { get; init; }
    [Key(36)] public Measure? Measure { get; init; }
    [Key(37), MessagePackFormatter(typeof(Degrees))] public int Degrees { get; init; }
    [Key(38)] public UInt128 UInt128 { get; init; }
    [Key(39)] public Memory<byte> Memory { get; init; }

    /// <summary>A value in which nothing is at its default.</summary>
    public static Everything Sample() => new()
    {
        Boolean = true, SByte = -100, UInt64 = ulong.MaxValue, MaybeInt64 = long.MinValue, Single = 1.5f, Double = -2e300, Decimal = 12.50m, Char = 'ß',
        Guid = new Guid("6f9619ff-8b86-d011-b42d-00cf4fc964ff"), Time = new DateTimeOffset(2024, 2, 29, 12, 30, 0, TimeSpan.FromHours(2)),
        Utc = new DateTime(2024, 2, 29, 12, 30, 0, 1, DateTimeKind.Utc), Span = TimeSpan.FromDays(-3), Date = new DateOnly(2024, 2, 29), Clock = new TimeOnly(23, 59),
        Half = (Half)0.5, Int128 = Int128.MinValue, BigInteger = BigInteger.Pow(7, 60), Rune = new Rune(0x1F389), Uri = new Uri("https://example.org/a?b#c"),
        Version = new Version(1, 2, 3, 4), Bytes = [1, 2, 3], Text = "grün 🎉", Day = DayOfWeek.Friday,
        Json = JsonElement.Parse("""{"a":[1,2.50,{"b":null}],"c":"d"}"""), Node = JsonNode.Parse("""{"a":[true,{}]}"""),
        Lists = Lists.Sample(), Sets = Sets.Sample(), Maps = Maps.Sample(),
        Grid = new[,] { { 1, 2, 3 }, { 400, 500, 600 } }, Cube = new[, ,] { { { "x", null } }, { { "y", "z" } } },
        Twig = new Twig { Name = "a", Twigs = [new Twig { Name = "b", Twigs = [new Twig { Name = "c" }], Left = new Twig { Name = "d" } }] },
        Signs = [new Sign.Word("go"), new Sign.Many([new Sign.Word("left"), new Sign.Number(7)]), new Sign.Unknown(9, new byte[] { 0x91, 0xC0 })],
        Tuple = (1, "y", (2, Guid.Empty)), Pairs = [new(1, [1]), new(2, [])],
        Knot = new((1, "a"), [(2, null)]), Measure = new(12.5, "kg"), Degrees = -17, UInt128 = UInt128.MaxValue, Memory = new byte[] { 4, 5 },
    };
}

/// <summary>Sequences of each kind.</summary>
[SessionPart]
internal sealed partial record Lists
{
    [Key(0)] public int[] Array { get; init; } = [];
    [Key(1)] public List<string> List { get; init; } = [];
    [Key(2)] public LinkedList<int> Linked { get; init; } = [];
    [Key(3)] public Queue<long> Queue { get; init; } = [];
    [Key(4)] public Stack<int> Stack { get; init; } = [];
    [Key(5)] public Collection<int> Collection { get; init; } = [];
    [Key(6)] public ReadOnlyCollection<int> ReadOnly { get; init; } = new([]);
    [Key(7)] public ImmutableArray<long?> Immutable { get; init; } = [];
    [Key(8)] public ImmutableList<int> ImmutableList { get; init; } = [];
    [Key(9)] public ImmutableQueue<int> ImmutableQueue { get; init; } = [];
    [Key(10)] public ImmutableStack<int> ImmutableStack { get; init; } = [];
    [Key(11)] public IEnumerable<int> Enumerable { get; init; } = [];
    [Key(12)] public List<int[]> Nested { get; init; } = [];
    [Key(13)] public List<(Guid, decimal, Int128, Int128)> Wide { get; init; } = [];

    public static Lists Sample() => new()
    {
        Array = [1, 2, 300], List = ["a", "b"], Linked = new([1, 2]), Queue = new([1, long.MaxValue]), Stack = new([1, 2]), Collection = [1, 2], ReadOnly = new([1, 2]),
        Immutable = [1, null], ImmutableList = [1, 2], ImmutableQueue = [1, 2], ImmutableStack = [1, 2], Enumerable = [1, 2], Nested = [[1], [], [2, 3]], Wide = [default, default],
    };
}

/// <summary>Sets of each kind.</summary>
[SessionPart]
internal sealed partial record Sets
{
    [Key(0)] public HashSet<long> Hash { get; init; } = [];
    [Key(1)] public SortedSet<int> Sorted { get; init; } = [];
    [Key(2)] public ImmutableHashSet<long> Immutable { get; init; } = [];
    [Key(3)] public ImmutableSortedSet<int> ImmutableSorted { get; init; } = [];
    [Key(4)] public FrozenSet<long> Frozen { get; init; } = [];
    [Key(5)] public HashSet<(long, int)> Tuples { get; init; } = [];
    [Key(6)] public HashSet<string> Texts { get; init; } = [];
    [Key(7)] public HashSet<long?> Maybe { get; init; } = [];
    [Key(8)] public HashSet<(Guid?, (long, string?))?> MaybeTuples { get; init; } = [];
    [Key(9)] public HashSet<Spot> Parts { get; init; } = [];
    [Key(10)] public ImmutableHashSet<Spot> ImmutableParts { get; init; } = [];
    [Key(11)] public FrozenSet<(Spot, int)> FrozenParts { get; init; } = [];

    public static Sets Sample() => new()
    {
        Hash = [1, -2], Sorted = [1, 2], Immutable = [1, 2], ImmutableSorted = [1, 2], Frozen = FrozenSet.Create(1L, 2L), Tuples = [(1, 2), (3, 4)], Texts = ["a", "b"],
        Maybe = [1, null], MaybeTuples = [(null, (1, null)), null],
        Parts = [new(1, 2), new(3, 4)], ImmutableParts = [new(1, 2)], FrozenParts = FrozenSet.Create((new Spot(1, 2), 3)),
    };
}

/// <summary>A part whose hash code anybody can work out.</summary>
[SessionPart]
internal readonly partial record struct Spot([property: Key(0)] int X, [property: Key(1)] int Y);

/// <summary>Maps of each kind.</summary>
[SessionPart]
internal sealed partial record Maps
{
    [Key(0)] public Dictionary<int, int> Hash { get; init; } = [];
    [Key(1)] public SortedDictionary<string, int> Sorted { get; init; } = [];
    [Key(2)] public SortedList<int, string> List { get; init; } = [];
    [Key(3)] public ImmutableDictionary<long, int> Immutable { get; init; } = ImmutableDictionary<long, int>.Empty;
    [Key(4)] public ImmutableSortedDictionary<int, int> ImmutableSorted { get; init; } = ImmutableSortedDictionary<int, int>.Empty;
    [Key(5)] public FrozenDictionary<long, int> Frozen { get; init; } = FrozenDictionary<long, int>.Empty;
    [Key(6)] public ConcurrentDictionary<long, int> Concurrent { get; init; } = [];
    [Key(7)] public Dictionary<Guid, string?> Guids { get; init; } = [];
    [Key(8)] public Dictionary<string, Dictionary<int, List<int>>> Nested { get; init; } = [];
    [Key(9)] public ReadOnlyDictionary<int, int> ReadOnly { get; init; } = new(new Dictionary<int, int>());

    public static Maps Sample() => new()
    {
        Hash = new() { [1] = 2, [3] = 4 }, Sorted = new() { ["a"] = 1, ["b"] = 2 }, List = new() { [1] = "a" }, Immutable = ImmutableDictionary<long, int>.Empty.Add(1, 2),
        ImmutableSorted = ImmutableSortedDictionary<int, int>.Empty.Add(1, 2), Frozen = new Dictionary<long, int> { [1] = 2 }.ToFrozenDictionary(),
        Concurrent = new() { [1] = 2 }, Guids = new() { [Guid.Empty] = null }, Nested = new() { ["a"] = new() { [1] = [1, 2] } }, ReadOnly = new(new Dictionary<int, int> { [1] = 2 }),
    };
}

/// <summary>A part that holds itself.</summary>
[SessionPart]
internal sealed partial record Twig
{
    [Key(0)] public string? Name { get; init; }
    [Key(1)] public List<Twig> Twigs { get; init; } = [];
    [Key(2)] public Twig? Left { get; init; }
}

/// <summary>A generic part.</summary>
[SessionPart]
internal sealed partial record Knot<T>([property: Key(0)] T Value, [property: Key(1)] HashSet<T> More);

/// <summary>A class that refuses some values itself.</summary>
[SessionPart]
internal sealed partial class Measure(double number, string unit = "m")
{
    [Key(0)] public double Number { get; } = double.IsFinite(number) ? number : throw new ArgumentOutOfRangeException(nameof(number));
    [Key(1)] public string Unit { get; } = unit.Length < 5 ? unit : throw new ArgumentException("too long", nameof(unit));
}

/// <summary>A formatter that is not made for damaged bytes.</summary>
internal sealed class Degrees : MessagePack.Formatters.IMessagePackFormatter<int>
{
    public void Serialize(ref MessagePackWriter writer, int value, MessagePackSerializerOptions options) => writer.Write($"{value}°");

    public int Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => int.Parse(reader.ReadString()![..^1], System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A union that holds itself.</summary>
[SessionUnion]
internal abstract partial record Sign
{
    [Case(0)]
    public sealed partial record Word([property: Key(0)] string Text) : Sign;

    [Case(1)]
    public sealed partial record Many([property: Key(0)] List<Sign> Signs) : Sign;

    [Case(2)]
    public sealed partial record Number([property: Key(0)] long Value) : Sign;
}
