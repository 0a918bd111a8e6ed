namespace Fluers.Sdk.Generators.Shapes;

/// <summary>What the recorded default of a member tells.</summary>
internal static class Defaults
{
    /// <summary>The longest text of a default, in characters.</summary>
    public const int MaxLength = 65_536;

    /// <summary>The default of a collection without elements.</summary>
    public const string Empty = "[]";

    /// <summary>
    /// Whether the lock has only the text of an expression, which nobody can evaluate any more once the code that it was part of
    /// is another.
    /// </summary>
    public static bool IsComputed(MemberShape member) => member is { IsRequired: false, Default: { } text } && text != Empty && !IsConstant(text);

    /// <summary>Whether data of an older version that lacks the member no longer tells what that meant.</summary>
    public static bool IsLost(MemberShape was, MemberShape @is) => IsComputed(was) && (@is.IsRequired || was.Default != @is.Default);

    /// <summary>
    /// Whether a text can be the default of a member: a literal that the type takes, or the text of an expression, which is shown and
    /// never compiled. Both stand on one line.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="type">The type of the member.</param>
    /// <param name="underlying">For an enum the scalar that is stored.</param>
    public static bool Suits(string text, TypeShape type, string? underlying)
    {
        if (text.Length is 0 or > MaxLength || !IsOneLine(text))
        {
            return false;
        }

        string? scalar = underlying ?? (type.Form == TypeForm.Scalar ? type.Name : null);
        return !IsConstant(text) || scalar switch
        {
            "bool" => text is "true" or "false",
            "char" => Literals.IsChar(text),
            "string" => Literals.IsString(text),
            { } number when Scalars.IsNumber(number) => Literals.IsChar(text) || Scalars.Holds(number, text),
            _ => !Literals.IsNumber(text) || Literals.IsAnyNumber(text),
        };
    }

    private static bool IsConstant(string text) =>
        text is "true" or "false" or "NaN" or "Infinity" or "-Infinity"
        || Literals.IsNumber(text) || Literals.IsString(text) || Literals.IsChar(text);

    private static bool IsOneLine(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' || (char.IsSurrogate(text[i]) && !isPair))
            {
                return false;
            }

            i += isPair ? 1 : 0;
        }

        return true;
    }
}
