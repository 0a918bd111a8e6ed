using System.Globalization;

namespace Fluers.Sdk.Generators.Shapes;

/// <summary>
/// Which texts are names in C#. Names of a lock become names in generated code, so nothing else may stand there: a text that is more
/// than a name would be code of whoever wrote the file.
/// </summary>
internal static class Identifiers
{
    /// <summary>The longest name that an assembly can hold, in characters.</summary>
    public const int MaxLength = 1023;

    /// <summary>Whether a text is one name, without the <c>@</c> that code puts before a keyword.</summary>
    public static bool Is(string text) => text.Length <= MaxLength && Is(text, 0, text.Length);

    /// <summary>Whether a text is one name or several with dots between them.</summary>
    public static bool IsDotted(string text) => text.Length <= MaxLength && text.Split('.').All(Is);

    /// <summary>Whether a part of a text is one name.</summary>
    public static bool Is(string text, int start, int end)
    {
        if (start >= end || !IsStart(text[start]))
        {
            return false;
        }

        for (int i = start + 1; i < end; i++)
        {
            if (!IsStart(text[i]) && !IsInside(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A name for a text that may be none: another language than C# allows more.</summary>
    public static string From(string text)
    {
        string name = string.Concat(text.Select(c => IsStart(c) || IsInside(c) ? c : '_'));
        name = name.Length > 0 && IsStart(name[0]) ? name : "_" + name;
        return name.Length > MaxLength ? name.Substring(0, MaxLength) : name;
    }

    private static bool IsStart(char c) => c == '_' || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter
        or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.LetterNumber;

    // The compiler drops format characters from names, so none is recorded: they would only make two names look like one.
    private static bool IsInside(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
