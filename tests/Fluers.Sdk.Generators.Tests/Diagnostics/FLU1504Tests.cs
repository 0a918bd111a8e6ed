using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1504Tests
{
    private const string Note = """
        using Today = Level;
        using static Level;
        using static Tag;
        [SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] Level Level, [property: Key(2)] Tag Tag, [property: Key(3)] DayOfWeek Day);
        [SessionPart] public sealed partial record Tag([property: Key(0)] string Name) { public static string Any => "any"; }
        public enum Level { Low, High }
        public enum Free { Low, High }
        public static class Rules
        {
            public static Level Highest => Level.High;
            public static Level Of(string text) => text.Length > 3 ? Level.High : Level.Low;
            public static IReadOnlyList<Level> All { get; } = [Level.Low, Level.High];
            public static Level ToLevel(this string text) => Of(text);
            public static T Same<T>(T value) => value;
            public static int Limit => 3;
            public static Free FreeOf(string text) => text.Length > 3 ? Free.High : Free.Low;
        }

        """;

    private static LockedProject Project(string level, string tag = "new V2.Tag(\"\")", string rest = "") => new LockedProject(
        $"{Note}static partial class NoteHistory {{ public static partial V2.Note Up(V1.Note n) => n.ToV2(level: {level}, tag: {tag}, day: V2.DayOfWeek.Monday); {rest} }}", "off")
        .With("note", "0 Text: string required");

    private static Expected Live(string text, string type) => Error(
        HistoryDescriptors.LiveType, text, $"'{type}' is the type of today, which the next version will change under this hop; name the one of the version that the hop leads to, such as 'V2.{type}'");

    [Theory]
    [InlineData("(V2.Level)(int)Level.High", "Level", "Level")]
    [InlineData("(V2.Level)(int)Today.High", "Today", "Level")]
    [InlineData("(V2.Level)(int)High", "High", "Level")]
    [InlineData("(V2.Level)(int)Rules.Same<Level>(default)", "Level", "Level")]
    [InlineData("(V2.Level)(int)global::Level.High", "Level", "Level")]
    [InlineData("(V2.Level)(int)Rules.Highest", "Highest", "Level")]
    [InlineData("(V2.Level)(int)Rules.Of(n.Text)", "Of", "Level")]
    [InlineData("(V2.Level)(int)Rules.All[0]", "All", "Level")]
    [InlineData("(V2.Level)(int)n.Text.ToLevel()", "ToLevel", "Level")]
    [InlineData("(V2.Level)new List<int> { 1 }.ConvertAll(x => new Tag(\"\").Name.Length + x)[0]", "Tag", "Tag")]
    public Task Reports_a_type_of_today_in_a_hop(string level, string text, string type) => Of(Project(level), Live(text, type));

    [Fact]
    public Task Reports_a_part_of_today_wherever_it_stands() => Of(
        Project("V2.Level.Low", "Of(new Tag(Any))", "private static V2.Tag Of(Tag tag) => new(tag.Name);"),
        Live("Tag", "Tag"), Live("Any", "Tag"), Live("Tag", "Tag"));

    [Theory]
    [InlineData("V2.Level.High")]
    [InlineData("NoteHistory.V2.Level.High")]
    [InlineData("Enum.Parse<V2.Level>(n.Text)")]
    [InlineData("n.Text.Length > Rules.Limit ? V2.Level.High : V2.Level.Low")]
    [InlineData("(V2.Level)(int)Rules.FreeOf(n.Text)")]
    [InlineData("n.Text == nameof(Free.High) ? V2.Level.High : V2.Level.Low")]
    [InlineData("new DateOnly(2020, 1, n.Text.Length).DayOfWeek == DayOfWeek.Sunday ? V2.Level.High : V2.Level.Low")]
    [InlineData("Rules.Same(V2.Level.High)")]
    public Task Accepts_the_types_of_versions_and_those_that_no_session_stores(string level) => Of(Project(level, rest: "/* Level, Tag */ private const int Level = 3, Tag = Level;"));

    [Fact]
    public Task Accepts_the_types_of_today_in_a_class_that_only_has_the_name() => Of(
        new LockedProject(Note + "static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(level: default, tag: new(\"\"), day: default); } static class PlayHistory { public static Level Last => Level.High; }", "off")
            .With("note", "0 Text: string required"));
}
