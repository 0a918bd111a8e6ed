using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using MessagePack;
using DecodeResult = MessagePack.MessagePackPrimitives.DecodeResult;

namespace Fluers.Sdk.Wire;

// Text, most of what a session holds.
public ref partial struct SessionReader
{
    private const int StackCharacters = 512;

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

    /// <summary>Decodes into characters that are there already, then copies them: one pass instead of counting and decoding.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string ReadNonAscii(ReadOnlySpan<byte> text, int start)
    {
        char[]? rented = text.Length <= StackCharacters ? null : ArrayPool<char>.Shared.Rent(text.Length);
        Span<char> characters = rented ?? stackalloc char[StackCharacters];
        OperationStatus status = Utf8.ToUtf16(text, characters, out int read, out int length, replaceInvalidSequences: false);
        string value = status == OperationStatus.Done ? new string(characters[..length]) : "";
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return status == OperationStatus.Done ? value : throw CorruptAt(start, $"the text is not valid UTF-8 at its byte {read}");
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
