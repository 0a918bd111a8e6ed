using System.Globalization;

namespace Fluers.Sdk.Generators.Shapes;

/// <summary>What the recorded default of a member tells.</summary>
internal static class Defaults
{
    /// <summary>The default of a collection without elements.</summary>
    public const string Empty = "[]";

    /// <summary>
    /// Whether the lock has only the text of an expression, which nobody can evaluate any more once the code that it was part of
    /// is another.
    /// </summary>
    public static bool IsComputed(MemberShape member) => member is { IsRequired: false, Default: { } text } && text != Empty && !IsConstant(text);

    /// <summary>Whether data of an older version that lacks the member no longer tells what that meant.</summary>
    public static bool IsLost(MemberShape was, MemberShape @is) => IsComputed(was) && (@is.IsRequired || was.Default != @is.Default);

    private static bool IsConstant(string text) =>
        text is "true" or "false" or "NaN" or "Infinity" or "-Infinity"
        || (text.Length > 0 && text[0] is '"' or '\'' ? IsQuoted(text) : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    /// <summary>Whether the quote that is opened is closed at the end and not before.</summary>
    private static bool IsQuoted(string text)
    {
        int at = 1;
        while (at < text.Length && text[at] != text[0])
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return at == text.Length - 1;
    }
}
