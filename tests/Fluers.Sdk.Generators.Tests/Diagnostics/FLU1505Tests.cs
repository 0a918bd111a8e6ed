using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1505Tests
{
    private const string Note = """
        using System.IO;
        using static System.DateTimeOffset;
        using Clock = System.DateTimeOffset;
        [SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] string Mark);
        public static class Beside
        {
            public static string Mode { get; set; } = "";
            public static readonly Dictionary<string, string> Names = new() { ["a"] = "b" };
            private static string? s_cached;
            public static string Stamp(string text) => $"{text} {Step(3)}";
            private static DateTimeOffset Step(int left) => left == 0 ? Clock.UtcNow : Step(left - 1);
            public static string Slow(string text) => s_cached ??= text.ToUpperInvariant();
        }

        """;

    private static LockedProject Project(string mark, string rest = "") => new LockedProject(
        $"{Note}static partial class NoteHistory {{ public static partial V2.Note Up(V1.Note n) => n.ToV2(mark: {mark}); {rest} }}", "off")
        .With("note", "0 Text: string required");

    private static Expected Impure(string text, string source) => Warning(
        HistoryDescriptors.Impure, text,
        $"A hop reads {source}, so a session would come up as something else each time it is loaded; compute from the older version alone, and leave the rest for when the session is used");

    [Theory]
    [InlineData("$\"{DateTimeOffset.UtcNow:O}\"", "UtcNow", "DateTimeOffset.UtcNow: the clock")]
    [InlineData("$\"{Clock.Now:O}\"", "Now", "DateTimeOffset.Now: the clock")]
    [InlineData("$\"{UtcNow:O}\"", "UtcNow", "DateTimeOffset.UtcNow: the clock")]
    [InlineData("Guid.NewGuid().ToString()", "NewGuid", "Guid.NewGuid: chance")]
    [InlineData("new Func<string>(() => $\"{Random.Shared}\")()", "Shared", "Random.Shared: chance")]
    [InlineData("File.ReadAllText(n.Text)", "ReadAllText", "File.ReadAllText: input or output")]
    [InlineData("new StreamReader(n.Text).ToString()!", "StreamReader", "StreamReader: input or output")]
    [InlineData("Environment.GetEnvironmentVariable(\"MARK\") ?? \"\"", "GetEnvironmentVariable", "Environment.GetEnvironmentVariable: the machine")]
    [InlineData("$\"{n.Text.GetHashCode()}\"", "GetHashCode", "String.GetHashCode: a hash that is another one in each process")]
    [InlineData("$\"{DateTime.UnixEpoch.ToLocalTime()}\"", "ToLocalTime", "DateTime.ToLocalTime: the machine")]
    [InlineData("Beside.Mode", "Mode", "Beside.Mode: state that anyone may change")]
    [InlineData("Beside.Stamp(n.Text)", "Stamp", "Beside.Stamp → Beside.Step → DateTimeOffset.UtcNow: the clock")]
    public Task Reports_a_hop_that_reads_the_world(string mark, string text, string source) => Of(Project(mark), Impure(text, source));

    [Fact]
    public Task Reports_it_once_where_it_stands_in_what_the_history_keeps_to_itself() => Of(
        Project("Now() + Now()", "private static int _count; private static string Now() { Random random = new(); return $\"{_count++} {random}\"; }"),
        Impure("new()", "Random: chance"),
        Impure("_count", "NoteHistory._count: state that anyone may change"));

    [Theory]
    [InlineData("n.Text.Trim()")]
    [InlineData("nameof(DateTime.Now) + nameof(Beside.Mode)")]
    [InlineData("typeof(File).Name")]
    [InlineData("Beside.Names[n.Text]")]
    [InlineData("Beside.Slow(n.Text)")]
    [InlineData("Prefix + Separator")]
    [InlineData("Path.Combine(n.Text, \"b\") + Environment.NewLine")]
    [InlineData("$\"{new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc):O}{DateTimeOffset.UnixEpoch}{TimeSpan.Zero}\"")]
    [InlineData("string.Create(System.Globalization.CultureInfo.InvariantCulture, $\"{n.Text.Length}\")")]
    [InlineData("$\"{n.Text.Length.GetHashCode()}\"")]
    public Task Accepts_a_hop_that_reads_its_argument_and_what_never_changes(string mark) =>
        Of(Project(mark, "private const string Prefix = \"a\"; private static readonly string Separator = string.Concat(Prefix, \",\");"));

    [Fact]
    public Task Accepts_the_clock_where_no_hop_is() => Of(
        new LockedProject(Note + "public static class Watch { public static string Now => $\"{DateTimeOffset.UtcNow}\"; } public static class PlayHistory { public static DateTime Last => DateTime.Now; } static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(mark: \"\"); }", "off")
            .With("note", "0 Text: string required"));
}
