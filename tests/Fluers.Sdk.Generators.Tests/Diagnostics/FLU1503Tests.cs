using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1503Tests
{
    private static LockedProject Project(string hop) => new LockedProject(
        $"[SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(3)] Line? Line = null, [property: Key(4)] long Total = 0); [SessionPart] public sealed partial record Line([property: Key(0)] int X); static partial class NoteHistory {{ {hop} }}", "off")
        .With("note", "0 Text: string required; 1 Size: int; 2 Mark: string?; 3 Line: Line?; 4 Total: int; part Line; 0 X: int required; 1 Tag: string?");

    private static Expected ByHop(string member) => Warning(
        HistoryDescriptors.MemberDropped, "Up", $"'{member}' of version 1 of 'Note' ends with version 2, and this hop does not look at it; use it, or state [Drops(\"{member}\")]");

    [Fact]
    public Task Reports_each_member_that_a_generated_hop_drops() => Of(Project(""), [.. new[] { "Size", "Mark", "Line.Tag" }.Select(member => Warning(
        HistoryDescriptors.MemberDropped, "Note",
        $"'{member}' of version 1 of 'Note' ends with version 2; if that is meant, write '[Drops(\"{member}\")] public static partial V2.Note Up(V1.Note s) => s.ToV2()' in 'static partial class NoteHistory'"))]);

    [Theory]
    [InlineData("public static partial V2.Note Up(V1.Note n) => n.ToV2();", "Size", "Mark", "Line.Tag")]
    [InlineData("[Drops(\"Size\")] public static partial V2.Note Up(V1.Note n) => n.ToV2();", "Mark", "Line.Tag")]
    [InlineData("[Drops(\"Size\", \"Mark\")] public static partial V2.Note Up(V1.Note n) => n.ToV2();", "Line.Tag")]
    [InlineData("[Drops(\"Size\", \"Tag\")] public static partial V2.Note Up(V1.Note n) => n.ToV2() with { Text = n.Mark + n.Text };", "Line.Tag")]
    public Task Reports_each_that_a_hop_does_not_look_at(string hop, params string[] members) =>
        Of(Project(hop), [.. members.Select(ByHop)]);

    [Theory]
    [InlineData("[Drops(\"Size\", \"Mark\", \"Line.Tag\")] public static partial V2.Note Up(V1.Note n) => n.ToV2();")]
    [InlineData("[Drops(nameof(V1.Note.Size), nameof(V1.Note.Mark), nameof(V1.Note.Line) + \".\" + nameof(V1.Line.Tag))] public static partial V2.Note Up(V1.Note n) => n.ToV2();")]
    [InlineData("[DropsAttribute(\"Size\", \"Line.Tag\")] public static partial V2.Note Up(V1.Note n) => n.ToV2() with { Text = n.Mark + n.Text };")]
    [InlineData("public static partial V2.Note Up(V1.Note n) => n.ToV2() with { Text = $\"{n.Text} {n.Size} {n.Mark} {n.Line?.Tag}\" };")]
    [InlineData("public static partial V2.Note Up(V1.Note n) => n is { Size: > 3, Mark: \"x\", Line.Tag: null } ? n.ToV2() : n.ToV2();")]
    public Task Accepts_what_is_used_or_dropped_on_purpose(string hop) => Of(Project(hop));

    /// <summary>What builds that are admitted have of their own is kept for them.</summary>
    [Fact]
    public Task Accepts_what_ends_where_older_builds_are_admitted() => Of(
        new LockedProject("[SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Text);", "off").With("note", "0 Text: string required; 1 Mark: string?"));

    [Fact]
    public Task Accepts_members_that_go_over_under_another_name() => Of(
        new LockedProject("[SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Title);", "off").With("note", "0 Text: string required; 1 Old: int retired"));
}
