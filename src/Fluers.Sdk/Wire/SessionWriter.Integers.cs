using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using MessagePack;

namespace Fluers.Sdk.Wire;

// Integers, each in the shortest form that holds it.
public ref partial struct SessionWriter
{
    /// <summary>Writes an integer in its shortest form.</summary>
    public void WriteSByte(sbyte value) => WriteInt64(value);

    /// <summary>Writes an integer in its shortest form.</summary>
    public void WriteInt16(short value) => WriteInt64(value);

    /// <summary>Writes an integer in its shortest form.</summary>
    public void WriteInt32(int value) => WriteInt64(value);

    /// <summary>Writes an integer in its shortest form.</summary>
    public void WriteByte(byte value) => WriteUInt64(value);

    /// <summary>Writes an integer in its shortest form.</summary>
    public void WriteUInt16(ushort value) => WriteUInt64(value);

    /// <summary>Writes an integer in its shortest form.</summary>
    public void WriteUInt32(uint value) => WriteUInt64(value);

    /// <summary>Writes a character as its UTF-16 code unit.</summary>
    public void WriteChar(char value) => WriteUInt64(value);

    /// <summary>Writes an integer in its shortest form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt64(long value)
    {
        if ((ulong)value <= MessagePackRange.MaxFixPositiveInt)
        {
            WriteCode((byte)value);
        }
        else if (value >= 0)
        {
            WriteLong((ulong)value);
        }
        else
        {
            WriteNegative(value);
        }
    }

    /// <summary>Writes an integer in its shortest form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt64(ulong value)
    {
        if (value <= MessagePackRange.MaxFixPositiveInt)
        {
            WriteCode((byte)value);
        }
        else
        {
            WriteLong(value);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLong(ulong value)
    {
        Span<byte> target = Reserve(9);
        switch (value)
        {
            case <= byte.MaxValue:
                target[0] = MessagePackCode.UInt8;
                target[1] = (byte)value;
                _written += 2;
                break;
            case <= ushort.MaxValue:
                target[0] = MessagePackCode.UInt16;
                BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)value);
                _written += 3;
                break;
            case <= uint.MaxValue:
                target[0] = MessagePackCode.UInt32;
                BinaryPrimitives.WriteUInt32BigEndian(target[1..], (uint)value);
                _written += 5;
                break;
            default:
                target[0] = MessagePackCode.UInt64;
                BinaryPrimitives.WriteUInt64BigEndian(target[1..], value);
                _written += 9;
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteNegative(long value)
    {
        Span<byte> target = Reserve(9);
        switch (value)
        {
            case >= MessagePackRange.MinFixNegativeInt:
                target[0] = unchecked((byte)value);
                _written += 1;
                break;
            case >= sbyte.MinValue:
                target[0] = MessagePackCode.Int8;
                target[1] = unchecked((byte)value);
                _written += 2;
                break;
            case >= short.MinValue:
                target[0] = MessagePackCode.Int16;
                BinaryPrimitives.WriteInt16BigEndian(target[1..], (short)value);
                _written += 3;
                break;
            case >= int.MinValue:
                target[0] = MessagePackCode.Int32;
                BinaryPrimitives.WriteInt32BigEndian(target[1..], (int)value);
                _written += 5;
                break;
            default:
                target[0] = MessagePackCode.Int64;
                BinaryPrimitives.WriteInt64BigEndian(target[1..], value);
                _written += 9;
                break;
        }
    }
}
