using System.Buffers;
using System.Globalization;
using System.Text;

namespace Fluers.Sdk.Cli.Screen;

/// <summary>
/// Text of others with everything in it to be seen. What a terminal would obey, what turns the direction of what follows, what breaks a line
/// unseen, and what takes no room at all, is shown by its number, such as <c>\u202e</c>.
/// </summary>
internal static class Visible
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => char.IsSurrogate(c) || IsHidden(c))]);

    /// <summary>Text for one line: a line break is shown as <c>\n</c>.</summary>
    public static string Line(string text) => Show(text, keepsLines: false);

    /// <summary>Text that may have several lines. A tab is a blank.</summary>
    public static string Text(string text) => Show(text, keepsLines: true);

    /// <summary>JSON that a program reads as it did, and whose strings hide nothing. Its line breaks, which are outside of strings, stay.</summary>
    public static string Json(string json) => Show(json, keepsLines: true);

    /// <summary>Whether a code point is not seen, or does something else than to be seen.</summary>
    public static bool IsHidden(int codePoint) => codePoint switch
    {
        < 0x20 or (>= 0x7F and <= 0x9F) => true,                     // controls
        0xAD or 0x34F or 0x61C or 0x115F or 0x1160 => true,          // soft hyphen, joiners of marks, Arabic direction, Hangul fillers
        0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) => true,       // inherent vowels, selectors of Mongolian
        0x200B or 0x200E or 0x200F => true,                          // no width; directions. The two joiners between them shape letters and emoji
        >= 0x2028 and <= 0x202E => true,                             // line and paragraph separators, directions
        >= 0x2060 and <= 0x206F => true,                             // invisible operators, isolates
        0x3164 or 0xFEFF or 0xFFA0 => true,                          // fillers, the byte order mark
        (>= 0xFFF0 and <= 0xFFFB) or 0xFFFE or 0xFFFF => true,       // interlinear marks, no characters
        >= 0x1BCA0 and <= 0x1BCA3 => true,                           // of shorthand
        >= 0x1D173 and <= 0x1D17A => true,                           // of music
        >= 0xE0000 and <= 0xE0FFF => true,                           // tags, which spell whole sentences unseen
        _ => false,
    };

    /// <summary>Where in a text the first character is that is not seen, or that may be half of one; -1 for nowhere.</summary>
    public static int FirstHidden(ReadOnlySpan<char> text) => text.IndexOfAny(Suspects);

    /// <summary>Writes a code point as JSON has it: by its number, or the numbers of its two halves.</summary>
    /// <returns>Whether there is room for it.</returns>
    public static bool TryNumber(Rune rune, Span<char> destination, out int written)
    {
        Span<char> halves = stackalloc char[2];
        halves = halves[..rune.EncodeToUtf16(halves)];
        written = 0;
        foreach (char half in halves)
        {
            if (!destination[written..].TryWrite(CultureInfo.InvariantCulture, $"\\u{(int)half:x4}", out int more))
            {
                written = 0;
                return false;
            }

            written += more;
        }

        return true;
    }

    private static string Show(string text, bool keepsLines)
    {
        if (!text.AsSpan().ContainsAny(Suspects))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length;)
        {
            OperationStatus status = Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length);
            if (status != OperationStatus.Done)
            {
                Number(shown, text[i]);   // half a character
            }
            else if (keepsLines && rune.Value is ('\n' or '\t'))
            {
                shown.Append(rune.Value == '\t' ? ' ' : '\n');
            }
            else if (IsHidden(rune.Value))
            {
                Append(shown, text.AsSpan(i, length));
            }
            else
            {
                shown.Append(text, i, length);
            }

            i += length;
        }

        return shown.ToString();
    }

    private static void Append(StringBuilder shown, ReadOnlySpan<char> hidden)
    {
        switch (hidden)
        {
            case "\n":
                shown.Append("\\n");
                break;
            case "\r":
                shown.Append("\\r");
                break;
            case "\t":
                shown.Append("\\t");
                break;
            default:
                foreach (char c in hidden)
                {
                    Number(shown, c);
                }

                break;
        }
    }

    private static void Number(StringBuilder shown, char c) => shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
}
