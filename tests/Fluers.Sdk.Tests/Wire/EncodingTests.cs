using CsCheck;
using MessagePack;

namespace Fluers.Sdk.Tests.Wire;

/// <summary>Whatever encoding a number has in the data, it is read when it fits and refused when it does not.</summary>
public class EncodingTests
{
    [Fact]
    public void An_integer_is_read_from_every_encoding_that_holds_it()
    {
        foreach (Int128 value in Samples.Integers.Select(v => (Int128)v).Concat(Samples.Integers.Select(v => (Int128)unchecked((ulong)v))))
        {
            ReadByAll(value);
        }

        Gen.Long.Sample(v => ReadByAll(v), iter: 2000);
    }

    [Fact]
    public void A_number_out_of_range_is_named_with_its_range()
    {
        var e = Bytes.Corrupt(Bytes.Of("CD 01 00"), (ref r) => r.ReadByte());

        Assert.Equal("the number 256 is not between 0 and 255", e.Reason);
        Assert.Equal(0, e.Offset);
    }

    [Fact]
    public void A_floating_point_number_is_read_from_an_integer_and_from_fewer_bits()
    {
        Assert.Equal(0.5, Bytes.Read(Bytes.Of("CA 3F000000"), (ref r) => r.ReadDouble()));
        Assert.Equal(200.0, Bytes.Read(Bytes.Of("CC C8"), (ref r) => r.ReadDouble()));
        Assert.Equal(-3.0, Bytes.Read(Bytes.Of("FD"), (ref r) => r.ReadDouble()));
        Assert.Equal(-3f, Bytes.Read(Bytes.Of("FD"), (ref r) => r.ReadSingle()));
    }

    [Fact]
    public void A_64_bit_floating_point_number_is_not_squeezed_into_32_bits() =>
        Assert.Contains("32-bit", Bytes.Corrupt(Bytes.Of("CB 3FE0000000000000"), (ref r) => r.ReadSingle()).Reason);

    [Theory]
    [InlineData("C0", "nil")]
    [InlineData("C2", "a boolean")]
    [InlineData("CA 00000000", "a floating-point number")]
    [InlineData("A0", "text")]
    [InlineData("C4 00", "bytes")]
    [InlineData("90", "an array")]
    [InlineData("80", "a map")]
    [InlineData("D4 01 00", "an extension value")]
    [InlineData("C1", "the unused code 0xC1")]
    public void A_value_of_another_kind_is_named(string hex, string found)
    {
        byte[] bytes = Bytes.Of(hex);

        Assert.EndsWith(found, Bytes.Corrupt(bytes, (ref r) => r.ReadInt32()).Reason);
        Assert.EndsWith(found, Bytes.Corrupt(bytes, (ref r) => r.ReadUInt64()).Reason);
        if (found != "a boolean")
        {
            Assert.EndsWith(found, Bytes.Corrupt(bytes, (ref r) => r.ReadBoolean()).Reason);
        }
    }

    [Fact]
    public void Text_and_bytes_are_not_taken_for_one_another()
    {
        Assert.EndsWith("found bytes", Bytes.Corrupt(Bytes.Of("C4 01 61"), (ref r) => r.ReadString()).Reason);
        Assert.EndsWith("found text", Bytes.Corrupt(Bytes.Of("A1 61"), (ref r) => r.ReadBytes()).Reason);
        Assert.EndsWith("found text", Bytes.Corrupt(Bytes.Of("D9 01 61"), (ref r) => r.ReadBytes()).Reason);
    }

    [Fact]
    public void Bytes_behind_the_value_are_damage() =>
        Assert.Contains("2 bytes follow", Bytes.Corrupt(Bytes.Of("01 02 03"), (ref r) => r.ReadInt32()).Reason);

    [Theory]
    [InlineData("92 D6FF00000000 CD 0349")]     // 841 minutes
    [InlineData("92 D6FF00000000 D1 FCB7")]     // -841 minutes
    [InlineData("92 D6FF00000000 CE 00010000")] // out of 16 bits
    [InlineData("92 C70CFF00000000FFFFFFF1868B8400 00")] // the year 0
    [InlineData("92 C70CFF00000000 7FFFFFFFFFFFFFFF 00")]
    [InlineData("92 D601 00000000 00")]         // another extension
    [InlineData("92 00 00")]
    [InlineData("91 D6FF00000000")]
    [InlineData("93 D6FF00000000 00 00")]
    public void A_point_in_time_that_does_not_exist_is_damage(string hex) =>
        Bytes.Corrupt(Bytes.Of(hex), (ref r) => r.ReadDateTimeOffset());

    private static void ReadByAll(Int128 value)
    {
        foreach (byte[] bytes in EncodingsOf(value))
        {
            Reads(value, bytes, sbyte.MinValue, sbyte.MaxValue, (ref r) => r.ReadSByte());
            Reads(value, bytes, short.MinValue, short.MaxValue, (ref r) => r.ReadInt16());
            Reads(value, bytes, int.MinValue, int.MaxValue, (ref r) => r.ReadInt32());
            Reads(value, bytes, long.MinValue, long.MaxValue, (ref r) => r.ReadInt64());
            Reads(value, bytes, 0, byte.MaxValue, (ref r) => r.ReadByte());
            Reads(value, bytes, 0, ushort.MaxValue, (ref r) => r.ReadUInt16());
            Reads(value, bytes, 0, uint.MaxValue, (ref r) => r.ReadUInt32());
            Reads(value, bytes, 0, ulong.MaxValue, (ref r) => r.ReadUInt64());
            Reads(value, bytes, 0, char.MaxValue, (ref r) => r.ReadChar());
        }
    }

    private static IEnumerable<byte[]> EncodingsOf(Int128 value)
    {
        if (value <= long.MaxValue)
        {
            yield return Bytes.Packed((ref w) => w.Write((long)value));
            yield return Bytes.Packed((ref w) => w.WriteInt64((long)value));
        }

        if (value >= 0)
        {
            yield return Bytes.Packed((ref w) => w.WriteUInt64((ulong)value));
        }

        if (value >= 0 && value <= uint.MaxValue)
        {
            yield return Bytes.Packed((ref w) => w.WriteUInt32((uint)value));
        }

        if (value >= 0 && value <= ushort.MaxValue)
        {
            yield return Bytes.Packed((ref w) => w.WriteUInt16((ushort)value));
        }

        if (value >= 0 && value <= byte.MaxValue)
        {
            yield return Bytes.Packed((ref w) => w.WriteUInt8((byte)value));
        }

        if (value >= int.MinValue && value <= int.MaxValue)
        {
            yield return Bytes.Packed((ref w) => w.WriteInt32((int)value));
        }

        if (value >= short.MinValue && value <= short.MaxValue)
        {
            yield return Bytes.Packed((ref w) => w.WriteInt16((short)value));
        }

        if (value >= sbyte.MinValue && value <= sbyte.MaxValue)
        {
            yield return Bytes.Packed((ref w) => w.WriteInt8((sbyte)value));
        }
    }

    private static void Reads<T>(Int128 value, byte[] bytes, Int128 min, Int128 max, Reading<T> read)
        where T : System.Numerics.INumberBase<T>
    {
        if (value >= min && value <= max)
        {
            Assert.Equal(value, Int128.CreateChecked(Bytes.Read(bytes, read)));
        }
        else
        {
            Assert.Contains($"the number {value} is not between", Bytes.Corrupt(bytes, read).Reason);
        }
    }
}
