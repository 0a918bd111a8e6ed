using System.Buffers.Text;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using MessagePack;
using DecodeResult = MessagePack.MessagePackPrimitives.DecodeResult;

namespace Fluers.Sdk.Wire;

/// <summary>
/// Reads MessagePack from contiguous, untrusted bytes. Every fault is a <see cref="SessionCorruptException"/> with the
/// offset at which it was found. Generated formatters use it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct SessionReader
{
    /// <summary>How deep objects may be nested.</summary>
    public const int MaxDepth = 256;

    /// <summary>
    /// A JSON element is stored as the text that it was parsed from, which has comments and trailing commas where its
    /// parser was told to admit them.
    /// </summary>
    internal static readonly JsonReaderOptions JsonOptions =
        new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _data;
    private int _position;
    private int _depth;

    /// <summary>Starts reading.</summary>
    public SessionReader(ReadOnlySpan<byte> data) => _data = data;

    /// <summary>Where the next value begins, in bytes from the start.</summary>
    public readonly int Position => _position;

    private readonly ReadOnlySpan<byte> Rest => _data[_position..];

    /// <summary>Enters an object: an array indexed by key. Pair it with <see cref="LeaveObject"/>.</summary>
    /// <returns>The number of keys in the data.</returns>
    public int EnterObject()
    {
        if (++_depth > MaxDepth)
        {
            throw Corrupt($"objects are nested deeper than {MaxDepth}");
        }

        return ReadArrayHeader();
    }

    /// <summary>Leaves the object that was entered last.</summary>
    public void LeaveObject() => _depth--;

    /// <summary>Enters a union: the array of a tag and a payload. Pair it with <see cref="LeaveObject"/>.</summary>
    /// <returns>The tag.</returns>
    public int EnterUnion()
    {
        int start = _position;
        int count = EnterObject();
        return count == 2 ? ReadInt32() : throw CorruptAt(start, $"a union is the array of a tag and a payload, found an array of {count}");
    }

    /// <summary>Passes over nil, if that is what comes next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNil()
    {
        if (_position < _data.Length && _data[_position] == MessagePackCode.Nil)
        {
            _position++;
            return true;
        }

        return false;
    }

    /// <summary>Reads true or false.</summary>
    public bool ReadBoolean() => NextCode() switch
    {
        MessagePackCode.True => Take(true, 1),
        MessagePackCode.False => Take(false, 1),
        _ => throw Mismatch("a boolean"),
    };

    /// <summary>Reads an integer of any encoding that fits.</summary>
    public sbyte ReadSByte() => (sbyte)ReadSigned(sbyte.MinValue, sbyte.MaxValue);

    /// <summary>Reads an integer of any encoding that fits.</summary>
    public short ReadInt16() => (short)ReadSigned(short.MinValue, short.MaxValue);

    /// <summary>Reads an integer of any encoding that fits.</summary>
    public int ReadInt32() => (int)ReadSigned(int.MinValue, int.MaxValue);

    /// <summary>Reads an integer of any encoding that fits.</summary>
    public long ReadInt64() => ReadSigned(long.MinValue, long.MaxValue);

    /// <summary>Reads an integer of any encoding that fits.</summary>
    public byte ReadByte() => (byte)ReadUnsigned(byte.MaxValue);

    /// <summary>Reads an integer of any encoding that fits.</summary>
    public ushort ReadUInt16() => (ushort)ReadUnsigned(ushort.MaxValue);

    /// <summary>Reads an integer of any encoding that fits.</summary>
    public uint ReadUInt32() => (uint)ReadUnsigned(uint.MaxValue);

    /// <summary>Reads an integer of any encoding that fits.</summary>
    public ulong ReadUInt64() => ReadUnsigned(ulong.MaxValue);

    /// <summary>Reads a UTF-16 code unit.</summary>
    public char ReadChar() => (char)ReadUnsigned(char.MaxValue);

    /// <summary>Reads a 32-bit floating-point number, or an integer.</summary>
    public float ReadSingle()
    {
        if (NextCode() == MessagePackCode.Float64)
        {
            throw Mismatch("a 32-bit floating-point number");
        }

        return Check(MessagePackPrimitives.TryReadSingle(Rest, out float value, out int length), "a floating-point number", value, length);
    }

    /// <summary>Reads a floating-point number, or an integer.</summary>
    public double ReadDouble() =>
        Check(MessagePackPrimitives.TryReadDouble(Rest, out double value, out int length), "a floating-point number", value, length);

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

    /// <summary>Reads a time span from its ticks of 100 ns.</summary>
    public TimeSpan ReadTimeSpan() => new(ReadInt64());

    /// <summary>Reads a point in time from the array of a timestamp and an offset in minutes.</summary>
    public DateTimeOffset ReadDateTimeOffset()
    {
        int start = _position;
        if (ReadArrayHeader() != 2)
        {
            throw CorruptAt(start, "a point in time is the array of a timestamp and an offset in minutes");
        }

        DateTime clock = ReadTimestamp();
        short minutes = ReadInt16();
        try
        {
            return new DateTimeOffset(clock.Ticks, TimeSpan.FromMinutes(minutes));
        }
        catch (ArgumentException e)
        {
            throw new SessionCorruptException($"an offset of {minutes} minutes does not fit that time", start, e);
        }
    }

    /// <summary>Reads text.</summary>
    public string ReadString()
    {
        int start = _position;
        ReadOnlySpan<byte> text = ReadUtf8("text");
        try
        {
            return StrictUtf8.GetString(text);
        }
        catch (DecoderFallbackException e)
        {
            throw new SessionCorruptException("the text is not valid UTF-8", start, e);
        }
    }

    /// <summary>Reads text, or nil as null.</summary>
    public string? ReadStringOrNil() => TryReadNil() ? null : ReadString();

    /// <summary>Reads bytes into an array of their own.</summary>
    public byte[] ReadBytes()
    {
        int count = ReadLength(MessagePackPrimitives.TryReadBinHeader(Rest, out uint length, out int header), "bytes", length, header);
        byte[] value = _data.Slice(_position, count).ToArray();
        _position += count;
        return value;
    }

    /// <summary>Reads a JSON value from its UTF-8 text.</summary>
    public JsonElement ReadJsonElement()
    {
        int start = _position;
        ReadOnlySpan<byte> text = ReadUtf8("JSON, as text");
        if (!Utf8.IsValid(text))
        {
            throw CorruptAt(start, "the JSON is not valid UTF-8");   // its parser looks into no text
        }

        try
        {
            var json = new Utf8JsonReader(text, JsonOptions);
            JsonElement value = JsonElement.ParseValue(ref json);
            return json.BytesConsumed == text.Length && !json.Read() ? value : throw CorruptAt(start, "more text follows the JSON value");
        }
        catch (JsonException e)
        {
            throw new SessionCorruptException("the text is not valid JSON", start, e);
        }
    }

    /// <summary>Reads the header of an array. No more elements are admitted than there are bytes left.</summary>
    public int ReadArrayHeader()
    {
        byte code = NextCode();
        if ((code & 0xF0) == MessagePackCode.MinFixArray)
        {
            return ReadLength(DecodeResult.Success, "an array", (uint)(code & 0x0F), 1);
        }

        return ReadLength(MessagePackPrimitives.TryReadArrayHeader(Rest, out uint count, out int header), "an array", count, header);
    }

    /// <summary>Reads the header of a map. No more entries are admitted than there are bytes left.</summary>
    public int ReadMapHeader() =>
        ReadLength(MessagePackPrimitives.TryReadMapHeader(Rest, out uint count, out int header), "a map", count, header);

    /// <summary>Makes the array for as many elements as a header announced.</summary>
    public static T[] NewArray<T>(int count) => count == 0 ? [] : new T[count];

    /// <summary>Reads bytes into memory of their own.</summary>
    public ReadOnlyMemory<byte> ReadMemory() => ReadBytes();

    /// <summary>Keeps the value at a key that the shape does not have; nil is not worth keeping between known keys.</summary>
    public void KeepUnknown(ref UnknownMembers unknown, int key)
    {
        if (!TryReadNil())
        {
            unknown = unknown.With(key, 1, ReadRaw());
        }
    }

    /// <summary>Keeps the values behind the last key that the shape has.</summary>
    /// <param name="unknown">Takes the values.</param>
    /// <param name="key">The first key behind the known ones.</param>
    /// <param name="count">The number of keys in the data.</param>
    public void KeepUnknownFrom(ref UnknownMembers unknown, int key, int count)
    {
        int start = _position;
        for (int i = key; i < count; i++)
        {
            Skip();
        }

        unknown = unknown.With(key, count - key, _data[start.._position]);
    }

    /// <summary>Reads the next value, whatever it is, as its bytes.</summary>
    public ReadOnlySpan<byte> ReadRaw()
    {
        int start = _position;
        Skip();
        return _data[start.._position];
    }

    /// <summary>Passes over the next value, whatever it is.</summary>
    public void Skip() => _position += WireToken.LengthOf(_data, _position);

    /// <summary>Checks that nothing follows what was read.</summary>
    public readonly void End()
    {
        if (_position != _data.Length)
        {
            throw Corrupt($"{_data.Length - _position} bytes follow the value");
        }
    }

    /// <summary>The error for a required member that is not in the data.</summary>
    public readonly SessionCorruptException Missing(string member, int key) =>
        new($"the required member {member} (key {key}) is missing", _position - 1) { Depth = _depth };

    /// <summary>The error for nil where the schema allows none.</summary>
    public readonly SessionCorruptException Nil() => Corrupt("nil stands where the schema allows none");

    /// <summary>The error for two equal keys in a map, once the second one's value has been read.</summary>
    public readonly SessionCorruptException DuplicateKey() => CorruptAt(_position - 1, "the map holds a key twice");

    /// <summary>An error at the current position.</summary>
    public readonly SessionCorruptException Corrupt(string reason) => CorruptAt(_position, reason);

    private static SessionCorruptException CorruptAt(int offset, string reason) => new(reason, offset);

    private DateTime ReadTimestamp()
    {
        int start = _position;
        try
        {
            return Check(MessagePackPrimitives.TryReadDateTime(Rest, out DateTime value, out int length), "a timestamp", value, length);
        }
        catch (Exception e) when (e is ArgumentException or MessagePackSerializationException or OverflowException)
        {
            throw new SessionCorruptException("the timestamp is out of range", start, e);
        }
    }

    private ReadOnlySpan<byte> ReadUtf8(string expected)
    {
        byte code = NextCode();
        int count = (code & 0xE0) == MessagePackCode.MinFixStr
            ? ReadLength(DecodeResult.Success, expected, (uint)(code & 0x1F), 1)
            : ReadLength(MessagePackPrimitives.TryReadStringHeader(Rest, out uint length, out int header), expected, length, header);
        ReadOnlySpan<byte> text = _data.Slice(_position, count);
        _position += count;
        return text;
    }

    private long ReadSigned(long min, long max)
    {
        byte code = NextCode();
        if (code <= MessagePackRange.MaxFixPositiveInt)
        {
            return Take((long)code, 1);
        }

        if (code == MessagePackCode.UInt64)
        {
            ulong large = Check(MessagePackPrimitives.TryReadUInt64(Rest, out ulong unsigned, out int size), "an integer", unsigned, 0);
            return large <= (ulong)max ? Take((long)large, size) : throw OutOfRange(large, min, max);
        }

        DecodeResult result = MessagePackPrimitives.TryReadInt64(Rest, out long value, out int length);
        Check(result, "an integer", value, 0);
        return value >= min && value <= max ? Take(value, length) : throw OutOfRange(value, min, max);
    }

    private ulong ReadUnsigned(ulong max)
    {
        byte code = NextCode();
        if (code <= MessagePackRange.MaxFixPositiveInt)
        {
            return Take((ulong)code, 1);
        }

        if (code == MessagePackCode.UInt64)
        {
            ulong large = Check(MessagePackPrimitives.TryReadUInt64(Rest, out ulong unsigned, out int size), "an integer", unsigned, 0);
            return large <= max ? Take(large, size) : throw OutOfRange(large, 0, max);
        }

        DecodeResult result = MessagePackPrimitives.TryReadInt64(Rest, out long value, out int length);
        Check(result, "an integer", value, 0);
        return value >= 0 && (ulong)value <= max ? Take((ulong)value, length) : throw OutOfRange(value, 0, max);
    }

    private readonly SessionCorruptException OutOfRange(object value, object min, object max) =>
        Corrupt(string.Create(CultureInfo.InvariantCulture, $"the number {value} is not between {min} and {max}"));

    private readonly byte NextCode() => _position < _data.Length ? _data[_position] : throw Ended();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Take<T>(T value, int length)
    {
        _position += length;
        return value;
    }

    private T Check<T>(DecodeResult result, string expected, T value, int length) => result switch
    {
        DecodeResult.Success => Take(value, length),
        DecodeResult.TokenMismatch => throw Mismatch(expected),
        _ => throw Ended(),
    };

    private int ReadLength(DecodeResult result, string what, uint count, int header)
    {
        Check(result, what, count, header);
        return count <= (uint)(_data.Length - _position)
            ? (int)count
            : throw Corrupt($"{what} of {count} is claimed where only {_data.Length - _position} bytes are left");
    }

    private readonly SessionCorruptException Ended() => CorruptAt(_data.Length, "the bytes end in the middle of a value");

    private readonly SessionCorruptException Mismatch(string expected) =>
        Corrupt($"expected {expected}, found {WireToken.Describe(_data[_position])}");
}
