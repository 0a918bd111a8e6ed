using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using MessagePack;

namespace Fluers.Sdk.Wire;

// Numbers beyond those of MessagePack.
public ref partial struct SessionWriter
{
    /// <summary>Writes a 16-bit floating-point number as one of 32 bits.</summary>
    public void WriteHalf(Half value) => WriteSingle((float)value);

    /// <summary>Writes a 128-bit integer as 16 bytes, the least significant first.</summary>
    public void WriteInt128(Int128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(bytes, value);
        WriteBinary(bytes);
    }

    /// <summary>Writes a 128-bit integer as 16 bytes, the least significant first.</summary>
    public void WriteUInt128(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, value);
        WriteBinary(bytes);
    }

    /// <summary>Writes an integer of any size as the bytes of its two's complement, the least significant first.</summary>
    /// <exception cref="SessionValueException">The integer is longer than it could be read again.</exception>
    public void WriteBigInteger(BigInteger value)
    {
        int count = value.GetByteCount();
        if (count > SessionReader.MaxBigInteger)
        {
            throw new SessionValueException($"the integer has {count} bytes, more than the {SessionReader.MaxBigInteger} that are read again");
        }

        MessagePackPrimitives.TryWriteBinHeader(Reserve(5), (uint)count, out int length);
        _written += length;
        value.TryWriteBytes(Reserve(count), out _);
        _written += count;
    }

    /// <summary>Writes a Unicode scalar value as its number.</summary>
    public void WriteRune(Rune value) => WriteInt32(value.Value);
}
