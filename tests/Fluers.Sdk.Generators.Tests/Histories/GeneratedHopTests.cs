using Fluers.Sdk.Frames;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Histories;

/// <summary>Hops that nobody writes, and what becomes of members, cases and numbers that a version does not know.</summary>
public sealed class GeneratedHopTests
{
    private const string Note = "[SessionSchema(1)] public sealed partial record Note { [Key(0)] public required string Text { get; init; } [Key(1)] public int Size { get; init; } = 3; } public static class Data { public static Note One => new() { Text = \"a\" }; }";

    [Fact]
    public void A_raise_without_a_gap_costs_one_digit()
    {
        Releases notes = Releases.Of(Note, Next(2, "[Key(1)] public long Size { get; init; } = 3; [Key(2)] public string? Author { get; init; }"));
        Assert.Equal("Note { Text = a, Size = 3, Author =  }", notes[1].Read("Note", notes[0].Frame("One")));
    }

    [Fact]
    public void An_author_may_write_a_hop_that_could_be_generated()
    {
        Releases notes = Releases.Of(Note, Next(2, "[Key(1)] public long Size { get; init; } = 3; [Key(2)] public string? Author { get; init; }")
            + "static partial class NoteHistory { public static partial V2.Note Up(V1.Note it) => it.ToV2(author: it.Text + \"!\") with { Size = 9 }; }");
        Assert.Equal("Note { Text = a, Size = 9, Author = a! }", notes[1].Read("Note", notes[0].Frame("One")));
    }

    [Fact]
    public void A_default_that_changes_goes_on_meaning_what_it_meant()
    {
        Releases notes = Releases.Of(Note, Next(2, "[Key(1)] public int Size { get; init; } = 5;"));
        byte[] absent = OldFrame.Of("note", version: 1, "a");
        Assert.Equal("Note { Text = a, Size = 3 }", notes[1].Read("Note", absent));
    }

    [Fact]
    public void A_default_that_is_no_constant_is_that_of_today_where_it_is_the_same()
    {
        const string member = "[Key(1)] public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);";
        Releases notes = Releases.Of(Next(1, member), Next(2, member + "[Key(2)] public int Added { get; init; }"));
        Assert.Equal("Note { Text = a, Limit = 00:05:00, Added = 0 }", notes[1].Read("Note", OldFrame.Of("note", version: 1, "a")));
    }

    [Fact]
    public async Task A_default_that_is_no_constant_and_changes_is_a_gap()
    {
        Releases notes = Releases.Of(Next(1, "[Key(1)] public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);"));
        string changed = Next(2, "[Key(1)] public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(9);");
        Assert.Contains(await notes.ReportsOf(changed), report => report.Contains("limit was timespan with the default TimeSpan.FromMinutes(5) and is timespan", StringComparison.Ordinal));
    }

    [Fact]
    public void What_no_version_knows_is_carried_over_and_what_was_retired_ends()
    {
        Releases notes = Releases.Of(
            Next(1, "[Key(1)] public int Size { get; init; } [Key(2)] public string? Old { get; init; }"),
            Next(1, "[Key(1)] public int Size { get; init; }"),
            Next(2, "[Key(1)] public long Size { get; init; }"),
            Next(3, "[Key(1)] public long Size { get; init; } [Key(4)] public string? More { get; init; }"));
        byte[] saved = notes[2].Saved("Note", OldFrame.Of("note", version: 1, "a", 4, "retired", "of a build that nobody knows"));
        Assert.Equal(OldFrame.Of("note", version: 2, "a", 4, null, "of a build that nobody knows"), saved);
        Assert.Equal(
            OldFrame.Of("note", version: 3, "a", 4, null, "of a build that nobody knows", null)[FrameHeader.Size..],
            notes[3].Saved("Note", OldFrame.Of("note", version: 1, "a", 4, "retired", "of a build that nobody knows"))[FrameHeader.Size..]);
    }

    [Fact]
    public void A_case_that_no_version_knows_is_carried_over()
    {
        const string union = "[SessionUnion] public abstract partial record Choice { [Case(0)] public sealed partial record One([property: Key(0)] int X) : Choice; }";
        Releases notes = Releases.Of(
            Next(1, "[Key(1)] public Choice? Choice { get; init; }") + union,
            Next(2, "[Key(1)] public Choice? Choice { get; init; } [Key(2)] public required long Size { get; init; }") + union
                + "static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(size: 1); }");
        byte[] saved = notes[1].Saved("Note", OldFrame.Of("note", version: 1, "a", new object[] { 9, "raw" }));
        Assert.Equal(OldFrame.Of("note", version: 2, "a", new object[] { 9, "raw" }, 1), saved);
    }

