using CsCheck;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;
using Fluers.Sdk.Wire;
using MessagePack;

namespace Fluers.Sdk.Tests.Wire;

/// <summary>Bytes that nobody wrote well: they are refused with the one error that there is for it, and cost little.</summary>
public class HostileBytesTests
{
    internal static readonly Dictionary<string, Reading<object?>> Readers = new()
    {
        ["Boolean"] = (ref r) => r.ReadBoolean(),
        ["SByte"] = (ref r) => r.ReadSByte(),
        ["Int16"] = (ref r) => r.ReadInt16(),
        ["Int32"] = (ref r) => r.ReadInt32(),
        ["Int64"] = (ref r) => r.ReadInt64(),
        ["Byte"] = (ref r) => r.ReadByte(),
        ["UInt16"] = (ref r) => r.ReadUInt16(),
        ["UInt32"] = (ref r) => r.ReadUInt32(),
        ["UInt64"] = (ref r) => r.ReadUInt64(),
        ["Char"] = (ref r) => r.ReadChar(),
        ["Single"] = (ref r) => r.ReadSingle(),
        ["Double"] = (ref r) => r.ReadDouble(),
        ["Decimal"] = (ref r) => r.ReadDecimal(),
        ["Guid"] = (ref r) => r.ReadGuid(),
        ["TimeSpan"] = (ref r) => r.ReadTimeSpan(),
        ["DateTimeOffset"] = (ref r) => r.ReadDateTimeOffset(),
        ["String"] = (ref r) => r.ReadString(),
        ["StringOrNil"] = (ref r) => r.ReadStringOrNil(),
        ["Bytes"] = (ref r) => r.ReadBytes(),
        ["Memory"] = (ref r) => r.ReadMemory(),
        ["JsonElement"] = (ref r) => r.ReadJsonElement(),
        ["JsonNode"] = (ref r) => r.ReadJsonNode(),
        ["JsonObject"] = (ref r) => r.ReadJsonObject(),
        ["JsonArray"] = (ref r) => r.ReadJsonArray(),
        ["Half"] = (ref r) => r.ReadHalf(),
        ["Int128"] = (ref r) => r.ReadInt128(),
        ["UInt128"] = (ref r) => r.ReadUInt128(),
        ["BigInteger"] = (ref r) => r.ReadBigInteger(),
        ["Rune"] = (ref r) => r.ReadRune(),
        ["Uri"] = (ref r) => r.ReadUri(),
        ["Version"] = (ref r) => r.ReadVersion(),
        ["DateTime"] = (ref r) => r.ReadDateTime(),
        ["DateOnly"] = (ref r) => r.ReadDateOnly(),
        ["TimeOnly"] = (ref r) => r.ReadTimeOnly(),
        ["WritableMemory"] = (ref r) => r.ReadWritableMemory(),
        ["Tuple"] = (ref r) =>
        {
            r.ReadTupleHeader(2);
            return null;
        },
        ["Grid"] = (ref r) => r.ReadGridHeader(stackalloc int[2]),
        ["ArrayHeader"] = (ref r) => r.ReadArrayHeader(),
        ["MapHeader"] = (ref r) => r.ReadMapHeader(),
        ["Object"] = (ref r) => r.EnterObject(),
        ["Union"] = (ref r) => r.EnterUnion(),
        ["Raw"] = (ref r) => r.ReadRaw().ToArray(),
    };

    private static readonly Gen<byte[]> AnyBytes = Gen.Frequency(
        (2, Gen.Byte.Array[0, 40]),
        (3, Gen.Select(Gen.Byte[0x80, 0xE0], Gen.Byte.Array[0, 40], (code, rest) => (byte[])[code, .. rest])));

    public static TheoryData<string> ReaderNames => [.. Readers.Keys];

    [Theory]
    [MemberData(nameof(ReaderNames))]
    public void Random_bytes_give_a_value_or_report_damage(string reader)
    {
        AnyBytes.Sample(
            bytes =>
            {
                Exception? e = Record.Exception(() => Bytes.Read(bytes, Readers[reader]));
                Assert.True(e is null || (e is SessionCorruptException corrupt && corrupt.Offset >= 0 && corrupt.Offset <= bytes.Length), $"{e}");
            },
            iter: 5_000);
    }

