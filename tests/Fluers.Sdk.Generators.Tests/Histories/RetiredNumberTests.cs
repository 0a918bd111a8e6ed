using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Histories;

/// <summary>A tag or a number that went out of use is what older versions had; data of today's that has it is damaged.</summary>
public sealed class RetiredNumberTests
{
    private const string First = """
        namespace Shop;
        [SessionSchema(1)] public sealed partial record Note { [Key(0)] public Level Level { get; init; } [Key(1)] public List<Level> More { get; init; } = []; [Key(2)] public Choice? Choice { get; init; } }
        public enum Level : byte { Low, Odd, High }
        [SessionUnion] public abstract partial record Choice
        {
            [Case(0)] public sealed partial record A([property: Key(0)] int X) : Choice;
            [Case(1)] public sealed partial record B([property: Key(0)] int X) : Choice;
        }
        """;

    private static readonly string Second = First
        .Replace("SessionSchema(1)", "SessionSchema(2)", StringComparison.Ordinal)
        .Replace(" Odd,", " High = 2, //", StringComparison.Ordinal)
        .Replace("// High }", "}", StringComparison.Ordinal)
        .Replace("    [Case(1)] public sealed partial record B([property: Key(0)] int X) : Choice;\n", "", StringComparison.Ordinal)
        + "static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(levelOdd: V2.Level.High, choiceB: b => new V2.Choice.A(b.X)); }";

    private static readonly string Third = Second.Replace("SessionSchema(2)", "SessionSchema(3)", StringComparison.Ordinal).Replace("int X) : Choice", "long X) : Choice", StringComparison.Ordinal);

    private static readonly Releases Notes = Releases.Of(First, Second, Third);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_older_version_has_what_it_had(int release)
    {
        byte[] frame = OldFrame.Of("note", 1, 1, new object[] { 1, 2 }, new object[] { 1, new object[] { 5 } });
        Assert.Equal("Note { Level = High, More = [High, High], Choice = A { X = 5 } }", Notes[release].Read("Note", frame));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Todays_version_has_it_no_more(int release)
    {
        Assert.Contains("the number 1 was retired", Refused(release, 1).Message, StringComparison.Ordinal);
        Assert.Contains("the number 1 was retired", Refused(release, 0, new object[] { 2, 1 }).Message, StringComparison.Ordinal);
        SessionCorruptException tag = Refused(release, 0, Array.Empty<object>(), new object[] { 1, new object[] { 5 } });
        Assert.Contains("the tag 1 was retired", tag.Message, StringComparison.Ordinal);
        Assert.Contains("Choice (key 2)", tag.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Level = (Level)1", "the number 1 was retired, and no build of this version reads it")]
    [InlineData("More = [Level.Low, (Level)1]", "the number 1 was retired, and no build of this version reads it")]
    [InlineData("Choice = new Choice.Unknown(1, new byte[] { 0xc0 })", "the tag 1 was retired, and no build of this version reads it")]
    public void Nobody_writes_it_either(string value, string reason)
    {
        Releases notes = Releases.Of(First, Second + $"public static class Data {{ public static Note One => new() {{ {value} }}; }}");
        Assert.Contains(reason, Assert.Throws<SessionValueException>(() => notes[1].Frame("One")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Key(0)] public Level Level { get; init; }", "Note.Level' is 0")]
    [InlineData("[Key(0)] public Level Level { get; init; } = (Level)0;", "Note.Level' is 0")]
    [InlineData("[Key(0)] public Part? Part { get; init; }", "Note.Part.Level' is 0")]
    [InlineData("[Key(0)] public required Level Level { get; init; }", null)]
    [InlineData("[Key(0)] public Level? Level { get; init; }", null)]
    [InlineData("[Key(0)] public Level Level { get; init; } = Level.High;", null)]
    public async Task A_member_that_would_be_it_where_nothing_is_given_is_an_error(string member, string? expected)
    {
        const string types = "[SessionPart] public sealed partial record Part { [Key(0)] public Level Level { get; init; } }";
        string code = $"[SessionSchema({{0}})] public sealed partial record Note {{{{ {member.Replace("{ get; init; }", "{{ get; init; }}", StringComparison.Ordinal)} }}}} public enum Level {{{{ {{1}} High }}}}{types.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)}";
        Releases notes = Releases.Of(string.Format(null, code, 1, "Low,"));
        string[] found = [.. (await notes.ReportsOf(string.Format(null, code, 2, "//\n").Replace("High }", "High = 1 }", StringComparison.Ordinal))).Where(report => report.Contains("where nothing else is given", StringComparison.Ordinal))];
        if (expected is null)
        {
            Assert.Empty(found);
        }
        else
        {
            Assert.StartsWith("error FLU1414 Level: '", Assert.Single(found), StringComparison.Ordinal);
            Assert.Contains(expected, found[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_no_version_ever_had_is_kept()
    {
        byte[] frame = OldFrame.Of("note", 3, 7, new object[] { 9 }, new object[] { 4, "raw" });
        Assert.Equal(frame[Frames.FrameHeader.Size..], Notes[2].Saved("Note", frame)[Frames.FrameHeader.Size..]);
    }

    private static SessionCorruptException Refused(int release, params object?[] values) =>
        Assert.Throws<SessionCorruptException>(() => Notes[release].Read("Note", OldFrame.Of("note", release + 1, values)));
}
