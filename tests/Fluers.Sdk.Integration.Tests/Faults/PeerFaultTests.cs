using Fluers.Sdk.Frames;
using MessagePack;
using MessagePack.Resolvers;

namespace Fluers.Sdk.Integration.Tests.Faults;

/// <summary>
/// Faults by which stored data is lost or spoiled with MessagePack-CSharp, each shown with the very bytes, and what happens to them here.
/// </summary>
public sealed class PeerFaultTests
{
    private static readonly MessagePackSerializerOptions Peer = MessagePackSerializerOptions.Standard.WithResolver(StandardResolver.Instance);

    [Fact]
    public void A_key_hole_filled_later()
    {
        byte[] newer = MessagePackSerializer.Serialize(new Filled { Name = "n", Between = "kept?", Total = 3 }, Peer);

        byte[] throughPeer = MessagePackSerializer.Serialize(MessagePackSerializer.Deserialize<Holed>(newer, Peer), Peer);
        Assert.Null(MessagePackSerializer.Deserialize<Filled>(throughPeer, Peer).Between);

        Assert.Equal(newer, Write(Read<Holed>(newer) with { }));
    }

    [Fact]
    public void A_missing_required_member()
    {
        byte[] bytes = [0x92, 0xA1, 0x6E, 0x90];

        Assert.Null(MessagePackSerializer.Deserialize<Strict>(bytes, Peer).Owner);

        SessionCorruptException refusal = Assert.Throws<SessionCorruptException>(() => Read<Strict>(bytes));
        Assert.Contains("the required member Owner (key 2) is missing", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nil_into_a_non_nullable_member()
    {
        byte[] bytes = [0x93, 0xC0, 0x90, 0xA1, 0x6F];

        Assert.Null(MessagePackSerializer.Deserialize<Strict>(bytes, Peer).Name);

        Assert.Contains("Name (key 0), byte 1: expected text, found nil", Refusal<Strict>(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Nil_into_a_non_nullable_collection_element()
    {
        byte[] bytes = [0x93, 0xA1, 0x6E, 0x92, 0xA1, 0x61, 0xC0, 0xA1, 0x6F];

        Assert.Null(MessagePackSerializer.Deserialize<Strict>(bytes, Peer).Tags[1]);

        Assert.Contains("Tags[1] (key 1), byte 6: expected text, found nil", Refusal<Strict>(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Ignored_constructor_defaults()
    {
        byte[] bytes = [0x91, 0xA1, 0x6E];

        Assert.Equal(0, MessagePackSerializer.Deserialize<Limited>(bytes, Peer).Limit);

        Assert.Equal(10, Read<Limited>(bytes).Limit);
    }

    [Fact]
    public void Ignored_init_defaults()
    {
        byte[] bytes = [0x92, 0xA1, 0x6E, 0xC0];

        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<Preset>(bytes, Peer));

        Assert.Equal(10, Read<Preset>(bytes).Limit);
        Assert.Equal(10, Read<Preset>([0x91, 0xA1, 0x6E]).Limit);
    }

    [Fact]
    public void An_unknown_union_tag()
    {
        byte[] bytes = [0x91, 0x92, 0x07, 0x91, 0xA4, 0x6B, 0x65, 0x65, 0x70];

        Assert.Null(MessagePackSerializer.Deserialize<Drawing>(bytes, Peer).Shape);

        Drawing drawing = Read<Drawing>(bytes);
        Assert.Equal(7, Assert.IsType<Shape.Unknown>(drawing.Shape).Tag);
        Assert.Equal(bytes, Write(drawing with { }));
    }

    [Fact]
    public void An_undeclared_subtype()
    {
        var drawing = new Drawing(new Square(4));

        Assert.Equal([0x91, 0xC0], MessagePackSerializer.Serialize(drawing, Peer));

        SessionValueException refusal = Assert.Throws<SessionValueException>(() => Write(drawing));
        Assert.Contains("Square", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Shape (key 0)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trailing_bytes()
    {
        byte[] bytes = [0x92, 0xA1, 0x6E, 0x05, 0xC3, 0xC3];

        Assert.Equal(5, MessagePackSerializer.Deserialize<Limited>(bytes, Peer).Limit);

        Assert.Contains("byte 4: 2 bytes follow the value", Refusal<Limited>(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void DateTime_kind(DateTimeKind kind)
    {
        var moment = new Moment(new DateTime(2026, 3, 1, 12, 0, 0, kind));

        Assert.Equal(DateTimeKind.Utc, MessagePackSerializer.Deserialize<Moment>(MessagePackSerializer.Serialize(moment, Peer), Peer).At.Kind);

        Assert.Contains("At (key 0)", Assert.Throws<SessionValueException>(() => Write(moment)).Message, StringComparison.Ordinal);
        var utc = new Moment(DateTime.SpecifyKind(moment.At, DateTimeKind.Utc));
        Assert.Equal((utc.At, DateTimeKind.Utc), (Read<Moment>(Write(utc)).At, Read<Moment>(Write(utc)).At.Kind));
    }

    [Fact]
    public void An_error_that_names_nothing()
    {
        byte[] bytes = [0x91, 0x92, 0x00, 0x91, 0xA1, 0x78];   // a radius that is text

        string theirs = $"{Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<Drawing>(bytes, Peer))}";
        Assert.DoesNotContain("Radius", theirs, StringComparison.Ordinal);

        string ours = Refusal<Drawing>(bytes);
        Assert.Contains("schema 'drawing' version 1", ours, StringComparison.Ordinal);
        Assert.Contains("Shape.Circle.Radius (key 0), byte 4: expected an integer, found text", ours, StringComparison.Ordinal);
    }

    private static T Read<T>(byte[] payload)
        where T : ISessionSchema<T>
    {
        byte[] frame = [.. new byte[FrameHeader.Size], .. payload];
        new FrameHeader { Kind = FrameKind.Entry, SchemaHash = T.Schema.IdHash, Version = 1, MinReader = 1 }.Seal(frame);
        return T.Schema.Decode(frame);
    }

    private static string Refusal<T>(byte[] payload)
        where T : ISessionSchema<T> => Assert.Throws<SessionCorruptException>(() => Read<T>(payload)).Message;

    private static byte[] Write<T>(T value)
        where T : ISessionSchema<T> => T.Schema.Encode(value, FrameKind.Entry)[FrameHeader.Size..];
}