    [Fact]
    public void No_beginning_of_a_value_is_taken_for_a_value()
    {
        (byte[] Value, string Reader)[] values =
        [
            (Bytes.Of("CC FF"), "Byte"), (Bytes.Of("CD FFFF"), "UInt16"), (Bytes.Of("CE FFFFFFFF"), "UInt32"), (Bytes.Of("CF FFFFFFFFFFFFFFFF"), "UInt64"),
            (Bytes.Of("D0 80"), "SByte"), (Bytes.Of("D1 8000"), "Int16"), (Bytes.Of("D2 80000000"), "Int32"), (Bytes.Of("D3 8000000000000000"), "Int64"),
            (Bytes.Of("CF 0000000000000001"), "Int64"), (Bytes.Of("D3 0000000000000001"), "UInt64"), (Bytes.Of("CD 0041"), "Char"),
            (Bytes.Of("C3"), "Boolean"), (Bytes.Of("CA 3F800000"), "Single"), (Bytes.Of("CB 3FF0000000000000"), "Double"), (Bytes.Of("CA 3F800000"), "Double"),
            (Pack("some text"), "String"), (Pack(new string('x', 300)), "String"), (Pack(new string('x', 70_000)), "StringOrNil"),
            (Pack(12.5m), "Decimal"), (Pack(Guid.NewGuid()), "Guid"), (Pack(TimeSpan.FromDays(9)), "TimeSpan"),
            (Pack(DateTimeOffset.UnixEpoch), "DateTimeOffset"), (Pack(DateTimeOffset.UnixEpoch.AddTicks(1)), "DateTimeOffset"), (Pack(DateTimeOffset.MinValue), "DateTimeOffset"),
            (Pack(new byte[300]), "Bytes"), (Pack(new byte[5]), "Memory"), (Pack("[1,2]"), "JsonElement"),
            (Pack("[1,2]"), "JsonArray"), (Pack("{}"), "JsonObject"), (Pack((Half)1.5), "Half"), (Pack(Int128.MaxValue), "Int128"), (Pack(UInt128.MaxValue), "UInt128"),
            (Pack(System.Numerics.BigInteger.Pow(3, 99)), "BigInteger"), (Pack(new System.Text.Rune(0x1F389)), "Rune"), (Pack(new Uri("https://example.org")), "Uri"),
            (Pack(new Version(1, 2)), "Version"), (Pack(DateTime.UnixEpoch.AddTicks(1)), "DateTime"), (Pack(DateTime.MinValue), "DateTime"),
            (Pack(DateOnly.MaxValue), "DateOnly"), (Pack(TimeOnly.MaxValue), "TimeOnly"),
            (Bytes.Of("DC 0001"), "ArrayHeader"), (Bytes.Of("DD 00000001"), "ArrayHeader"), (Bytes.Of("DE 0001"), "MapHeader"), (Bytes.Of("DF 00000001"), "MapHeader"),
        ];
        foreach ((byte[] value, string reader) in values)
        {
            int step = Math.Max(1, value.Length / 500);
            for (int length = 0; length < value.Length; length += step)
            {
                Bytes.Corrupt(value[..length], Readers[reader]);
            }

            Bytes.Corrupt(value[..^1], Readers[reader]);
        }
    }

    [Fact]
    public void A_payload_with_any_bytes_changed_decodes_or_reports_damage()
    {
        byte[] frame = Parcel.Schema.Encode(Parcel.Sample(), FrameKind.Entry);
        Gen.Select(Gen.Int[FrameHeader.Size, frame.Length - 1], Gen.Byte).Array[1, 4].Sample(
            changes =>
            {
                byte[] changed = [.. frame];
                foreach ((int at, byte value) in changes)
                {
                    changed[at] = value;
                }

                Exception? e = Record.Exception(() => Parcel.Schema.Decode(Resealed(changed)));
                Assert.True(e is null or SessionCorruptException, $"{e}");
            },
            iter: 5_000);
    }

    [Fact]
    public void A_random_payload_decodes_or_reports_damage()
    {
        AnyBytes.Sample(
            payload =>
            {
                byte[] frame = [.. new byte[FrameHeader.Size], .. payload];
                new FrameHeader { Kind = FrameKind.Entry, SchemaHash = Parcel.Schema.IdHash, Version = 1, MinReader = 1 }.Seal(frame);
                Exception? e = Record.Exception(() => Parcel.Schema.Decode(frame));
                Assert.True(e is null or SessionCorruptException, $"{e}");
            },
            iter: 5_000);
    }

    [Fact]
    public void Objects_nested_deeper_than_the_limit_are_damage()
    {
        byte[] bytes = Convert.FromHexString(string.Concat(Enumerable.Repeat("91", 1000)) + "C0");

        var e = Bytes.Corrupt(bytes, (ref r) =>
        {
            while (true)
            {
                r.EnterObject();
            }

#pragma warning disable CS0162 // the loop ends with the error
            return 0;
#pragma warning restore CS0162
        });

        Assert.Equal(SessionReader.MaxDepth, e.Offset);
        Assert.Contains("256", e.Reason);
    }

    [Fact]
    public void Objects_that_were_left_do_not_count_as_depth()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0x90, 1000)];

        int position = Bytes.Read(bytes, (ref r) =>
        {
            while (r.Position < 1000)
            {
                Assert.Equal(0, r.EnterObject());
                r.LeaveObject();
            }

            return r.Position;
        });

        Assert.Equal(1000, position);
    }

    private static byte[] Pack<T>(T value) => MessagePackSerializer.Serialize(value);

    /// <summary>A frame whose header and checksum are right for its payload, whatever that is.</summary>
    private static byte[] Resealed(byte[] frame)
    {
        FrameHeader.Parse(frame).Seal(frame);
        return frame;
    }
}
