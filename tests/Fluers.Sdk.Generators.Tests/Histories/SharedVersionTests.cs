using Fluers.Sdk.Frames;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Histories;

/// <summary>Builds of several versions that admit each other: what one has of its own, and what it copies of another's, no later build loses.</summary>
public sealed class SharedVersionTests
{
    private const string Turn = """
        [SessionSchema(1)] public sealed partial record Turn([property: Key(0)] string Text);
        public static class Data { public static Turn Again(Turn turn) => turn with { Text = "b" }; }
        """;

    private const string NewerTurn = """
        [SessionSchema(2)] public sealed partial record Turn([property: Key(0)] string Text, [property: Key(1)] string? Source = null);
        public static class Data { public static Turn One => new("a", "web"); }
        """;

    [Fact]
    public void A_copy_of_a_newer_value_keeps_its_stamp_and_what_is_in_it()
    {
        Releases turns = Releases.Of(Turn, NewerTurn);
        byte[] copy = turns[0].Made("Again", "Turn", turns[1].Frame("One"));
        Assert.Equal((2, 1), StampOf(copy));
        Assert.Equal("Turn { Text = b, Source = web }", turns[1].Read("Turn", copy));
    }

    [Fact]
    public void A_part_that_is_put_elsewhere_keeps_its_stamp()
    {
        Releases turns = Releases.Of(
            """
            [SessionSchema(1)] public sealed partial record Turn([property: Key(0)] Mark? First, [property: Key(1)] List<Mark> Others);
            [SessionPart] public sealed partial record Mark([property: Key(0)] int X);
            public static class Data { public static Turn Moved(Turn turn) => new(null, [turn.First!, new Mark(7)]); }
            """,
            """
            [SessionSchema(2)] public sealed partial record Turn([property: Key(0)] Mark? First, [property: Key(1)] List<Mark> Others);
            [SessionPart] public sealed partial record Mark([property: Key(0)] int X, [property: Key(1)] int Y = 3);
            public static class Data { public static Turn One => new(new Mark(1, 2), []); }
            """);
        byte[] moved = turns[0].Made("Moved", "Turn", turns[1].Frame("One"));
        Assert.Equal((2, 1), StampOf(moved));
        Assert.Equal("Turn { First = , Others = [Mark { X = 1, Y = 2 }, Mark { X = 7, Y = 3 }] }", turns[1].Read("Turn", moved));
    }

    [Fact]
    public void A_part_that_is_put_into_another_schema_is_refused()
    {
        Releases turns = Releases.Of(
            """
            [SessionSchema(1)] public sealed partial record Turn([property: Key(0)] Mark Mark);
            [SessionSchema(1)] public sealed partial record Other([property: Key(0)] Mark Mark);
            [SessionPart] public sealed partial record Mark([property: Key(0)] int X);
            public static class Data { public static Other Moved(Turn turn) => new(turn.Mark); public static Other Anew(Turn turn) => new(new Mark(turn.Mark.X)); }
            """,
            """
            [SessionSchema(2)] public sealed partial record Turn([property: Key(0)] Mark Mark);
            [SessionSchema(2)] public sealed partial record Other([property: Key(0)] Mark Mark);
            [SessionPart] public sealed partial record Mark([property: Key(0)] int X, [property: Key(1)] int Y = 3);
            public static class Data { public static Turn One => new(new Mark(1, 2)); }
            """);
        byte[] frame = turns[1].Frame("One");
        SessionValueException refused = Assert.Throws<SessionValueException>(() => turns[0].Made("Moved", "Turn", frame));
        Assert.Equal(("other", "Mark (key 0)"), (refused.SchemaId, refused.Path));
        Assert.Contains("what version 2 of schema 'turn' wrote", refused.Reason, StringComparison.Ordinal);
        Assert.Equal((1, 1), StampOf(turns[0].Made("Anew", "Turn", frame)));
    }