    [Fact]
    public void Versions_below_the_oldest_that_is_read_are_gone()
    {
        Releases notes = Releases.Of(Note, Next(2, "[Key(1)] public long Size { get; init; }"), Next(3, "[Key(1)] public long Size { get; init; } [Key(2)] public bool Read { get; init; }", ", OldestReadable = 2"));
        Assert.Equal(2, notes[2].SchemaOf("Note").OldestReadable);
        var refusal = Assert.Throws<SessionSchemaException>(() => notes[2].Read("Note", notes[0].Frame("One")));
        Assert.Equal(SchemaVerdict.TooOld, refusal.Verdict);
        Assert.Null(notes[2].TypeNamed("NoteHistory+V1"));
        Assert.NotNull(notes[2].TypeNamed("NoteHistory+V2"));
    }

    [Fact]
    public void The_oldest_reader_is_what_generated_hops_admit()
    {
        string third = Next(3, "[Key(1)] public int Size { get; init; } = 3; [Key(2)] public string? Author { get; init; } [Key(3)] public bool Read { get; init; }");
        string second = Next(2, "[Key(1)] public int Size { get; init; } = 3; [Key(2)] public string? Author { get; init; }");
        Releases generated = Releases.Of(Note, second, third);
        Assert.Equal([1, 1, 1], Enumerable.Range(0, 3).Select(release => generated[release].SchemaOf("Note").MinReader));

        const string up = "static partial class NoteHistory { public static partial V3.Note Up(V2.Note n) => n.ToV3(read: n.Size > 3); }";
        Assert.Equal(3, Releases.Of(Note, second, third + up)[2].SchemaOf("Note").MinReader);
        Assert.Equal(2, Releases.Of(Note, Next(2, "[Key(1)] public long Size { get; init; } = 3;"), Next(3, "[Key(1)] public long Size { get; init; } = 3; [Key(2)] public bool Read { get; init; }"))[2].SchemaOf("Note").MinReader);
    }

    [Fact]
    public void A_hop_that_gives_nothing_of_its_own_admits_whom_a_generated_one_admits()
    {
        string second = Next(2, "");
        const string up = "static partial class NoteHistory {{ public static partial V2.Note Up(V1.Note n) {0} }}";
        Assert.Equal(1, Releases.Of(Note, second)[1].SchemaOf("Note").MinReader);
        Assert.Equal(1, Releases.Of(Note, second + string.Format(null, up, "=> n.ToV2();"))[1].SchemaOf("Note").MinReader);
        Assert.Equal(1, Releases.Of(Note, second + string.Format(null, up, "{ return n.ToV2(); }"))[1].SchemaOf("Note").MinReader);
        Assert.Equal(2, Releases.Of(Note, second + string.Format(null, up, "=> n.ToV2() with { Text = \"b\" };"))[1].SchemaOf("Note").MinReader);
    }

