using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.History;

/// <summary>What an optional member of a snapshot is when it is absent, as C#: from what the lock recorded.</summary>
internal static class SnapshotDefaults
{
    /// <summary>
    /// The type of a member in its snapshot. One whose default is no constant is null where the data has nothing, and stays so up to
    /// the code of today, if that has the same default.
    /// </summary>
    public static TypeShape TypeOf(MemberShape member) => Defaults.IsComputed(member) ? member.Type with { IsNullable = true } : member.Type;

    public static string Of(MemberShape member, ValueModel value) => member.Default switch
    {
        _ when Defaults.IsComputed(member) => value.Null,
        null => value.IsNullable ? value.Null : value.IsValueType ? "default" : Empty(value),
        Defaults.Empty => Empty(value),
        "NaN" or "Infinity" or "-Infinity" => NotANumber(member.Default, value.BareType),
        { } text when value.Kind == ValueKind.Enum || value.Primitive is "Byte" or "SByte" or "Int16" or "UInt16" => $"({value.BareType})({text})",
        { } text when text[0] is '\'' or '"' => text,
        { } text => text + Suffix(value.Primitive),
    };

    private static string Empty(ValueModel value) => value.Kind switch
    {
        ValueKind.Sequence when value.Collection!.IsUnique => $"new global::System.Collections.Generic.HashSet<{value.Element!.Type}>()",
        ValueKind.Map => $"new global::System.Collections.Generic.Dictionary<{value.Key!.Type}, {value.Element!.Type}>()",
        ValueKind.Sequence => $"global::System.Array.Empty<{value.Element!.Type}>()",
        _ when value.Primitive == "Bytes" => "global::System.Array.Empty<byte>()",
        _ => "default!",
    };

    private static string NotANumber(string text, string type) => text switch
    {
        "NaN" => $"{type}.NaN",
        "Infinity" => $"{type}.PositiveInfinity",
        _ => $"{type}.NegativeInfinity",
    };

    private static string Suffix(string primitive) => primitive switch
    {
        "Int64" => "L",
        "UInt64" => "UL",
        "UInt32" => "U",
        "Single" => "F",
        "Double" => "D",
        "Decimal" => "M",
        _ => "",
    };
}
