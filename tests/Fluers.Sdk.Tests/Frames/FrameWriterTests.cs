using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;
using Fluers.Sdk.Tests.Wire;
using MessagePack;

namespace Fluers.Sdk.Tests.Frames;

public class FrameWriterTests
{
    [Fact]
    public void Frames_follow_one_another_and_are_walked_in_order()
    {
        using var frames = new FrameWriter();
        frames.Write(Board.Schema, FrameKind.Head, new Board { Text = "head" });
        for (int i = 0; i < 200; i++)
        {
            frames.Write(Note<Build2>.Schema, FrameKind.Entry, new Note<Build2>(new string('x', i * 7), $"{i}"));
        }

        Assert.Equal(201, frames.Count);
        var reader = new FrameReader(frames.Written.Span);
        Assert.True(reader.MoveNext());
        Assert.Equal(FrameKind.Head, reader.Header.Kind);
        Assert.Equal("head", Board.Schema.Decode(reader.Frame).Text);
        int end = reader.Frame.Length;
        for (int i = 0; i < 200; i++)
        {
            Assert.True(reader.MoveNext());
            Assert.Equal(end, reader.Offset);
            Assert.Equal((FrameKind.Entry, 2, 1), (reader.Header.Kind, reader.Header.Version, reader.Header.MinReader));
            Assert.Equal(reader.Frame[FrameHeader.Size..].ToArray(), reader.Payload.ToArray());
            Assert.Equal(new Note<Build2>(new string('x', i * 7), $"{i}"), Note<Build2>.Schema.Decode(reader.Frame));
            end += reader.Frame.Length;
        }

        Assert.False(reader.MoveNext());
        Assert.False(reader.MoveNext());
        Assert.Equal(frames.Written.Length, end);
    }

    [Fact]
    public void Nothing_is_an_empty_sequence() => Assert.False(new FrameReader([]).MoveNext());

