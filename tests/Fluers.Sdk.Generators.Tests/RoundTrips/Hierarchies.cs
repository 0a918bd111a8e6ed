using MessagePack;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>Members of all the kinds that a class may have, over three levels.</summary>
[SessionSchema(1), MessagePackObject]
public sealed partial class Bottom : Middle
{
    [SerializationConstructor]
    public Bottom(string name, Guid id, int rank = 4)
        : base(id)
    {
        Name = name;
        Rank = rank;
    }

    [Key(0)] public string Name { get; }
    [Key(2)] public int Rank { get; }
    [Key(6)] public override string Overridden { get; set; } = "bottom";
    [Key(7)] public string Trimmed { get; set => field = value.Trim(); } = "";
}

/// <summary>A part that another one derives from.</summary>
[SessionPart, MessagePackObject]
public partial class Middle(Guid id) : Top
{
    [Key(1)] public Guid Id { get; } = id;
    [Key(6)] public override string Overridden { get; set; } = "middle";
}

public abstract class Top
{
    [Key(3)] public required int Required { get; set; }
    [Key(4)] public List<string>? Field;
    [Key(6)] public virtual string Overridden { get; set; } = "top";
}

/// <summary>A member that hides another under its key: the two are one to a session.</summary>
[SessionSchema(1)]
public sealed partial class Shadowing : Shadowed
{
    [Key(0)] public new required long Number { get; set; }
}

public abstract class Shadowed
{
    [Key(0)] public int Number { get; set; }
    [Key(1)] public string? Text { get; set; }
}

[MessagePackObject]
public abstract record Named([property: Key(0)] string Name)
{
    [Key(2)] public int? Rank { get; init; }
}

[SessionSchema(1), MessagePackObject]
public sealed partial record Person(string Name, [property: Key(1)] Day Born) : Named(Name)
{
    [Key(3)] public Day? Married { get; init; }
}

/// <summary>A struct that is not all zero when it is new.</summary>
[SessionPart, MessagePackObject]
public partial struct Day
{
    public Day()
    {
    }

    [Key(0)] public int Number { get; set; } = 1;
    [Key(1)] public int Month { get; set; } = int.Parse("1", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Parts that contain each other.</summary>
[SessionSchema(1), MessagePackObject]
public sealed partial record Even([property: Key(0)] int Value, [property: Key(1)] Even.Odd? Next)
{
    [SessionPart, MessagePackObject]
    public sealed partial record Odd([property: Key(0)] int Value, [property: Key(1)] List<Odd> Twins, [property: Key(2)] Pair? Pair);

    [SessionPart, MessagePackObject]
    public readonly partial struct Pair(Odd left, Odd? right)
    {
        [Key(0)] public Odd Left { get; } = left;
        [Key(1)] public Odd? Right { get; } = right;
    }
}

/// <summary>Members that only this assembly or the type itself sees.</summary>
[SessionSchema(1), MessagePackObject(AllowPrivate = true)]
public sealed partial class Hidden
{
    [Key(0)] private string _secret = "none";

    [Key(1)] internal int Inside { get; set; }

    [Key(2)] public int Counted { get; private set; }

    [Key(3)] internal List<int> Numbers { get; set; } = [];

    public string Secret() => $"{_secret} {Inside} {Counted} {string.Join(",", Numbers)}";

    public static Hidden Of(string secret, int number) => new() { _secret = secret, Inside = number, Counted = number + 1, Numbers = [number] };
}

public enum Byte8 : byte { None, One = 1, Top = 255 }

[Flags]
public enum Flags16 : ushort { None, A = 1, B = 2, C = 0x8000 }

public enum Int16Enum : short { Low = short.MinValue }

public enum UInt32Enum : uint { Top = uint.MaxValue }

public enum Int64Enum : long { Low = long.MinValue }

public enum UInt64Enum : ulong { Top = ulong.MaxValue }

/// <summary>Enums of the eight underlying types; most random numbers are of no name.</summary>
[SessionSchema(1), MessagePackObject]
public sealed partial record Enums(
    [property: Key(0)] Level SByte, [property: Key(1)] Byte8 Byte, [property: Key(2)] Int16Enum Int16, [property: Key(3)] Flags16 UInt16,
    [property: Key(4)] Color Int32, [property: Key(5)] UInt32Enum UInt32, [property: Key(6)] Int64Enum Int64, [property: Key(7)] UInt64Enum UInt64,
    [property: Key(8)] Dictionary<UInt64Enum, Flags16?> Map);
