using System.Text;
using MessagePack;
using DecodeResult = MessagePack.MessagePackPrimitives.DecodeResult;

namespace Fluers.Sdk.Wire;

// Text, most of what a session holds.
public ref partial struct SessionReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads text.</summary>
    public string ReadString()
    {
        int start = _position;
        ReadOnlySpan<byte> text = ReadUtf8("text");

        // Most text is ASCII: as many characters as bytes, widened in one pass. The general decoder counts them first.
        return Ascii.IsValid(text)
            ? string.Create(text.Length, text, static (characters, bytes) => Ascii.ToUtf16(bytes, characters, out _))
            : ReadNonAscii(text, start);
    }

    /// <summary>Reads text, or nil as null.</summary>
    public string? ReadStringOrNil() => TryReadNil() ? null : ReadString();

    private static string ReadNonAscii(ReadOnlySpan<byte> text, int start)
    {
        try
        {
            return StrictUtf8.GetString(text);
        }
        catch (DecoderFallbackException e)
        {
            throw new SessionCorruptException("the text is not valid UTF-8", start, e);
        }
    }

    private ReadOnlySpan<byte> ReadUtf8(string expected)
    {
        ReadOnlySpan<byte> rest = Rest;
        int header;
        int count;
        if (rest.Length > 0 && (rest[0] & 0xE0) == MessagePackCode.MinFixStr)
        {
            (header, count) = (1, rest[0] & 0x1F);
        }
        else if (rest.Length > 1 && rest[0] == MessagePackCode.Str8)
        {
            (header, count) = (2, rest[1]);
        }
        else
        {
            return ReadLongUtf8(expected);
        }

        if (count > rest.Length - header)
        {
            _position += header;
            throw TooLong(expected, (uint)count);
        }

        _position += header + count;
        return rest.Slice(header, count);
    }

    private ReadOnlySpan<byte> ReadLongUtf8(string expected)
    {
        int count = ReadLength(MessagePackPrimitives.TryReadStringHeader(Rest, out uint length, out int header), expected, length, header);
        ReadOnlySpan<byte> text = _data.Slice(_position, count);
        _position += count;
        return text;
    }
}
