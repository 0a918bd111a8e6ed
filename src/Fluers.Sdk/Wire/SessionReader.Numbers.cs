using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Fluers.Sdk.Wire;

// Numbers beyond those of MessagePack.
public ref partial struct SessionReader
{
    /// <summary>The greatest integer of any size, in bytes: arithmetic with a hostile one would take for ever.</summary>
    internal const int MaxBigInteger = 64 * 1024;

    /// <summary>Reads a 16-bit floating-point number from one of 32 bits that it holds exactly.</summary>
    public Half ReadHalf()
    {
        int start = _position;
        float value = ReadSingle();
        var half = (Half)value;
        return float.IsNaN(value) || (float)half == value ? half : throw CorruptAt(start, "the number does not fit 16 bits");
    }

    /// <summary>Reads a 128-bit integer from 16 bytes, the least significant first.</summary>
    public Int128 ReadInt128() => BinaryPrimitives.ReadInt128LittleEndian(ReadBinary(16, "a 128-bit integer of 16 bytes"));

    /// <summary>Reads a 128-bit integer from 16 bytes, the least significant first.</summary>
    public UInt128 ReadUInt128() => BinaryPrimitives.ReadUInt128LittleEndian(ReadBinary(16, "a 128-bit integer of 16 bytes"));

    /// <summary>Reads an integer of any size from the bytes of its two's complement, the least significant first.</summary>
    public BigInteger ReadBigInteger()
    {
        int start = _position;
        ReadOnlySpan<byte> bytes = ReadBinary("an integer, as bytes");
        return bytes.Length <= MaxBigInteger
            ? new BigInteger(bytes)
            : throw CorruptAt(start, $"the integer has {bytes.Length} bytes, more than the {MaxBigInteger} allowed");
    }

    /// <summary>Reads a Unicode scalar value from its number.</summary>
    public Rune ReadRune()
    {
        int start = _position;
        int number = ReadInt32();
        return Rune.IsValid(number) ? new Rune(number) : throw CorruptAt(start, string.Create(CultureInfo.InvariantCulture, $"{number} is no Unicode scalar value"));
    }

    private ReadOnlySpan<byte> ReadBinary(int length, string expected)
    {
        int start = _position;
        ReadOnlySpan<byte> bytes = ReadBinary(expected);
        return bytes.Length == length ? bytes : throw CorruptAt(start, $"expected {expected}, found {bytes.Length} bytes");
    }
}
