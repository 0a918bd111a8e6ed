using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.Frames;

/// <summary>What the guard says of a header before the payload is looked at.</summary>
public class GuardTests
{
    [Theory]
    [InlineData(3, 3, SchemaVerdict.Current)]
    [InlineData(3, 1, SchemaVerdict.Current)]
    [InlineData(4, 1, SchemaVerdict.NewerReadable)]
    [InlineData(4, 3, SchemaVerdict.NewerReadable)]
    [InlineData(65_535, 3, SchemaVerdict.NewerReadable)]
    [InlineData(4, 4, SchemaVerdict.TooNew)]
    [InlineData(65_535, 65_535, SchemaVerdict.TooNew)]
    [InlineData(2, 1, SchemaVerdict.TooOld)]
    [InlineData(0, 0, SchemaVerdict.TooOld)]
    public void A_header_has_one_verdict(int version, int minReader, SchemaVerdict verdict)
    {
        FrameHeader header = Header(Note<Build3>.Schema.IdHash, version, minReader);

        Assert.Equal(verdict, Note<Build3>.Schema.Check(header));
        Assert.Equal(SchemaVerdict.UnknownSchema, Note<Build3>.Schema.Check(header with { SchemaHash = header.SchemaHash ^ 1 }));
    }

    [Theory]
    [InlineData(SchemaVerdict.TooNew, 4, "The data holds version 4 of schema 'note'; this build reads version 3.")]
    [InlineData(SchemaVerdict.TooOld, 2, "The data holds version 2 of schema 'note'; this build reads version 3.")]
    [InlineData(SchemaVerdict.UnknownSchema, 3, "The data does not hold schema 'note' but another one, in version 3;")]
    public void A_refused_frame_is_not_decoded_and_says_why(SchemaVerdict verdict, int version, string message)
    {
        byte[] frame = [.. new byte[FrameHeader.Size], 0xC1];   // a payload that cannot be decoded
        ulong hash = verdict == SchemaVerdict.UnknownSchema ? 1 : Note<Build3>.Schema.IdHash;
        Header(hash, version, version).Seal(frame);

        var e = Assert.Throws<SessionSchemaException>(() => Note<Build3>.Schema.Decode(frame));

        Assert.Equal(verdict, e.Verdict);
        Assert.Equal(("note", version, 3, 3), (e.SchemaId, e.FoundVersion, e.OldestReadable, e.CurrentVersion));
        Assert.Null(e.Session);
        Assert.StartsWith(message, e.Message);
        Assert.EndsWith("Nothing was changed.", e.Message);
    }

    [Fact]
    public void A_newer_frame_that_admits_this_build_is_decoded_with_what_it_does_not_know()
    {
        byte[] frame = Note<Build2>.Schema.Encode(new Note<Build2>("hi", "glad"), FrameKind.Entry);

        Note<Build1> note = Note<Build1>.Schema.Decode(frame);

        Assert.Equal("hi", note.Text);
        Assert.False(note.Unknown.IsEmpty);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 2)]
    [InlineData(65_536, 1)]
    public void A_schema_has_a_version_that_fits_a_frame_and_reads_what_it_writes(int version, int minReader) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionSchema<Board>("board", version, minReader, Board.Schema.Format));

    [Fact]
    public void A_schema_has_an_id_and_a_format()
    {
        Assert.Throws<ArgumentException>(() => new SessionSchema<Board>("", 1, 1, Board.Schema.Format));
        Assert.Throws<ArgumentNullException>(() => new SessionSchema<Board>("board", 1, 1, null!));
        Assert.Same(Board.Schema, SessionSchema<Board>.Instance);
    }

    [Fact]
    public void A_type_that_refuses_what_was_read_is_reported_as_damage_with_its_reason()
    {
        var schema = new SessionSchema<Board>("board", 1, 1, new Format<Board>(
            WireShape.Object((0, "Text", null)),
            (ref w, v) => w.WriteString(v.Text),
            (ref r) => throw new ArgumentException($"no board says {r.ReadString()}")));

        var e = Assert.Throws<SessionCorruptException>(() => schema.Decode(Encoded(schema)));

        Assert.Contains("the type refused the value: no board says x", e.Reason);
        Assert.IsType<ArgumentException>(e.InnerException?.InnerException ?? e.InnerException);
    }

    private static byte[] Encoded(SessionSchema<Board> schema) => schema.Encode(new Board { Text = "x" }, FrameKind.Head);

    private static FrameHeader Header(ulong hash, int version, int minReader) =>
        new() { Kind = FrameKind.Entry, SchemaHash = hash, Version = version, MinReader = minReader };
}