    [Fact]
    public void A_value_that_does_not_fit_leaves_the_frames_before_and_after_it_whole()
    {
        using var frames = new FrameWriter();
        frames.Write(Note<Build1>.Schema, FrameKind.Entry, new Note<Build1>("one"));
        byte[] one = frames.Written.ToArray();
        Parcel unfit = Parcel.Sample() with { Route = [.. Enumerable.Repeat(new Address("s", "c"), 5000), null!] };

        var e = Assert.Throws<SessionValueException>(() => frames.Write(Parcel.Schema, FrameKind.Entry, unfit));

        Assert.Equal("Route[5000] (key 5)", e.Path);
        Assert.Equal(1, frames.Count);
        Assert.Equal(one, frames.Written.ToArray());
        frames.Write(Note<Build1>.Schema, FrameKind.Entry, new Note<Build1>("two"));
        var reader = new FrameReader(frames.Written.Span);
        Assert.True(reader.MoveNext());
        Assert.True(reader.MoveNext());
        Assert.Equal("two", Note<Build1>.Schema.Decode(reader.Frame).Text);
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void An_error_of_the_value_itself_leaves_the_frames_before_it_whole()
    {
        using var frames = new FrameWriter();
        frames.Write(Note<Build1>.Schema, FrameKind.Entry, new Note<Build1>("one"));
        byte[] one = frames.Written.ToArray();

        Assert.Throws<NullReferenceException>(() => frames.Write(Board.Schema, FrameKind.Head, null!));

        Assert.Equal(one, frames.Written.ToArray());
        Assert.Equal(1, frames.Count);
    }

    [Fact]
    public void An_error_in_the_middle_of_a_long_value_leaves_no_byte_of_it()
    {
        using var frames = new FrameWriter();
        frames.Write(Note<Build1>.Schema, FrameKind.Entry, new Note<Build1>("one"));
        byte[] one = frames.Written.ToArray();
        SessionSchema<Board> breaking = Written((ref w, v) =>
        {
            w.WriteString(v.Text);
            w.Flush();
            throw new InvalidOperationException("half-way");
        });

        Assert.Throws<InvalidOperationException>(() => frames.Write(breaking, FrameKind.Head, new Board { Text = new string('x', 10_000) }));

        Assert.Equal(one, frames.Written.ToArray());
    }

    [Fact]
    public void A_frame_holds_256_MiB_and_not_a_byte_more()
    {
        using var frames = new FrameWriter();
        byte[] bytes = new byte[FrameHeader.MaxPayload - 5 + 1];   // five bytes say how many follow
        int length = bytes.Length - 1;
        SessionSchema<Board> large = Written((ref w, _) => w.WriteMemory(bytes.AsMemory(0, length)));
        frames.Write(Note<Build1>.Schema, FrameKind.Entry, new Note<Build1>("one"));
        int one = frames.Written.Length;

        frames.Write(large, FrameKind.Head, new Board());
        Assert.Equal(one + FrameHeader.Size + FrameHeader.MaxPayload, frames.Written.Length);
        Assert.Equal(FrameHeader.MaxPayload, FrameHeader.Parse(frames.Written.Span[one..]).PayloadLength);

        frames.Clear();
        length++;
        var e = Assert.Throws<SessionValueException>(() => frames.Write(large, FrameKind.Head, new Board()));
        Assert.Equal("it takes 268435457 bytes, more than the 268435456 that one frame holds", e.Reason);
        Assert.True(frames.Written.IsEmpty);
    }

    [Fact]
    public void A_value_is_not_written_without_a_schema()
    {
        using var frames = new FrameWriter();
        var e = Assert.Throws<ArgumentNullException>(() => frames.Write(null!, FrameKind.Head, new Board()));
        Assert.Equal("schema", e.ParamName);
    }

    [Fact]
    public void A_cleared_writer_starts_over()
    {
        using var frames = new FrameWriter();
        frames.Write(Note<Build1>.Schema, FrameKind.Entry, new Note<Build1>("one"));
        frames.Clear();
        Assert.Equal(0, frames.Count);
        Assert.True(frames.Written.IsEmpty);

        frames.Write(Note<Build1>.Schema, FrameKind.Entry, new Note<Build1>("two"));

        Assert.Equal(Note<Build1>.Schema.Encode(new Note<Build1>("two"), FrameKind.Entry), frames.Written.ToArray());
    }

    [Fact]
    public void Any_MessagePack_library_walks_frames_as_an_extension_and_a_value_each()
    {
        using var frames = new FrameWriter();
        frames.Write(Board.Schema, FrameKind.Head, new Board { Text = "head" });
        frames.Write(Note<Build1>.Schema, FrameKind.Entry, new Note<Build1>("one"));
        frames.Write(Parcel.Schema, FrameKind.Entry, Parcel.Sample());
        var reader = new MessagePackReader(frames.Written);
        int count = 0;
        while (!reader.End)
        {
            ExtensionResult extension = reader.ReadExtensionFormat();
            Assert.Equal(70, extension.TypeCode);
            Assert.Equal(26, extension.Data.Length);
            Assert.Equal(MessagePackType.Array, reader.NextMessagePackType);
            reader.Skip();
            count++;
        }

        Assert.Equal(3, count);
    }

    [Fact]
    public void A_payload_is_what_the_format_writes_for_MessagePack_CSharp()
    {
        Parcel parcel = Parcel.Sample();
        byte[] payload = Parcel.Schema.Encode(parcel, FrameKind.Entry)[FrameHeader.Size..];

        byte[] packed = Bytes.Packed((ref w) => Parcel.Schema.Format.Serialize(ref w, parcel, MessagePackSerializerOptions.Standard));
        var reader = new MessagePackReader(packed);
        Parcel? again = Parcel.Schema.Format.Deserialize(ref reader, MessagePackSerializerOptions.Standard);

        Assert.Equal(payload, packed);
        Assert.Equal(payload, Parcel.Schema.Encode(again!, FrameKind.Entry)[FrameHeader.Size..]);
        Assert.Equal(Bytes.Of("C0"), Bytes.Packed((ref w) => Parcel.Schema.Format.Serialize(ref w, null, MessagePackSerializerOptions.Standard)));
        var nil = new MessagePackReader(Bytes.Of("C0"));
        Assert.Null(Parcel.Schema.Format.Deserialize(ref nil, MessagePackSerializerOptions.Standard));
    }

    private static SessionSchema<Board> Written(WriteOf<Board> write) =>
        new("board", 1, 1, new Format<Board>(Board.Schema.Format.Shape, write, (ref _) => new Board()));
}