    [Fact]
    public void A_copied_case_that_a_build_does_not_know_is_migrated_from_the_version_that_wrote_it()
    {
        const string text = "[Case(0)] public sealed partial record Text([property: Key(0)] string V) : U;";
        static string Union(string cases) => $"[SessionUnion] public abstract partial record U {{ {text} {cases} }}";
        Releases turns = Releases.Of(
            "[SessionSchema(1)] public sealed partial record Turn([property: Key(0)] List<U> Content);" + Union("")
                + "public static class Data { public static Turn Copied(Turn turn) => new([.. turn.Content, new U.Text(\"own\")]); }",
            "[SessionSchema(2)] public sealed partial record Turn([property: Key(0)] List<U> Content);"
                + Union("[Case(1)] public sealed partial record Img([property: Key(0)] string Url) : U;")
                + "public static class Data { public static Turn One => new([new U.Img(\"u\")]); }",
            "[SessionSchema(3)] public sealed partial record Turn([property: Key(0)] List<U> Content);"
                + Union("[Case(1)] public sealed partial record Img([property: Key(0)] string Url, [property: Key(1)] int Width) : U;")
                + "static partial class TurnHistory { public static partial V3.Turn Up(V2.Turn s) => s.ToV3(uImgWidth: i => 100); }");
        byte[] copy = turns[0].Made("Copied", "Turn", turns[1].Frame("One"));
        Assert.Equal((2, 1), StampOf(copy));
        Assert.Equal("Turn { Content = [Img { Url = u }, Text { V = own }] }", turns[1].Read("Turn", copy));
        Assert.Equal("Turn { Content = [Img { Url = u, Width = 100 }, Text { V = own }] }", turns[2].Read("Turn", copy));
    }

    [Fact]
    public void What_an_older_build_has_of_its_own_is_kept_while_it_is_admitted()
    {
        const string first = """
            [SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] string? Mark = null);
            public static class Data { public static Note One => new("a", "own"); }
            """;
        Releases notes = Releases.Of(
            first,
            "[SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Text); public static class Data { public static Note One => new(\"a\"); }",
            "[SessionSchema(3)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(2)] int Size = 0);",
            "[SessionSchema(4)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(2)] long Size = 0);");
        Assert.Equal([1, 1, 1, 4], Enumerable.Range(0, 4).Select(release => notes[release].SchemaOf("Note").MinReader));
        byte[] own = notes[0].Frame("One");
        byte[] marked = OldFrame.Of("note", 2, "a", "own");   // as its session saves what the second version wrote
        foreach (byte[] stored in new[] { own, marked })
        {
            byte[] touched = notes[2].Saved("Note", notes[1].Saved("Note", stored));
            Assert.Equal((3, 1), StampOf(touched));
            Assert.Equal("Note { Text = a, Mark = own }", notes[0].Read("Note", touched));

            // No build that knows the member is admitted any more: now it ends.
            Assert.Equal(OldFrame.Of("note", 4, "a", null, 0), notes[3].Saved("Note", touched));
        }
    }

    /// <summary>Parts may say themselves which of them are the same, and a newer build may say otherwise.</summary>
    [Theory]
    [InlineData("HashSet", "bool Equals(Mark? other) => other?.X == X{0}; public override int GetHashCode() => X;", " && other.Y == Y")]
    [InlineData("SortedSet", "int CompareTo(Mark? other) => X.CompareTo(other!.X){0};", " is not 0 and var order ? order : Y.CompareTo(other.Y)")]
    public void Elements_that_are_the_same_to_an_older_build_alone_are_no_damage(string set, string same, string newer)
    {
        string contract = set == "HashSet" ? "" : " : IComparable<Mark>";
        string Of(int version, string parameters, string more) =>
            $"[SessionSchema({version})] public sealed partial record Turn([property: Key(0)] {set}<Mark> Marks); [SessionPart] public sealed partial record Mark({parameters}){contract} {{ public {string.Format(null, same, more)} }}";
        Releases turns = Releases.Of(
            Of(1, "[property: Key(0)] int X", ""),
            Of(2, "[property: Key(0)] int X, [property: Key(1)] int Y = 3", newer) + "public static class Data { public static Turn One => new([new(1, 1), new(1, 2)]); }");
        byte[] frame = turns[1].Frame("One");
        Assert.Equal("Turn { Marks = [Mark { X = 1, Y = 1 }, Mark { X = 1, Y = 2 }] }", turns[1].Read("Turn", frame));
        Assert.Contains("the same to this build, and not to the newer one that wrote version 2: deploy that build", Assert.Throws<SessionCorruptException>(() => turns[0].Read("Turn", frame)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hop_that_drops_on_purpose_admits_nobody()
    {
        Releases notes = Releases.Of(
            "[SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] string? Mark = null); public static class Data { public static Note One => new(\"a\", \"own\"); }",
            """
            [SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Text);
            static partial class NoteHistory { [Drops("Mark")] public static partial V2.Note Up(V1.Note note) => note.ToV2(); }
            """);
        Assert.Equal(2, notes[1].SchemaOf("Note").MinReader);
        Assert.Equal(OldFrame.Of("note", 2, "a"), notes[1].Saved("Note", notes[0].Frame("One")));
    }

    private static (int Version, int MinReader) StampOf(byte[] frame)
    {
        FrameHeader header = FrameHeader.Parse(frame);
        return (header.Version, header.MinReader);
    }
}
