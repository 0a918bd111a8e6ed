using System.Globalization;
using System.Text;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>
/// Text of a file as a message shows it: not too much of it, and nothing that a terminal or a log would act on, such as a line end
/// behind which the rest would look like a message of its own.
/// </summary>
internal static class Excerpt
{
    private const int MaxLength = 60;

    public static string Of(string text)
    {
        var shown = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (i == MaxLength)
            {
                return shown.Append('…').ToString();
            }

            Append(shown, text[i]);
        }

        return shown.ToString();
    }

    public static string Of(char c)
    {
        var shown = new StringBuilder();
        Append(shown, c);
        return shown.ToString();
    }

    private static void Append(StringBuilder shown, char c)
    {
        bool isVisible = CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
        if (isVisible)
        {
            shown.Append(c);
        }
        else
        {
            shown.Append($"\\u{(int)c:x4}");
        }
    }
}
