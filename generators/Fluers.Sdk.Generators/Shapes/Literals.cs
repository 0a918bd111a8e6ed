using System.Globalization;

namespace Fluers.Sdk.Generators.Shapes;

/// <summary>Which texts are one literal of C# and nothing else.</summary>
internal static class Literals
{
    private const string SimpleEscapes = "'\"\\0abefnrtv";

    /// <summary>Such as <c>-1.5E+20</c>.</summary>
    public static bool IsNumber(string text)
    {
        int at = text.Length > 0 && text[0] == '-' ? 1 : 0;
        if (!TakeDigits(text, ref at) || (Take(text, ref at, '.') && !TakeDigits(text, ref at)))
        {
            return false;
        }

        if (Take(text, ref at, 'E'))
        {
            at += at < text.Length && text[at] is '+' or '-' ? 1 : 0;
            if (!TakeDigits(text, ref at))
            {
                return false;
            }
        }

        return at == text.Length;
    }

    /// <summary>Whether a text is a number that C# has a type for without a letter behind it.</summary>
    public static bool IsAnyNumber(string text) => text.IndexOfAny(['.', 'E']) < 0 ? IsInteger(text, long.MinValue, ulong.MaxValue) : IsFinite(text, double.MaxValue);

    /// <summary>Whether a number is a whole one between two others.</summary>
    public static bool IsInteger(string text, decimal least, decimal greatest) =>
        IsNumber(text)
        && decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number)
        && number >= least && number <= greatest;

    /// <summary>Whether a number is not greater than a floating-point type can hold.</summary>
    public static bool IsFinite(string text, double greatest) =>
        IsNumber(text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && Math.Abs(number) <= greatest;

    public static bool IsDecimal(string text) => IsNumber(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    public static bool IsString(string text) => CountIn(text, '"') is not null;

    public static bool IsChar(string text) => CountIn(text, '\'') == 1;

    /// <summary>The character of a literal; <see langword="null"/> where it is none.</summary>
    public static char? CharOf(string text) => !IsChar(text) ? null : text[1] != '\\' ? text[1] : text[2] switch
    {
        'u' or 'U' or 'x' => (char)int.Parse(text.Substring(3, text.Length - 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        '0' => '\0',
        'a' => '\a',
        'b' => '\b',
        'e' => '\u001b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        char itself => itself,
    };

    /// <summary>How many characters stand between two quotes; <see langword="null"/> where there is more than one literal, or none.</summary>
    private static int? CountIn(string text, char quote)
    {
        if (text.Length < 2 || text[0] != quote || text[text.Length - 1] != quote)
        {
            return null;
        }

        int count = 0;
        int at = 1;
        while (at < text.Length - 1)
        {
            if (text[at] == quote || (text[at] == '\\' && !SkipEscape(text, ref at)))
            {
                return null;
            }

            at++;
            count++;
        }

        return at == text.Length - 1 ? count : null;   // not where the last quote is part of an escape
    }

    /// <summary>Goes to the last character of an escape.</summary>
    private static bool SkipEscape(string text, ref int at)
    {
        char code = text[++at];
        int digits = code switch { 'u' => 4, 'U' => 8, 'x' => 1, _ => 0 };
        if (digits == 0)
        {
            return SimpleEscapes.IndexOf(code) >= 0;
        }

        if (at + digits >= text.Length || text.Skip(at + 1).Take(digits).Any(c => !IsHex(c)))
        {
            return false;
        }

        at += digits;
        for (int more = 0; code == 'x' && more < 3 && IsHex(text[at + 1]); more++)
        {
            at++;
        }

        return true;
    }

    private static bool IsHex(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

    private static bool Take(string text, ref int at, char what)
    {
        bool isThere = at < text.Length && text[at] == what;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private static bool TakeDigits(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && text[at] is >= '0' and <= '9')
        {
            at++;
        }

        return at > start;
    }
}
