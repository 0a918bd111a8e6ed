using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using MessagePack;

namespace Fluers.Sdk.Wire;

// Integers, in whatever form another writer chose.
public ref partial struct SessionReader
{
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long ReadSigned(long min, long max)
    {
        byte code = NextCode();
        return code <= MessagePackRange.MaxFixPositiveInt ? Take((long)code, 1) : ReadLongSigned(code, min, max);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong ReadUnsigned(ulong max)
    {
        byte code = NextCode();
        return code <= MessagePackRange.MaxFixPositiveInt ? Take((ulong)code, 1) : ReadLongUnsigned(code, max);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long ReadLongSigned(byte code, long min, long max)
    {
        int length = IntegerLength(code);
        if (code == MessagePackCode.UInt64)
        {
            ulong large = BinaryPrimitives.ReadUInt64BigEndian(Rest[1..]);
            return large <= (ulong)max ? Take((long)large, length) : throw OutOfRange(large, min, max);
        }

        long value = Integer(code);
        return value >= min && value <= max ? Take(value, length) : throw OutOfRange(value, min, max);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong ReadLongUnsigned(byte code, ulong max)
    {
        int length = IntegerLength(code);
        if (code == MessagePackCode.UInt64)
        {
            ulong large = BinaryPrimitives.ReadUInt64BigEndian(Rest[1..]);
            return large <= max ? Take(large, length) : throw OutOfRange(large, 0, max);
        }

        long value = Integer(code);
        return value >= 0 && (ulong)value <= max ? Take((ulong)value, length) : throw OutOfRange(value, 0, max);
    }

    /// <summary>The length of the integer that a code begins, all of which is there.</summary>
    private readonly int IntegerLength(byte code)
    {
        int length = code switch
        {
            >= MessagePackCode.MinNegativeFixInt => 1,
            MessagePackCode.UInt8 or MessagePackCode.Int8 => 2,
            MessagePackCode.UInt16 or MessagePackCode.Int16 => 3,
            MessagePackCode.UInt32 or MessagePackCode.Int32 => 5,
            MessagePackCode.UInt64 or MessagePackCode.Int64 => 9,
            _ => throw Mismatch("an integer"),
        };
        return length <= _data.Length - _position ? length : throw Ended();
    }

    private readonly long Integer(byte code)
    {
        ReadOnlySpan<byte> rest = Rest;
        return code switch
        {
            MessagePackCode.UInt8 => rest[1],
            MessagePackCode.UInt16 => BinaryPrimitives.ReadUInt16BigEndian(rest[1..]),
            MessagePackCode.UInt32 => BinaryPrimitives.ReadUInt32BigEndian(rest[1..]),
            MessagePackCode.Int8 => (sbyte)rest[1],
            MessagePackCode.Int16 => BinaryPrimitives.ReadInt16BigEndian(rest[1..]),
            MessagePackCode.Int32 => BinaryPrimitives.ReadInt32BigEndian(rest[1..]),
            MessagePackCode.Int64 => BinaryPrimitives.ReadInt64BigEndian(rest[1..]),
            _ => (sbyte)code,
        };
    }

    private readonly SessionCorruptException OutOfRange(object value, object min, object max) =>
        Corrupt(string.Create(CultureInfo.InvariantCulture, $"the number {value} is not between {min} and {max}"));
}
