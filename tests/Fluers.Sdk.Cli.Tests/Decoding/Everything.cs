using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using System.Text.Json;
using MessagePack;
using MessagePack.Formatters;

namespace Fluers.Sdk.Cli.Tests.Decoding;

/// <summary>A value of every wire type.</summary>
[SessionSchema(1)]
public sealed partial record Everything
{
    [Key(0)] public bool Bool { get; init; }
    [Key(1)] public sbyte SByte { get; init; }
    [Key(2)] public ulong ULong { get; init; }
    [Key(3)] public Int128 Int128 { get; init; }
    [Key(4)] public BigInteger BigInteger { get; init; }
    [Key(5)] public Half Half { get; init; }
    [Key(6)] public float Float { get; init; }
    [Key(7)] public double Double { get; init; }
    [Key(8)] public decimal Decimal { get; init; }
    [Key(9)] public char Char { get; init; }
    [Key(10)] public Rune Rune { get; init; }
    [Key(11)] public string? Nothing { get; init; }
    [Key(12)] public required byte[] Bytes { get; init; }
    [Key(13)] public Guid Guid { get; init; }
    [Key(14)] public required Uri Uri { get; init; }
    [Key(15)] public required Version Version { get; init; }
    [Key(16)] public TimeSpan TimeSpan { get; init; }
    [Key(17)] public DateOnly DateOnly { get; init; }
    [Key(18)] public TimeOnly TimeOnly { get; init; }
    [Key(19)] public DateTimeOffset DateTimeOffset { get; init; }
    [Key(20)] public JsonElement Json { get; init; }
    [Key(21)] public Suit Suit { get; init; }
    [Key(22)] public ImmutableArray<int> List { get; init; } = [];
    [Key(23)] public ImmutableDictionary<string, Piece> Named { get; init; } = ImmutableDictionary<string, Piece>.Empty;
    [Key(24)] public ImmutableDictionary<Suit, int> BySuit { get; init; } = ImmutableDictionary<Suit, int>.Empty;
    [Key(25)] public ImmutableDictionary<DateOnly, int> ByDay { get; init; } = ImmutableDictionary<DateOnly, int>.Empty;
    [Key(26)] public (int, string) Pair { get; init; } = (0, "");
    [Key(27)] public (int, int, int, int, int, int, int, int, int) Nine { get; init; }
    [Key(28)] public int[,] Grid { get; init; } = new int[0, 0];
    [Key(29)] public Shape? Shape { get; init; }
    [Key(30)] public double Infinite { get; init; }
    [Key(31), MessagePackFormatter(typeof(Reversed))] public string Custom { get; init; } = "";
}

public enum Suit : byte
{
    Hearts = 1,
    Spades = 4,
}

[SessionPart]
public sealed partial record Piece([property: Key(0)] string Name, [property: Key(2)] int? Value);

[SessionUnion]
public abstract partial record Shape
{
    [Case(0)]
    public sealed partial record Circle([property: Key(0)] double Radius) : Shape;

    [Case(3)]
    public sealed partial record Group([property: Key(0)] ImmutableArray<Shape> Parts) : Shape;
}

/// <summary>A format that no lock describes.</summary>
public sealed class Reversed : IMessagePackFormatter<string>
{
    public void Serialize(ref MessagePackWriter writer, string value, MessagePackSerializerOptions options) => writer.Write(new string([.. value.Reverse()]));

    public string Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => new([.. reader.ReadString()!.Reverse()]);
}
