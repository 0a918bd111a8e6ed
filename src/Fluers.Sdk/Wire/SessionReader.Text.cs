using System.Buffers.Text;
using System.Globalization;

namespace Fluers.Sdk.Wire;

// Values that are stored as the text that names them.
public ref partial struct SessionReader
{
    /// <summary>Reads a decimal from its invariant text.</summary>
    public decimal ReadDecimal()
    {
        int start = _position;
        ReadOnlySpan<byte> text = ReadUtf8("a decimal, as text");
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && IsExact(value, text)
            ? value
            : throw CorruptAt(start, "the text is no decimal number that fits");
    }

    // More digits than fit are rounded without a word; fewer than 28 always fit.
    private static bool IsExact(decimal value, ReadOnlySpan<byte> text)
    {
        Span<byte> again = stackalloc byte[32];
        return text.Length < 28 || (value.TryFormat(again, out int length, provider: CultureInfo.InvariantCulture) && text.SequenceEqual(again[..length]));
    }

    /// <summary>Reads a Guid from its 36-character text.</summary>
    public Guid ReadGuid()
    {
        int start = _position;
        ReadOnlySpan<byte> text = ReadUtf8("a Guid, as text");
        return Utf8Parser.TryParse(text, out Guid value, out int used, 'D') && used == text.Length ? value : throw CorruptAt(start, "the text is no Guid of 36 characters");
    }

    /// <summary>Reads a URI from its text.</summary>
    public Uri ReadUri()
    {
        int start = _position;
        return Uri.TryCreate(ReadString(), UriKind.RelativeOrAbsolute, out Uri? value) ? value : throw CorruptAt(start, "the text is no URI");
    }

    /// <summary>Reads a version from its text.</summary>
    public Version ReadVersion()
    {
        int start = _position;
        return Version.TryParse(ReadString(), out Version? value) ? value : throw CorruptAt(start, "the text is no version");
    }
}
