using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1502Tests
{
    private static LockedProject Project(string hop, string members = "[property: Key(0)] string Text, [property: Key(1)] long Size = 0", string locked = "0 Text: string required; 1 Size: int") =>
        new LockedProject($"[SessionSchema(2)] public sealed partial record Note({members}); static partial class NoteHistory {{ {hop} }}", "off").With("note", locked);

    [Theory]
    [InlineData("public static partial V2.Note Up(V1.Note n) => n.ToV2();")]
    [InlineData("public static partial V2.Note Up(V1.Note n) { return n.ToV2(); }")]
    [InlineData("public static partial NoteHistory.V2.Note Up(NoteHistory.V1.Note @new) => @new.ToV2();")]
    public Task Reports_a_hop_that_says_what_would_be_generated(string hop) => Of(Project(hop), Info(
        HistoryDescriptors.NotNeeded, "Up",
        "The hop from version 1 of 'Note' to 2 says what would be generated without it; delete it"));

    [Theory]
    [InlineData("public static partial V2.Note Up(V1.Note n) => n.ToV2() with { Size = n.Text.Length };")]
    [InlineData("public static partial V2.Note Up(V1.Note n) => Trimmed(n).ToV2(); private static V1.Note Trimmed(V1.Note n) => n with { Text = n.Text.Trim() };")]
    [InlineData("public static partial V2.Note Up(V1.Note n) { ArgumentException.ThrowIfNullOrEmpty(n.Text); return n.ToV2(); }")]
    [InlineData("private static readonly V1.Note Empty = new(\"\", 0); public static partial V2.Note Up(V1.Note n) => Empty.ToV2();")]
    [InlineData("")]
    public Task Accepts_a_hop_that_does_more_and_none_at_all(string hop) => Of(Project(hop));

    [Fact]
    public Task Accepts_a_hop_that_gives_what_could_be_left_out() => Of(Project(
        "public static partial V2.Note Up(V1.Note n) => n.ToV2(size: n.Text.Length);", "[property: Key(0)] string Text, [property: Key(1)] int Size = 3", "0 Text: string required"));

    [Fact]
    public Task Accepts_a_hop_that_drops_on_purpose() => Of(Project(
        "[Drops(\"Size\")] public static partial V2.Note Up(V1.Note n) => n.ToV2();", "[property: Key(0)] string Text"));
}
