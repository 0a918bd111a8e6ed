using CsCheck;
using Fluers.Sdk.Tests.TestTypes;
using MessagePack;

namespace Fluers.Sdk.Tests.Wire;

/// <summary>A scalar has the same bytes here and in MessagePack-CSharp, and each reads what the other wrote.</summary>
public class ScalarParityTests
{
    private const int Iterations = 2000;

    [Fact]
    public void Integers_of_every_size_and_edge_are_written_as_MessagePack_CSharp_writes_them()
    {
        foreach (long value in Samples.Integers)
        {
            Integers(value);
            Unsigned(unchecked((ulong)value));
        }

        Gen.Long.Sample(Integers, iter: Iterations);
        Gen.ULong.Sample(Unsigned, iter: Iterations);
    }

    [Fact]
    public void Booleans_are_written_as_MessagePack_CSharp_writes_them()
    {
        Same(true, (ref w, v) => w.WriteBoolean(v), (ref r) => r.ReadBoolean());
        Same(false, (ref w, v) => w.WriteBoolean(v), (ref r) => r.ReadBoolean());
    }

    [Fact]
    public void Nil_is_one_byte() => Assert.Equal(Bytes.Of("C0"), Bytes.Written((ref w) => w.WriteNil()));

    [Fact]
    public void Characters_are_written_as_MessagePack_CSharp_writes_them()
    {
        for (int value = 0; value <= char.MaxValue; value += 13)
        {
            Same((char)value, (ref w, v) => w.WriteChar(v), (ref r) => r.ReadChar());
        }

        Same(char.MaxValue, (ref w, v) => w.WriteChar(v), (ref r) => r.ReadChar());
    }

    [Fact]
    public void Floating_point_numbers_keep_every_bit()
    {
        double[] edges = [0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, double.MinValue];
        foreach (double value in edges)
        {
            Double(value);
            Single((float)value);
        }

        Gen.ULong.Sample(bits => Double(BitConverter.UInt64BitsToDouble(bits)), iter: Iterations);
        Gen.UInt.Sample(bits => Single(BitConverter.UInt32BitsToSingle(bits)), iter: Iterations);
    }

    [Fact]
    public void Decimals_keep_value_and_scale()
    {
        decimal[] edges = [0m, 0.0m, 1.0m, 1.00m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m, -0.0000000000000000000000000001m, -7.9228162514264337593543950335m];
        foreach (decimal value in edges)
        {
            Decimal(value);
        }

        Gen.Decimal.Sample(Decimal, iter: Iterations);
    }

    [Fact]
    public void Guids_are_written_as_MessagePack_CSharp_writes_them()
    {
        Guid(System.Guid.Empty);
        Guid(System.Guid.AllBitsSet);
        Gen.Guid.Sample(Guid, iter: Iterations);
    }

    [Fact]
    public void Time_spans_are_written_as_MessagePack_CSharp_writes_them()
    {
        TimeSpan[] edges = [TimeSpan.Zero, TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.FromTicks(1), TimeSpan.FromTicks(-1)];
        foreach (TimeSpan value in edges)
        {
            Span(value);
        }

        Gen.TimeSpan.Sample(Span, iter: Iterations);
    }

