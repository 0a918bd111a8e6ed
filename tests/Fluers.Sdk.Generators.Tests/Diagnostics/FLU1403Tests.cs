using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1403Tests
{
    private static LockedProject Project(string members, string locked) =>
        new LockedProject($"[SessionSchema(1)] public sealed partial record Note {{ {members} }}").With("note", locked);

    [Theory]
    [InlineData("[Key(0)] public required string Text { get; init; } [Key(1)] public int Total { get; init; }", "0 Text: string required", "Total", "'Note.Total' is new (Total: int (key 1)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    [InlineData("[Key(0)] public required string Text { get; init; } [Key(3)] public int Total { get; init; } = 5;", "0 Text: string required", "Total", "'Note.Total' is new (Total: int (key 3)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    [InlineData("[Key(0)] public string Text { get; init; } = \"\";", "0 Text: string required", "Text", "'Note.Text' is no longer required (required → optional), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    [InlineData("[Key(0)] public string? Text { get; init; }", "draft; 0 Text: string?; 1 Old: int", "Note", "'Note.Old' is gone (Old: int (key 1)), and the draft in the lock does not know of it yet; commit the lock that the build writes")]
    public async Task Reports_what_the_lock_lacks(string members, string locked, string text, string message)
    {
        Expected expected = Warning(LockDescriptors.LockOutdated, text, message);
        await Of(Project(members, locked), expected);
        await Of(Project(members, locked) with { Mode = "locked" }, expected.WhereLocksAreCompared);
        await Of(Project(members, locked).Built() with { Mode = "locked" });
    }

    [Fact]
    public Task Reports_a_version_that_the_lock_lacks() => Of(
        new LockedProject("[SessionSchema(2)] public sealed partial record Note([property: Key(0)] long Total);").With("note", "0 Total: int required"),
        Warning(LockDescriptors.LockOutdated, "Note", "'Note' has version 2, which its lock does not have yet; commit the lock that the build writes"));

    [Theory]
    [InlineData("[Key(1)] public IReadOnlyList<int>? B { get; init; } [Key(0)] public required string A { get; init; }", "0 A: string required; 1 B: list<int>?")]
    [InlineData("[Key(0)] public double A { get; init; } = 0.50;", "0 A: double = 0.5")]
    [InlineData("[Key(0)] public int A { get; init; } = 0; [Key(1)] public string B { get; init; } = \"x\" + \"y\";", "0 A: int; 1 B: string = \"xy\"")]
    [InlineData("[Key(0)] public int A { get; set; } [IgnoreMember] public int B { get; set; } public int C => A;", "0 A: int; 5 D: int retired")]
    public Task Accepts_what_is_the_same_on_the_wire(string members, string locked) => Of(Project(members, locked) with { Mode = "locked" });
}
