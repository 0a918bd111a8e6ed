using System.Text;
using System.Text.Encodings.Web;

namespace Fluers.Sdk.Cli.Screen;

/// <summary>
/// Escapes in JSON what has to be, and what nobody would see. The rest stays as it is, quotes and angle brackets of stored text too: this
/// JSON is for programs and terminals, and stands in no web page.
/// </summary>
internal sealed class VisibleJson : JavaScriptEncoder
{
    public static readonly JavaScriptEncoder Instance = new VisibleJson();

    private static readonly JavaScriptEncoder Needed = UnsafeRelaxedJsonEscaping;

    private VisibleJson()
    {
    }

    public override int MaxOutputCharactersPerInputCharacter => Needed.MaxOutputCharactersPerInputCharacter;

    public override bool WillEncode(int unicodeScalar) => Needed.WillEncode(unicodeScalar) || Visible.IsHidden(unicodeScalar);

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var all = new ReadOnlySpan<char>(text, textLength);
        int needed = Needed.FindFirstCharacterToEncode(text, textLength);
        int hidden = Visible.FirstHidden(needed < 0 ? all : all[..needed]);
        return hidden >= 0 ? hidden : needed;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        Needed.WillEncode(unicodeScalar)
            ? Needed.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten)
            : Visible.TryNumber(new Rune(unicodeScalar), new Span<char>(buffer, bufferLength), out numberOfCharactersWritten);
}
