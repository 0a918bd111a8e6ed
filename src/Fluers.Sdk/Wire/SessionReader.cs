using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using MessagePack;
using DecodeResult = MessagePack.MessagePackPrimitives.DecodeResult;

namespace Fluers.Sdk.Wire;

/// <summary>
/// Reads MessagePack from contiguous, untrusted bytes. Every fault is a <see cref="SessionCorruptException"/> with the
/// offset at which it was found. Generated formatters use it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct SessionReader
{
    /// <summary>How deep objects may be nested.</summary>
    public const int MaxDepth = 256;

    private readonly ReadOnlySpan<byte> _data;
    private int _position;
    private int _depth;

    /// <summary>Starts reading.</summary>
    public SessionReader(ReadOnlySpan<byte> data) => _data = data;

    /// <summary>Where the next value begins, in bytes from the start.</summary>
    public readonly int Position => _position;

    private readonly ReadOnlySpan<byte> Rest => _data[_position..];

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

    /// <summary>Reads bytes into an array of their own.</summary>
    public byte[] ReadBytes() => ReadBinary("bytes").ToArray();

    /// <summary>Reads bytes into memory of their own.</summary>
    public ReadOnlyMemory<byte> ReadMemory() => ReadBytes();

    /// <summary>Checks that nothing follows what was read.</summary>
    public readonly void End()
    {
        if (_position != _data.Length)
        {
            throw Corrupt($"{_data.Length - _position} bytes follow the value");
        }
    }

    /// <summary>An error at the current position.</summary>
    public readonly SessionCorruptException Corrupt(string reason) => CorruptAt(_position, reason);

    private static SessionCorruptException CorruptAt(int offset, string reason) => new(reason, offset);

    private ReadOnlySpan<byte> ReadBinary(string expected)
    {
        int count = ReadLength(MessagePackPrimitives.TryReadBinHeader(Rest, out uint length, out int header), expected, length, header);
        ReadOnlySpan<byte> value = _data.Slice(_position, count);
        _position += count;
        return value;
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
            : throw TooLong(what, count);
    }

    private readonly SessionCorruptException TooLong(string what, uint count) =>
        Corrupt($"{what} of {count} is claimed where only {_data.Length - _position} bytes are left");

    private readonly SessionCorruptException Ended() => CorruptAt(_data.Length, "the bytes end in the middle of a value");

    private readonly SessionCorruptException Mismatch(string expected) =>
        Corrupt($"expected {expected}, found {WireToken.Describe(_data[_position])}");
}
