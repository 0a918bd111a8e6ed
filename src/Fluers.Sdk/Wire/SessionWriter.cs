using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using MessagePack;

namespace Fluers.Sdk.Wire;

/// <summary>
/// Writes MessagePack straight into the memory of a buffer writer. What it writes is what MessagePack-CSharp writes.
/// Generated formatters use it; call <see cref="Flush"/> when done.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct SessionWriter
{
    private readonly IBufferWriter<byte> _output;
    private Span<byte> _buffer;
    private int _written;

    /// <summary>Starts writing.</summary>
    /// <param name="output">Takes the bytes.</param>
    public SessionWriter(IBufferWriter<byte> output)
    {
        _output = output;
        _buffer = output.GetSpan();
    }

    /// <summary>Hands what was written to the output.</summary>
    public void Flush()
    {
        _output.Advance(_written);
        _buffer = default;
        _written = 0;
    }

    /// <summary>Writes nil.</summary>
    public void WriteNil() => WriteCode(MessagePackCode.Nil);

    /// <summary>Writes true or false.</summary>
    public void WriteBoolean(bool value) => WriteCode(value ? MessagePackCode.True : MessagePackCode.False);

    /// <summary>Writes an integer in its shortest form.</summary>
    public void WriteSByte(sbyte value) => WriteInt64(value);

    /// <summary>Writes an integer in its shortest form.</summary>
    public void WriteInt16(short value) => WriteInt64(value);

    /// <summary>Writes an integer in its shortest form.</summary>
    public void WriteInt32(int value) => WriteInt64(value);

    /// <summary>Writes an integer in its shortest form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt64(long value)
    {
        if ((ulong)value <= MessagePackRange.MaxFixPositiveInt)
        {
            WriteCode((byte)value);
        }
        else
        {
            WriteLongInt64(value);
        }
    }

    /// <summary>Writes an integer in its shortest form.</summary>
    public void WriteByte(byte value) => WriteUInt64(value);

    /// <summary>Writes an integer in its shortest form.</summary>
    public void WriteUInt16(ushort value) => WriteUInt64(value);

    /// <summary>Writes an integer in its shortest form.</summary>
    public void WriteUInt32(uint value) => WriteUInt64(value);

    /// <summary>Writes an integer in its shortest form.</summary>
    public void WriteUInt64(ulong value)
    {
        MessagePackPrimitives.TryWrite(Reserve(9), value, out int length);
        _written += length;
    }

    /// <summary>Writes a character as its UTF-16 code unit.</summary>
    public void WriteChar(char value) => WriteUInt64(value);

    /// <summary>Writes a 32-bit floating-point number.</summary>
    public void WriteSingle(float value)
    {
        MessagePackPrimitives.TryWrite(Reserve(5), value, out int length);
        _written += length;
    }

    /// <summary>Writes a 64-bit floating-point number.</summary>
    public void WriteDouble(double value)
    {
        MessagePackPrimitives.TryWrite(Reserve(9), value, out int length);
        _written += length;
    }

    /// <summary>Writes a decimal as invariant text, its scale kept.</summary>
    public void WriteDecimal(decimal value)
    {
        Span<byte> text = Reserve(32);
        value.TryFormat(text[1..], out int length, provider: CultureInfo.InvariantCulture);
        text[0] = (byte)(MessagePackCode.MinFixStr | length);   // at most 31 characters: sign, 29 digits, point
        _written += 1 + length;
    }

    /// <summary>Writes a Guid as its 36-character text.</summary>
    public void WriteGuid(Guid value)
    {
        Span<byte> text = Reserve(38);
        text[0] = MessagePackCode.Str8;
        text[1] = 36;
        value.TryFormat(text[2..], out _);
        _written += 38;
    }

    /// <summary>Writes a time span as its ticks of 100 ns.</summary>
    public void WriteTimeSpan(TimeSpan value) => WriteInt64(value.Ticks);

    /// <summary>Writes a point in time as the array of a timestamp, which holds the local clock's reading, and the offset in minutes.</summary>
    public void WriteDateTimeOffset(DateTimeOffset value)
    {
        WriteArrayHeader(2);
        MessagePackPrimitives.TryWrite(Reserve(15), new DateTime(value.Ticks, DateTimeKind.Utc), out int length);
        _written += length;
        WriteInt64((long)value.Offset.TotalMinutes);
    }

    /// <summary>Writes text as UTF-8.</summary>
    /// <exception cref="SessionValueException">The text is null, or has a surrogate without its other half, which UTF-8 cannot hold.</exception>
    public void WriteString(string value)
    {
        if (value is null)
        {
            throw Null();
        }

        // The header is guessed from the length in UTF-16, right for all ASCII; a wrong guess moves the bytes once.
        int header = StringHeaderLength(value.Length);
        Span<byte> target = Reserve(5 + BoundUtf8(value));
        OperationStatus status = Utf8.FromUtf16(value, target[header..], out int read, out int length, replaceInvalidSequences: false);
        if (status != OperationStatus.Done)
        {
            throw new SessionValueException(
                $"the text has a surrogate without its other half (U+{(int)value[read]:X4}) at position {read}, which UTF-8 cannot hold");
        }

        int exact = StringHeaderLength(length);
        if (exact != header)
        {
            target.Slice(header, length).CopyTo(target[exact..]);
        }

        MessagePackPrimitives.TryWriteStringHeader(target, (uint)length, out _);
        _written += exact + length;
    }

    /// <summary>Writes text as UTF-8, null as nil.</summary>
    public void WriteStringOrNil(string? value)
    {
        if (value is null)
        {
            WriteNil();
        }
        else
        {
            WriteString(value);
        }
    }

    /// <summary>Writes bytes.</summary>
    public void WriteBytes(byte[] value)
    {
        if (value is null)
        {
            throw Null();
        }

        WriteBinary(value);
    }

    /// <summary>Writes bytes.</summary>
    public void WriteMemory(ReadOnlyMemory<byte> value) => WriteBinary(value.Span);

    /// <summary>Writes a JSON value as its UTF-8 text, every digit of its numbers kept.</summary>
    /// <exception cref="SessionValueException">The value is <c>default</c>, not UTF-8, or nested deeper than it could be read again.</exception>
    public void WriteJsonElement(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            throw new SessionValueException("the JSON element is default; JSON null would be stored as such");
        }

        ReadOnlySpan<byte> text = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value);
        if (!Utf8.IsValid(text))
        {
            throw new SessionValueException("the JSON value was parsed from bytes that are not valid UTF-8");
        }

        if (text.Count((byte)'[') + text.Count((byte)'{') > SessionReader.MaxDepth)
        {
            CheckDepth(text);   // so many brackets may be nested too deep; most values have far fewer
        }

        WriteUtf8(text);
    }

    /// <summary>Writes a JSON value as its UTF-8 text, <c>default</c> as nil.</summary>
    public void WriteJsonElementOrNil(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            WriteNil();
        }
        else
        {
            WriteJsonElement(value);
        }
    }

    /// <summary>Writes what stands in front of a case of a union.</summary>
    public void WriteCaseHeader(int tag)
    {
        WriteArrayHeader(2);
        WriteInt32(tag);
    }

    /// <summary>Writes back a case that this build does not know.</summary>
    /// <exception cref="SessionValueException">The payload is not exactly one MessagePack value.</exception>
    public void WriteUnknownCase(int tag, ReadOnlySpan<byte> payload)
    {
        try
        {
            if (WireToken.LengthOf(payload, 0) != payload.Length)
            {
                throw new SessionValueException($"the payload of the unknown case {tag} is more than one MessagePack value");
            }
        }
        catch (SessionCorruptException e)
        {
            throw new SessionValueException($"the payload of the unknown case {tag} is no MessagePack value: {e.Reason}");
        }

        WriteCaseHeader(tag);
        WriteRaw(payload);
    }

    /// <summary>Writes the header of an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteArrayHeader(int count)
    {
        if ((uint)count <= MessagePackRange.MaxFixArrayCount)
        {
            WriteCode((byte)(MessagePackCode.MinFixArray | count));
        }
        else
        {
            WriteLongArrayHeader(count);
        }
    }

    /// <summary>Writes the header of a map.</summary>
    public void WriteMapHeader(int count)
    {
        MessagePackPrimitives.TryWriteMapHeader(Reserve(5), (uint)count, out int length);
        _written += length;
    }

    /// <summary>Writes bytes that are MessagePack already.</summary>
    public void WriteRaw(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        _written += value.Length;
    }

    /// <summary>The error for a null where the schema allows none.</summary>
    public static SessionValueException Null() => new("null stands where the schema allows none");

    /// <summary>The error for an object that is no case of its union.</summary>
    public static SessionValueException NoCase(object? value, string union) => value is null
        ? Null()
        : new($"{value.GetType()} is no case of {union}; give it [Case(tag)]");

    /// <summary>An upper bound of the text's length in UTF-8; exact for long texts, so that they reserve no more than they need.</summary>
    private static int BoundUtf8(string value) =>
        value.Length <= 1024 ? value.Length * 3 : System.Text.Encoding.UTF8.GetByteCount(value);

    private static int StringHeaderLength(int bytes) => bytes switch
    {
        <= MessagePackRange.MaxFixStringLength => 1,
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        _ => 5,
    };

    private static void CheckDepth(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, SessionReader.JsonOptions);
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            // It was parsed before, so nothing but its depth can be wrong.
            throw new SessionValueException($"the JSON value is nested deeper than {SessionReader.MaxDepth}");
        }
    }

    private void WriteUtf8(ReadOnlySpan<byte> text)
    {
        MessagePackPrimitives.TryWriteStringHeader(Reserve(5), (uint)text.Length, out int length);
        _written += length;
        WriteRaw(text);
    }

    private void WriteBinary(ReadOnlySpan<byte> value)
    {
        MessagePackPrimitives.TryWriteBinHeader(Reserve(5), (uint)value.Length, out int length);
        _written += length;
        WriteRaw(value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLongInt64(long value)
    {
        MessagePackPrimitives.TryWrite(Reserve(9), value, out int length);
        _written += length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLongArrayHeader(int count)
    {
        MessagePackPrimitives.TryWriteArrayHeader(Reserve(5), (uint)count, out int length);
        _written += length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteCode(byte code)
    {
        if (_written == _buffer.Length)
        {
            Grow(1);
        }

        _buffer[_written++] = code;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int size)
    {
        if (_buffer.Length - _written < size)
        {
            Grow(size);
        }

        return _buffer[_written..];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        _output.Advance(_written);
        _written = 0;
        _buffer = _output.GetSpan(size);
    }
}
