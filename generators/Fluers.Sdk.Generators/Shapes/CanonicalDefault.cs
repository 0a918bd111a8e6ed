using System.Globalization;

namespace Fluers.Sdk.Generators.Shapes;

/// <summary>One text for the defaults that are one value, however code wrote them; what was recorded before is read the same way.</summary>
internal static class CanonicalDefault
{
    private const string EmptyString = "\"\"";

    private static readonly Dictionary<string, string[]> Zeros = new(StringComparer.Ordinal)
    {
        ["guid"] = ["Guid.Empty"],
        ["timespan"] = ["TimeSpan.Zero"],
        ["dateonly"] = ["DateOnly.MinValue"],
        ["timeonly"] = ["TimeOnly.MinValue"],
        ["datetime"] = ["DateTime.MinValue"],
        ["datetimeoffset"] = ["DateTimeOffset.MinValue"],
        ["biginteger"] = ["BigInteger.Zero"],
        ["int128"] = ["Int128.Zero"],
        ["uint128"] = ["UInt128.Zero", "UInt128.MinValue"],
        ["half"] = ["Half.Zero"],
        ["rune"] = [],
    };

    /// <param name="text">What was recorded; <see langword="null"/> for the zero of the type.</param>
    /// <param name="type">The type of the member.</param>
    public static string? Of(string? text, TypeShape type)
    {
        if (text is null || type.IsNullable)
        {
            return text;   // of what may be null the zero is null, and every other value is one of its own
        }

        return type.Form switch
        {
            TypeForm.Scalar => OfScalar(text, type.Name),
            TypeForm.List or TypeForm.Set or TypeForm.Map when IsEmptyImmutable(text) => Defaults.Empty,
            _ => text,
        };
    }

    private static string? OfScalar(string text, string scalar)
    {
        if (Zeros.TryGetValue(scalar, out string[]? zeros))
        {
            return text is "new()" or "0" || zeros.Any(zero => Names(text, zero)) ? null : text;
        }

        if (scalar != "char" && Literals.CharOf(text) is { } letter)
        {
            text = ((int)letter).ToString(CultureInfo.InvariantCulture);
        }

        return scalar switch
        {
            "string" => Names(text, "string.Empty") || Names(text, "String.Empty") ? EmptyString : text,
            "bool" => text == "false" ? null : text,
            "char" => text == "'\\0'" ? null : text,
            "decimal" when Literals.IsDecimal(text) => Zero(Shortest(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))),
            _ => Zero(text),
        };
    }

    private static string? Zero(string text) => text == "0" ? null : text;

    /// <summary>A decimal keeps the zeros behind its point, which are no part of its value.</summary>
    private static string Shortest(decimal number) => number.ToString("0.#############################", CultureInfo.InvariantCulture);

    /// <summary>Whether an expression names a member of a type, in whatever namespace.</summary>
    private static bool Names(string text, string member) => text == member || text.EndsWith("." + member, StringComparison.Ordinal);

    /// <summary>Whether an expression is such as <c>ImmutableHashSet.Create&lt;int&gt;()</c>.</summary>
    private static bool IsEmptyImmutable(string text)
    {
        const string create = ".Create";
        int at = text.IndexOf(create, StringComparison.Ordinal);
        string type = at < 0 ? "" : text.Substring(0, at);
        return type.Substring(type.LastIndexOf('.') + 1).StartsWith("Immutable", StringComparison.Ordinal)
            && text.Substring(at + create.Length) is var rest
            && (rest == "()" || (rest[0] == '<' && rest.EndsWith(">()", StringComparison.Ordinal) && rest.IndexOf('(') == rest.Length - 2));
    }
}