    [Fact]
    public void Points_in_time_keep_their_ticks_and_their_offset()
    {
        DateTimeOffset[] edges =
        [
            DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddTicks(-1),
            DateTimeOffset.UnixEpoch.AddTicks(1), DateTimeOffset.FromUnixTimeSeconds(uint.MaxValue), DateTimeOffset.FromUnixTimeSeconds(1L << 34),
            DateTimeOffset.FromUnixTimeSeconds((1L << 34) - 1).AddTicks(9_999_999),
            new(2024, 2, 29, 23, 59, 59, TimeSpan.FromHours(14)), new(2024, 2, 29, 0, 0, 0, TimeSpan.FromHours(-14)),
        ];
        foreach (DateTimeOffset value in edges)
        {
            Time(value);
        }

        Gen.Select(Gen.Long[TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay], Gen.Int[-840, 840])
            .Sample((ticks, minutes) => Time(new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes))), iter: Iterations);
    }

    [Fact]
    public void Bytes_are_written_as_MessagePack_CSharp_writes_them()
    {
        foreach (int length in new[] { 0, 1, 31, 32, 255, 256, 65_535, 65_536 })
        {
            byte[] value = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
            Same(value, (ref w, v) => w.WriteBytes(v), (ref r) => r.ReadBytes());
            Assert.Equal(
                MessagePackSerializer.Serialize(value, MessagePackSerializerOptions.Standard, TestContext.Current.CancellationToken),
                Bytes.Written((ref w) => w.WriteMemory(value)));
        }
    }

    [Fact]
    public void Headers_of_arrays_and_maps_are_written_as_MessagePack_CSharp_writes_them()
    {
        foreach (int count in new[] { 0, 1, 15, 16, 255, 256, 65_535, 65_536, int.MaxValue })
        {
            Assert.Equal(Bytes.Packed((ref w) => w.WriteArrayHeader(count)), Bytes.Written((ref w) => w.WriteArrayHeader(count)));
            Assert.Equal(Bytes.Packed((ref w) => w.WriteMapHeader(count)), Bytes.Written((ref w) => w.WriteMapHeader(count)));
        }
    }

    private static void Integers(long value)
    {
        Same(value, (ref w, v) => w.WriteInt64(v), (ref r) => r.ReadInt64());
        Same(unchecked((int)value), (ref w, v) => w.WriteInt32(v), (ref r) => r.ReadInt32());
        Same(unchecked((short)value), (ref w, v) => w.WriteInt16(v), (ref r) => r.ReadInt16());
        Same(unchecked((sbyte)value), (ref w, v) => w.WriteSByte(v), (ref r) => r.ReadSByte());
    }

    private static void Unsigned(ulong value)
    {
        Same(value, (ref w, v) => w.WriteUInt64(v), (ref r) => r.ReadUInt64());
        Same(unchecked((uint)value), (ref w, v) => w.WriteUInt32(v), (ref r) => r.ReadUInt32());
        Same(unchecked((ushort)value), (ref w, v) => w.WriteUInt16(v), (ref r) => r.ReadUInt16());
        Same(unchecked((byte)value), (ref w, v) => w.WriteByte(v), (ref r) => r.ReadByte());
    }

    private static void Double(double value) =>
        Same(value, (ref w, v) => w.WriteDouble(v), (ref r) => r.ReadDouble(), BitConverter.DoubleToInt64Bits);

    private static void Single(float value) =>
        Same(value, (ref w, v) => w.WriteSingle(v), (ref r) => r.ReadSingle(), v => BitConverter.SingleToInt32Bits(v));

    private static void Decimal(decimal value) =>
        Same(value, (ref w, v) => w.WriteDecimal(v), (ref r) => r.ReadDecimal(), v => string.Join(' ', decimal.GetBits(v)));

    private static void Guid(Guid value) => Same(value, (ref w, v) => w.WriteGuid(v), (ref r) => r.ReadGuid());

    private static void Span(TimeSpan value) => Same(value, (ref w, v) => w.WriteTimeSpan(v), (ref r) => r.ReadTimeSpan());

    private static void Time(DateTimeOffset value) =>
        Same(value, (ref w, v) => w.WriteDateTimeOffset(v), (ref r) => r.ReadDateTimeOffset(), v => (v.Ticks, v.Offset));

    private static void Same<T>(T value, WriteOf<T> write, Reading<T> read) => Same<T, T>(value, write, read, v => v);

    private static void Same<T, TIdentity>(T value, WriteOf<T> write, Reading<T> read, Func<T, TIdentity> identity)
    {
        byte[] expected = MessagePackSerializer.Serialize(value);
        Assert.Equal(expected, Bytes.Written((ref w) => write(ref w, value)));
        Assert.Equal(expected, Bytes.WrittenTightly((ref w) => write(ref w, value)));
        Assert.Equal(identity(value), identity(Bytes.Read(expected, read)));
        Assert.Equal(identity(value), identity(MessagePackSerializer.Deserialize<T>(expected)));
    }
}