    [Fact]
    public async Task A_hop_that_gives_values_of_its_own_breaks_the_promise_to_roll()
    {
        Releases notes = Releases.Of(Note);
        string second = Next(2, "[Key(1)] public int Size { get; init; } = 3;", ", Compatibility = Compatibility.Rolling");
        const string up = "static partial class NoteHistory {{ public static partial V2.Note Up(V1.Note n) => {0}; }}";
        Assert.Contains(
            "error FLU1420 Up: The hop from version 1 of 'Note' gives values of its own, so builds of that version no longer read what this one writes, and 'Note' states Compatibility.Rolling; leave the hop to be generated, or give up that promise",
            await notes.ReportsOf(second + string.Format(null, up, "n.ToV2() with { Size = 4 }")));
        Assert.DoesNotContain(await notes.ReportsOf(second + string.Format(null, up, "n.ToV2()")), report => report.Contains("FLU1420", StringComparison.Ordinal));
        Assert.DoesNotContain(await notes.ReportsOf(second), report => report.Contains("FLU1420", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Key(1)] public TimeSpan Limit { get; init; }")]
    [InlineData("[Key(1)] public TimeSpan? Limit { get; init; }")]
    [InlineData("[Key(1)] public required TimeSpan Limit { get; init; }")]
    [InlineData("[Key(1)] public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(9);")]
    public async Task A_default_that_no_lock_can_keep_is_asked_for_whatever_takes_its_place(string member)
    {
        Releases notes = Releases.Of(Next(1, "[Key(1)] public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);"));
        Assert.Contains(await notes.ReportsOf(Next(2, member)), report => report.Contains("limit was timespan with the default TimeSpan.FromMinutes(5) and is timespan", StringComparison.Ordinal));
        notes.Add(Next(2, member) + "static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(limit: n.Limit ?? TimeSpan.FromMinutes(5)); }");
        Assert.Equal("Note { Text = a, Limit = 00:05:00 }", notes[1].Read("Note", OldFrame.Of("note", version: 1, "a")));
    }

    [Fact]
    public async Task Null_is_no_default_even_where_the_default_is_no_constant()
    {
        Releases notes = Releases.Of(Next(1, "[Key(1)] public TimeSpan? Limit { get; init; }"));
        Assert.Contains(
            await notes.ReportsOf(Next(2, "[Key(1)] public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(9);")),
            report => report.Contains("limit was timespan? and is timespan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_map_whose_keys_would_become_one_is_asked_for()
    {
        const string types = "[SessionSchema({0})] public sealed partial record Note {{ [Key(0)] public Dictionary<Level, int> Counts {{ get; init; }} = []; [Key(1)] public HashSet<Level> Seen {{ get; init; }} = []; }} public enum Level {{ {1} }}";
        Releases notes = Releases.Of(string.Format(null, types, 1, "Low, High") + "public static class Data { public static Note One => new() { Counts = new() { [Level.Low] = 1, [Level.High] = 2 }, Seen = [Level.Low, Level.High] }; }");
        string second = string.Format(null, types, 2, "Low");
        Assert.Contains(await notes.ReportsOf(second), report => report.Contains("it has gaps: counts is map<Level, int> as before, but no longer takes all that was in it; levelHigh is a value no more", StringComparison.Ordinal));
        notes.Add(second + "static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(counts: new Dictionary<V2.Level, int> { [V2.Level.Low] = n.Counts[V1.Level.Low] + n.Counts[V1.Level.High] }, levelHigh: V2.Level.Low); }");
        Assert.Equal("Note { Counts = {Low: 3}, Seen = [Low] }", notes[1].Read("Note", notes[0].Frame("One")));
    }

    [Fact]
    public void A_union_that_is_its_own_case_is_brought_up()
    {
        const string types = "[SessionSchema({0})] public sealed partial record Note {{ [Key(0)] public List<Shape> Shapes {{ get; init; }} = []; }} [SessionUnion, Case(0)] public partial record Shape {{ [Key(0)] public {1} Sides {{ get; init; }} {2} }} [Case(1)] public sealed partial record Square : Shape {{ [Key(1)] public {1} Length {{ get; init; }} }}";
        Releases notes = Releases.Of(
            string.Format(null, types, 1, "int", "") + "public static class Data { public static Note One => new() { Shapes = [new Shape { Sides = 3 }, new Square { Sides = 4, Length = 2 }] }; }",
            string.Format(null, types, 2, "long", "[Key(7)] public required string Name { get; init; }") + "static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(shapeShapeName: _ => \"a\", shapeSquareName: _ => \"b\"); }");
        Assert.Equal("Note { Shapes = [Shape { Sides = 3, Name = a }, Square { Length = 2, Sides = 4, Name = b }] }", notes[1].Read("Note", notes[0].Frame("One")));
    }

    [Fact]
    public async Task A_member_that_ends_without_a_word_is_a_warning()
    {
        Releases notes = Releases.Of(Next(1, "[Key(1)] public int Size { get; init; } [Key(2)] public int Total { get; init; }"));
        string gone = Next(2, "[Key(2)] public long Total { get; init; }");
        Assert.Contains(
            "warning FLU1503 Note: 'Size' of version 1 of 'Note' ends with version 2; if that is meant, write '[Drops(\"Size\")] public static partial V2.Note Up(V1.Note s) => s.ToV2()' in 'static partial class NoteHistory'",
            await notes.ReportsOf(gone));
        string up = gone + "static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(); }";
        Assert.Contains(
            "warning FLU1503 Up: 'Size' of version 1 of 'Note' ends with version 2, and this hop does not look at it; use it, or state [Drops(\"Size\")]",
            await notes.ReportsOf(up));
        Assert.DoesNotContain(await notes.ReportsOf(up.Replace("public static partial V2", "[Drops(\"Size\")] public static partial V2", StringComparison.Ordinal)), IsDropped);
        Assert.DoesNotContain(await notes.ReportsOf(up.Replace("n.ToV2()", "n.ToV2() with { Text = n.Text + n.Size }", StringComparison.Ordinal)), IsDropped);

        static bool IsDropped(string report) => report.Contains("FLU1503", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_formatter_that_a_version_names_stays()
    {
        const string formatter = """
            public sealed class RomanFormatter : MessagePack.Formatters.IMessagePackFormatter<int>
            {
                public static readonly RomanFormatter Instance = new();
                public void Serialize(ref MessagePackWriter writer, int value, MessagePackSerializerOptions options) => writer.Write(new string('I', value));
                public int Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => reader.ReadString()!.Length;
            }
            """;
        string first = Next(1, "[Key(1), MessagePackFormatter(typeof(RomanFormatter))] public int Size { get; init; }") + formatter
            + "public static class Data { public static Note One => new() { Text = \"a\", Size = 3 }; }";
        string second = Next(2, "[Key(1)] public int Size { get; init; }");
        const string up = "static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(size: n.Size); }";
        Releases notes = Releases.Of(first, second + formatter + up);
        Assert.Equal("Note { Text = a, Size = 3 }", notes[1].Read("Note", notes[0].Frame("One")));
        Assert.Contains(
            "error FLU1208 Note: Version 1 of 'Note' was written by the formatter 'RomanFormatter', which is gone, cannot be made without arguments, or is out of reach; keep it for as long as that version is read, or state OldestReadable = 2",
            await Releases.Of(first).ReportsOf(second));
    }

    [Fact]
    public void A_hop_that_throws_is_a_typed_error_that_names_the_session_s_schema()
    {
        Releases notes = Releases.Of(Note, Next(2, "[Key(1)] public long Size { get; init; }")
            + "static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => int.Parse(n.Text) is var size ? n.ToV2() with { Size = size } : null!; }");
        var refusal = Assert.Throws<SessionSchemaException>(() => notes[1].Read("Note", notes[0].Frame("One")));
        Assert.Equal(
            "The data holds version 1 of schema 'note', and the migration NoteHistory.Up from version 1 to 2 threw System.FormatException: The input string 'a' was not in a correct format. "
            + "What is stored is sound, and nothing was changed: correct the migration, then load the session again.",
            refusal.Message);
        Assert.Equal((SchemaVerdict.MigrationFailed, "note", 1, 1), (refusal.Verdict, refusal.SchemaId, refusal.FoundVersion, refusal.MigrationFrom));
        Assert.IsType<FormatException>(refusal.InnerException);
    }

    [Fact]
    public void What_a_hop_makes_and_the_type_refuses_is_no_damage_either()
    {
        Releases notes = Releases.Of(Note, Next(2, "[Key(1)] public long Size { get => _size; init => _size = value < 100 ? value : throw new InvalidOperationException(\"too large\"); } private long _size;")
            + "static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2() with { Size = 500 }; }");
        var refusal = Assert.Throws<SessionSchemaException>(() => notes[1].Read("Note", notes[0].Frame("One")));
        Assert.Equal((SchemaVerdict.MigrationFailed, 1), (refusal.Verdict, refusal.MigrationFrom));
        Assert.Contains("NoteHistory.Up from version 1 to 2 made what the type refuses at Size (key 1), by System.InvalidOperationException: too large. ", refusal.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(refusal.InnerException);
    }

    [Fact]
    public void Of_several_hops_the_one_that_failed_is_named()
    {
        const string up = "static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2() with { Size = 2 }; public static partial V3.Note Up(V2.Note n) => BODY; }";
        Releases notes = Releases.Of(Note, Next(2, "[Key(1)] public long Size { get; init; }"));
        string third = Next(3, "[Key(1)] public long Size { get; init; } [Key(2)] public string More { get; init; } = \"\";");
        var thrown = Assert.Throws<SessionSchemaException>(() => After("throw new InvalidOperationException(\"no\")").Read("Note", notes[0].Frame("One")));
        Assert.Equal((1, 2), (thrown.FoundVersion, thrown.MigrationFrom));
        Assert.Contains("NoteHistory.Up from version 2 to 3 threw System.InvalidOperationException: no. ", thrown.Message, StringComparison.Ordinal);

        var made = Assert.Throws<SessionSchemaException>(() => After("n.ToV3() with { Text = null! }").Read("Note", notes[0].Frame("One")));
        Assert.Equal(2, made.MigrationFrom);
        Assert.Contains("NoteHistory.Up from version 2 to 3 made what version 3 cannot hold at Text (key 0): ", made.Message, StringComparison.Ordinal);
        Assert.IsType<SessionValueException>(made.InnerException);

        Release After(string body)
        {
            notes.Add(third + up.Replace("BODY", body, StringComparison.Ordinal));
            return notes.Last;
        }
    }

    [Fact]
    public void Damage_in_an_older_version_is_named_by_the_members_of_that_version()
    {
        Releases notes = Releases.Of(Next(1, "[Key(1)] public int Count { get; init; } [Key(2)] public int Size { get; init; }"), Next(2, "[Key(2)] public long Size { get; init; }"));
        var refusal = Assert.Throws<SessionCorruptException>(() => notes[1].Read("Note", OldFrame.Of("note", version: 1, "a", "text")));
        Assert.Contains("Count (key 1)", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<SessionCorruptException>(() => notes[1].Read("Note", OldFrame.Of("note", version: 1, new object?[] { null })));
    }

    [Fact]
    public void A_schema_may_be_a_union_in_every_version()
    {
        const string first = "[SessionSchema(1), SessionUnion] public abstract partial record Event { [Case(0)] public sealed partial record Said([property: Key(0)] string Text) : Event; [Case(1)] public sealed partial record Left([property: Key(0)] int Reason) : Event; } public static class Data { public static Event Said => new Event.Said(\"a\"); public static Event Left => new Event.Left(3); }";
        const string second = "[SessionSchema(2), SessionUnion] public abstract partial record Event { [Case(0)] public sealed partial record Said([property: Key(0)] string Text, [property: Key(1)] int Length) : Event; } static partial class EventHistory { public static partial V2.Event Up(V1.Event e) => e.ToV2(saidLength: s => s.Text.Length, left: l => new V2.Event.Said($\"left {l.Reason}\", 0)); }";
        Releases events = Releases.Of(first, second);
        Assert.Equal("Said { Text = a, Length = 1 }", events[1].Read("Event", events[0].Frame("Said")));
        Assert.Equal("Said { Text = left 3, Length = 0 }", events[1].Read("Event", events[0].Frame("Left")));
        Assert.Contains("the tag 1 was retired", Assert.Throws<SessionCorruptException>(() => events[1].Read("Event", OldFrame.Of("event", 2, 1, new object[] { 3 }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_that_hold_themselves_and_each_other_are_brought_up()
    {
        const string tree = "[SessionSchema({0})] public sealed partial record Root {{ [Key(0)] public required Node Node {{ get; init; }} }} [SessionPart] public sealed partial record Node([property: Key(0)] {1} Value, [property: Key(1)] List<Node> Children, [property: Key(2)] Leaf? Leaf = null); [SessionPart] public sealed partial record Leaf([property: Key(0)] Node? Back);";
        string first = string.Format(System.Globalization.CultureInfo.InvariantCulture, tree, 1, "int") + "public static class Data { public static Root One => new() { Node = new(1, [new(2, [], new Leaf(new Node(3, [])))]) }; }";
        Releases roots = Releases.Of(first, string.Format(System.Globalization.CultureInfo.InvariantCulture, tree, 2, "long"));
        Assert.Equal(
            "Root { Node = Node { Value = 1, Children = [Node { Value = 2, Children = [], Leaf = Leaf { Back = Node { Value = 3, Children = [], Leaf =  } } }], Leaf =  } }",
            roots[1].Read("Root", roots[0].Frame("One")));
    }

    private static string Next(int version, string members, string more = "") =>
        $"[SessionSchema({version}{more})] public sealed partial record Note {{ [Key(0)] public required string Text {{ get; init; }} {members} }}";
}
