using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1501Tests
{
    private static LockedProject Project(string hops, int version = 2) => new LockedProject(
        $"[SessionSchema({version})] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] int Size, [property: Key(2)] int Rank); static partial class NoteHistory {{ {hops} }}", "off")
        .With("note", [.. Enumerable.Repeat("0 Text: string required", version - 1)]);

    [Fact]
    public Task Reports_a_hop_that_nobody_wrote() => Of(
        Project(""),
        Error(
            HistoryDescriptors.MissingHop, "Note",
            "'Note' has no hop from version 1 to 2, and it has gaps: size is new and required; rank is new and required; write 'public static partial V2.Note Up(V1.Note s) => s.ToV2(size: …, rank: …)' in 'static partial class NoteHistory'"));

    [Fact]
    public Task Reports_the_hop_of_the_version_that_has_the_gap() => Of(
        Project("", version: 3),
        Error(
            HistoryDescriptors.MissingHop, "Note",
            "'Note' has no hop from version 2 to 3, and it has gaps: size is new and required; rank is new and required; write 'public static partial V3.Note Up(V2.Note s) => s.ToV3(size: …, rank: …)' in 'static partial class NoteHistory'"));

    [Theory]
    [InlineData("n.ToV2()", "n.ToV2", "leaves gaps: size is new and required; rank is new and required; give them as named arguments")]
    [InlineData("n.ToV2(rank: 1)", "n.ToV2", "leaves gaps: size is new and required; give it as named argument")]
    [InlineData("n.ToV2(1)", "n.ToV2", "leaves gaps: rank is new and required; give it as named argument")]
    public Task Reports_the_gaps_that_a_hop_leaves(string hop, string text, string gaps) => Of(
        Project($"public static partial V2.Note Up(V1.Note n) => {hop};"),
        Error(HistoryDescriptors.MissingHop, text, $"The hop from version 1 of 'Note' to 2 {gaps}"));

    [Theory]
    [InlineData("public static partial V2.Note Up(V1.Note n) => n.ToV2(size: n.Text.Length, rank: 1);")]
    [InlineData("public static partial V2.Note Up(V1.Note n) => n.ToV2(rank: 1, size: 2);")]
    [InlineData("public static partial V2.Note Up(V1.Note n) => n.ToV2(n.Text.Length, 1);")]
    [InlineData("public static partial V2.Note Up(V1.Note n) { if (n.Text == \"\") { return n.ToV2(0, rank: 0); } return n.ToV2(1, 1); }")]
    [InlineData("public static partial V2.Note Up(V1.Note n) => new(n.Text, 1, 2);")]
    public Task Accepts_a_hop_that_gives_what_is_asked_for(string hop) => Of(Project(hop));

    [Fact]
    public Task Accepts_no_hop_where_nothing_is_asked_for() => Of(
        new LockedProject("[SessionSchema(2)] public sealed partial record Note([property: Key(0)] long Size, [property: Key(1)] string? Text = null);", "off").With("note", "0 Size: int required"));
}
