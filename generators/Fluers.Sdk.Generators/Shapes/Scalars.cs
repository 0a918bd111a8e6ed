namespace Fluers.Sdk.Generators.Shapes;

/// <summary>The scalars that a shape can have, and which of them hold every value of which others.</summary>
internal static class Scalars
{
    public const string Bytes = "bytes";

    private const double GreatestFloat = 3.40282356e38;   // rounds to what a float can hold, as its own text may do

    // Bits of the integers; how many of them a floating-point number holds exactly; the widest range last.
    private static readonly Dictionary<string, Number> Numbers = new(StringComparer.Ordinal)
    {
        ["sbyte"] = Number.Signed(8),
        ["byte"] = Number.Unsigned(8),
        ["short"] = Number.Signed(16),
        ["ushort"] = Number.Unsigned(16),
        ["int"] = Number.Signed(32),
        ["uint"] = Number.Unsigned(32),
        ["long"] = Number.Signed(64),
        ["ulong"] = Number.Unsigned(64),
        ["int128"] = Number.Signed(128),
        ["uint128"] = Number.Unsigned(128),
        ["half"] = Number.Binary(11),
        ["float"] = Number.Binary(24),
        ["double"] = Number.Binary(53),
        ["decimal"] = Number.Other,
        ["biginteger"] = Number.Other,
    };

    private static readonly HashSet<string> Others = new(StringComparer.Ordinal)
    {
        "bool", "char", "rune", "string", Bytes, "guid", "uri", "version", "timespan", "dateonly", "timeonly", "datetime",
        "datetimeoffset", "json", "jsonobject", "jsonarray",
    };

    // What the codec's methods call them, where that is not the name in lower case.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["Boolean"] = "bool",
        ["Int16"] = "short",
        ["UInt16"] = "ushort",
        ["Int32"] = "int",
        ["UInt32"] = "uint",
        ["Int64"] = "long",
        ["UInt64"] = "ulong",
        ["Single"] = "float",
        ["Memory"] = Bytes,
        ["WritableMemory"] = Bytes,
        ["JsonElement"] = "json",
        ["JsonNode"] = "json",
    };

    /// <summary>The scalar that a pair of the codec's methods is for: <c>int</c> for <c>Int32</c> of <c>WriteInt32</c>.</summary>
    public static string Of(string primitive) => Aliases.TryGetValue(primitive, out string? name) ? name : primitive.ToLowerInvariant();

    /// <summary>Whether a name is one of a scalar.</summary>
    public static bool Has(string name) => Numbers.ContainsKey(name) || Others.Contains(name);

    public static bool IsNumber(string name) => Numbers.ContainsKey(name);

    /// <summary>Whether C# has a value type for a scalar. Bytes may be either; they are taken for an array.</summary>
    public static bool IsValueType(string name) => name is not ("string" or Bytes or "uri" or "version" or "jsonobject" or "jsonarray");

    /// <summary>Whether an enum can be stored as the scalar.</summary>
    public static bool IsUnderlying(string name) => RangeOf(name) is not null;

    /// <summary>The least and the greatest value of an integer of up to 64 bits; <see langword="null"/> for other scalars.</summary>
    public static (decimal Least, decimal Greatest)? RangeOf(string name) => name switch
    {
        "sbyte" => (sbyte.MinValue, sbyte.MaxValue),
        "byte" => (byte.MinValue, byte.MaxValue),
        "short" => (short.MinValue, short.MaxValue),
        "ushort" => (ushort.MinValue, ushort.MaxValue),
        "int" => (int.MinValue, int.MaxValue),
        "uint" => (uint.MinValue, uint.MaxValue),
        "long" => (long.MinValue, long.MaxValue),
        "ulong" => (ulong.MinValue, ulong.MaxValue),
        _ => null,
    };

    /// <summary>Whether a text is a number that the scalar has.</summary>
    public static bool Holds(string name, string text) => (name, RangeOf(name)) switch
    {
        (_, var (least, greatest)) => Literals.IsInteger(text, least, greatest),
        ("float", _) => text is "NaN" or "Infinity" or "-Infinity" || Literals.IsFinite(text, GreatestFloat),
        ("double" or "half", _) => text is "NaN" or "Infinity" or "-Infinity" || Literals.IsFinite(text, double.MaxValue),
        ("decimal", _) => Literals.IsDecimal(text),
        _ => Literals.IsAnyNumber(text),
    };

    /// <summary>
    /// Whether every value of a number fits into another exactly, and is read from the same bytes. Numbers wider than 64 bits,
    /// decimals and big integers have wire forms of their own, in which a narrower number is not found.
    /// </summary>
    public static bool Widens(string from, string to) =>
        from != to
        && Numbers.TryGetValue(from, out Number narrow)
        && Numbers.TryGetValue(to, out Number wide)
        && narrow.Fits(wide);

    private readonly struct Number
    {
        private readonly int _bits;
        private readonly bool _isSigned;
        private readonly bool _isBinary;

        private Number(int bits, bool isSigned, bool isBinary) => (_bits, _isSigned, _isBinary) = (bits, isSigned, isBinary);

        public static Number Other => default;

        public static Number Signed(int bits) => new(bits - 1, isSigned: true, isBinary: false);

        public static Number Unsigned(int bits) => new(bits, isSigned: false, isBinary: false);

        public static Number Binary(int bits) => new(bits, isSigned: true, isBinary: true);

        public bool Fits(Number wide) =>
            _bits is > 0 and <= 64 && wide._bits is > 0 and <= 64
            && _bits <= wide._bits
            && (!_isSigned || wide._isSigned)
            && (!_isBinary || wide._isBinary);
    }
}
