using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;

namespace Fluers.Sdk.Tests.Frames;

public class FrameDamageTests
{
    private static readonly byte[] Frame = Parcel.Schema.Encode(Parcel.Sample(), FrameKind.Entry);

    [Fact]
    public void Every_flipped_bit_is_detected()
    {
        for (int bit = 0; bit < Frame.Length * 8; bit++)
        {
            byte[] damaged = [.. Frame];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.Throws<SessionCorruptException>(() => FrameReader.Single(damaged));
            Assert.Throws<SessionCorruptException>(() => Parcel.Schema.Decode(damaged));
        }
    }

    [Fact]
    public void Every_truncation_is_detected()
    {
        for (int length = 0; length < Frame.Length; length++)
        {
            byte[] cut = Frame[..length];
            Assert.Throws<SessionCorruptException>(() => FrameReader.Single(cut));
            Assert.Throws<SessionCorruptException>(() => Parcel.Schema.Decode(cut));
        }
    }

    [Fact]
    public void A_frame_that_is_cut_says_how_long_it_claims_to_be()
    {
        var e = Assert.Throws<SessionCorruptException>(() => FrameReader.Single(Frame.AsSpan(0, Frame.Length - 1)));
        Assert.Equal($"the frame claims {Frame.Length} bytes, only {Frame.Length - 1} are here", e.Reason);
    }

    [Fact]
    public void Nothing_is_no_single_frame() =>
        Assert.Equal("the frame is empty", Assert.Throws<SessionCorruptException>(() => FrameReader.Single([])).Reason);

    [Fact]
    public void Bytes_behind_a_single_frame_are_detected()
    {
        var e = Assert.Throws<SessionCorruptException>(() => Parcel.Schema.Decode([.. Frame, 0, 0]));

        Assert.Equal("2 bytes follow the frame", e.Reason);
        Assert.Equal(Frame.Length, e.Offset);
        Assert.Throws<SessionCorruptException>(() => Parcel.Schema.Decode([.. Frame, .. Frame]));
    }

    [Fact]
    public void Damage_of_a_frame_names_neither_schema_nor_member()
    {
        byte[] damaged = [.. Frame];
        damaged[^1] ^= 1;

        var e = Assert.Throws<SessionCorruptException>(() => Parcel.Schema.Decode(damaged));

        Assert.Contains("checksum", e.Reason);
        Assert.Null(e.Path);
        Assert.Null(e.SchemaId);
        Assert.StartsWith("The data is damaged, byte 0: the checksum", e.Message);
    }

    [Fact]
    public void A_damaged_frame_is_reported_where_it_begins_and_those_before_it_are_handed_out()
    {
        byte[] frames = [.. Frame, .. Frame, .. Frame];
        frames[^1] ^= 1;
        int seen = 0;

        var e = Assert.Throws<SessionCorruptException>(() =>
        {
            for (var reader = new FrameReader(frames); reader.MoveNext();)
            {
                seen++;
            }
        });

        Assert.Equal(2, seen);
        Assert.Equal(2 * Frame.Length, e.Offset);
    }

    [Fact]
    public void The_exchange_of_two_payloads_is_detected()
    {
        byte[] one = Note<Build1>.Schema.Encode(new Note<Build1>("one"), FrameKind.Entry);
        byte[] two = Note<Build1>.Schema.Encode(new Note<Build1>("two"), FrameKind.Entry);

        Assert.Throws<SessionCorruptException>(() => FrameReader.Single([.. one[..FrameHeader.Size], .. two[FrameHeader.Size..]]));
    }
}
