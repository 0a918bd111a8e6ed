using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1420Tests
{
    private static LockedProject Project(string attribute, string members, params string[] versions) =>
        new LockedProject($"[SessionSchema({attribute})] public sealed partial record Note {{ {members} }}").With("note", versions);

    private static Expected Violated(string text, string what) => Error(
        LockDescriptors.CompatibilityViolated, text, $"{what}, and 'Note' states Compatibility.Rolling; add a new member beside the old one, or give up that promise");

    [Fact]
    public Task Reports_a_change_of_a_published_version_beside_its_own_id() => Of(
        Project("1, Compatibility = Compatibility.Rolling", "[Key(0)] public long X { get; init; }", "0 X: int"),
        Error(LockDescriptors.Widened, "X", "'Note.X' takes values that older builds cannot hold (int → long); version 1 is published, so raise it to 2"),
        Violated("X", "'Note.X' takes values that older builds cannot hold (int → long)"));

    [Fact]
    public Task Reports_it_in_a_new_version_too() => Of(
        Project("2, Compatibility = Compatibility.Rolling", "[Key(0)] public long X { get; init; }", "0 X: int", "draft; 0 X: long; rolling"),
        Violated("X", "'Note.X' takes values that older builds cannot hold (int → long)"));

    [Theory]
    [InlineData("[Key(0)] public int X { get; init; } [Key(1)] public required int Y { get; init; }", "0 X: int", "make it optional")]
    [InlineData("[Key(0)] public required int X { get; init; }", "0 X: int", "make it optional")]
    [InlineData("", "0 X: int required", "keep it")]
    [InlineData("[Key(0)] public Level X { get; init; } } public enum Level { Low", "0 X: Level; enum Level: int; 0 Low; 1 High", "keep it")]
    [InlineData("[Key(0)] public Part? X { get; init; } } [SessionPart] public readonly partial record struct Part { [Key(0)] public int Y { get; init; }", "0 X: Part?; part Part; 0 Y: int", "leave it what it was")]
    [InlineData("[Key(1)] public int X { get; init; }", "0 X: int", "restore it")]
    [InlineData("[Key(0)] public int X { get; init; } = 5;", "0 X: int", "add a new member beside the old one")]
    public async Task Says_what_keeps_the_promise(string members, string before, string instead)
    {
        string[] reports = await LockReports.OfAsync(Project("2, Compatibility = Compatibility.Rolling", members, before).Generate(), Project("", members, before).Texts, "update");
        string told = Assert.Single(reports, report => report.StartsWith("error FLU1420", StringComparison.Ordinal));
        Assert.EndsWith($", and 'Note' states Compatibility.Rolling; {instead}, or give up that promise", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1, Compatibility = Compatibility.Rolling", "[Key(0)] public int X { get; init; } [Key(1)] public string? Y { get; init; }", "0 X: int; 1 Y: string?; rolling")]
    [InlineData("1, Compatibility = Compatibility.Rolling", "[Key(0)] public long X { get; init; }", "draft; 0 X: long; rolling")]
    public Task Accepts_what_harms_no_build(string attribute, string members, string locked) => Of(Project(attribute, members, locked) with { Mode = "locked" });

    [Fact]
    public Task Accepts_a_new_version_with_a_new_member_beside_the_old_one() => Of(
        Project("2, Compatibility = Compatibility.Rolling", "[Key(0)] public int X { get; init; } [Key(1)] public long Wide { get; init; }", "0 X: int", "draft; 0 X: int; 1 Wide: long; rolling") with { Mode = "locked" });

    [Fact]
    public Task Accepts_it_where_nothing_was_promised() => Of(
        Project("2, Compatibility = Compatibility.Version", "[Key(0)] public long X { get; init; }", "0 X: int", "draft; 0 X: long") with { Mode = "locked" });
}
