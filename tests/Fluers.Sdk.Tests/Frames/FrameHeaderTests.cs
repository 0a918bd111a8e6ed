using CsCheck;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;
using Fluers.Sdk.Tests.Wire;

namespace Fluers.Sdk.Tests.Frames;

public class FrameHeaderTests
{
    // ext 8, 26 bytes, type 70 | checksum | kind | flags | version | minReader | payload length | schema hash || payload
    private const string Golden = "C7 1A 46 | C37A1AC21ECE5731 | 02 | 00 | 0002 | 0001 | 00000006 | F80321EF4D6A048E || 92 A2 6869 A1 21";

    [Fact]
    public void A_frame_has_the_bytes_that_it_had_in_the_first_release()
    {
        byte[] frame = Note<Build2>.Schema.Encode(new Note<Build2>("hi", "!"), FrameKind.Entry);

        Assert.Equal(Convert.ToHexString(Bytes.Of(Golden.Replace("|", ""))), Convert.ToHexString(frame));
    }

    [Fact]
    public void A_frame_of_the_first_release_decodes()
    {
        byte[] frame = Bytes.Of(Golden.Replace("|", ""));

        Assert.Equal(new Note<Build2>("hi", "!"), Note<Build2>.Schema.Decode(frame));
    }

    [Fact]
    public void Every_field_comes_back_as_it_was_sealed()
    {
        Gen.Select(Gen.Enum<FrameKind>(), Gen.ULong, Gen.Int[0, ushort.MaxValue], Gen.Int[0, ushort.MaxValue], Gen.Byte.Array[0, 100]).Sample(
            (kind, hash, version, minReader, payload) =>
            {
                byte[] frame = [.. Enumerable.Repeat((byte)0xEE, FrameHeader.Size), .. payload];
                new FrameHeader { Kind = kind, SchemaHash = hash, Version = version, MinReader = minReader }.Seal(frame);

                FrameHeader header = FrameHeader.Parse(frame);

                Assert.Equal((kind, hash, version, minReader), (header.Kind, header.SchemaHash, header.Version, header.MinReader));
                Assert.Equal(payload.Length, header.PayloadLength);
                Assert.Equal(frame.Length, header.FrameLength);
                Assert.Equal(payload, frame[FrameHeader.Size..]);
                Assert.Equal(header, FrameReader.Single(frame));
                Assert.Equal(header, FrameHeader.Parse(frame.AsSpan(0, FrameHeader.Size)));
            },
            iter: 1000);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(65_536, 1)]
    [InlineData(1, -1)]
    [InlineData(1, 65_536)]
    public void A_version_that_has_no_room_in_the_header_is_not_sealed(int version, int minReader) =>
        Assert.Throws<OverflowException>(() =>
            new FrameHeader { Kind = FrameKind.Head, SchemaHash = 1, Version = version, MinReader = minReader }.Seal(new byte[40]));

    [Fact]
    public void Any_cut_of_a_header_is_no_header()
    {
        byte[] frame = Bytes.Of(Golden.Replace("|", ""));
        for (int length = 0; length < FrameHeader.Size; length++)
        {
            Assert.Equal($"a frame header has 29 bytes, only {length} are here", FrameHeader.TryParse(frame.AsSpan(0, length), out FrameHeader header));
            Assert.Equal(default, header);
        }
    }

    [Theory]
    [InlineData(0, 0xC8, "a frame begins with C7 1A 46, found C81A46")]
    [InlineData(1, 0x1B, "a frame begins with C7 1A 46, found C71B46")]
    [InlineData(2, 0x47, "a frame begins with C7 1A 46, found C71A47")]
    [InlineData(11, 0, "frame kind 0 is not known to this build")]
    [InlineData(11, 5, "frame kind 5 is not known to this build")]
    [InlineData(12, 1, "frame flags 0x01 are not known to this build")]
    [InlineData(12, 0x80, "frame flags 0x80 are not known to this build")]
    [InlineData(17, 0xFF, "the frame claims a payload of 4278190086 bytes, more than the 268435456 allowed")]
    public void A_header_that_this_build_does_not_know_is_refused(int offset, byte value, string why)
    {
        byte[] frame = Bytes.Of(Golden.Replace("|", ""));
        frame[offset] = value;

        Assert.Equal(why, FrameHeader.TryParse(frame, out _));
        var e = Assert.Throws<SessionCorruptException>(() => FrameHeader.Parse(frame));
        Assert.Equal(why, e.Reason);
        Assert.Equal(0, e.Offset);
    }

    [Theory]
    [InlineData(FrameHeader.MaxPayload, null)]
    [InlineData(FrameHeader.MaxPayload + 1, "the frame claims a payload of 268435457 bytes, more than the 268435456 allowed")]
    public void A_payload_may_be_as_long_as_the_limit(int length, string? why)
    {
        byte[] frame = Bytes.Of(Golden.Replace("|", ""));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(17), length);

        Assert.Equal(why, FrameHeader.TryParse(frame, out _));
    }

    [Fact]
    public void The_hash_of_a_schema_id_is_that_of_its_UTF8()
    {
        Assert.Equal(Convert.ToUInt64(Golden.Split('|')[7].Trim(), 16), FrameHeader.HashOf("note"));
        Assert.Equal(System.IO.Hashing.XxHash3.HashToUInt64("sitzung-ä"u8), FrameHeader.HashOf("sitzung-ä"));
        Assert.NotEqual(FrameHeader.HashOf("note"), FrameHeader.HashOf("Note"));
        Assert.Equal(FrameHeader.HashOf("note"), Note<Build1>.Schema.IdHash);
    }
}
