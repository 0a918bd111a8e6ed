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

    // Sizes are told apart by branches: they are predicted, and where the next value goes is then known at once. Computing the
    // size without a branch took 1.2 times as long.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLong(ulong value)
    {
        ref byte target = ref Claim(9);
        ref byte number = ref Unsafe.Add(ref target, 1);
        if (value <= byte.MaxValue)
        {
            target = MessagePackCode.UInt8;
            number = (byte)value;
            _written += 2;
        }
        else if (value <= ushort.MaxValue)
        {
            target = MessagePackCode.UInt16;
            WriteBigEndian(ref number, (ushort)value);
            _written += 3;
        }
        else if (value <= uint.MaxValue)
        {
            target = MessagePackCode.UInt32;
            WriteBigEndian(ref number, (uint)value);
            _written += 5;
        }
        else
        {
            target = MessagePackCode.UInt64;
            WriteBigEndian(ref number, value);
            _written += 9;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteNegative(long value)
    {
        ref byte target = ref Claim(9);
        ref byte number = ref Unsafe.Add(ref target, 1);
        if (value >= MessagePackRange.MinFixNegativeInt)
        {
            target = unchecked((byte)value);
            _written += 1;
        }
        else if (value >= sbyte.MinValue)
        {
            target = MessagePackCode.Int8;
            number = unchecked((byte)value);
            _written += 2;
        }
        else if (value >= short.MinValue)
        {
            target = MessagePackCode.Int16;
            WriteBigEndian(ref number, unchecked((ushort)value));
            _written += 3;
        }
        else if (value >= int.MinValue)
        {
            target = MessagePackCode.Int32;
            WriteBigEndian(ref number, unchecked((uint)value));
            _written += 5;
        }
        else
        {
            target = MessagePackCode.Int64;
            WriteBigEndian(ref number, unchecked((ulong)value));
            _written += 9;
        }
    }
}
