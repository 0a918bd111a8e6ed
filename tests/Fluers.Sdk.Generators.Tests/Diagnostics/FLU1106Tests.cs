using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1106Tests
{
    private static LockedProject Project(string members, params string[] versions) =>
        new LockedProject($"[SessionSchema({versions.Length})] public sealed partial record Note {{ {members} }}").With("note", versions);

    private static Expected Reused(string member, string change) => Error(
        LockDescriptors.KeyReused, member, $"'Note.{member}' has a key that stood for something else ({change}); give it one that nothing has had; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number");

    [Theory]
    [InlineData("0 Text: string", "Text: string (key 0) → Total: int (key 0)")]
    [InlineData("0 Text: string retired", "Text: string (key 0, out of use) → Total: int (key 0)")]
    [InlineData("0 Count: int retired", "Count: int (key 0, out of use) → Total: int (key 0)")]
    [InlineData("0 Total: int retired", "Total: int (key 0, out of use) → Total: int (key 0)")]
    [InlineData("0 Total: string retired; 1 Other: int", "Total: string (key 0, out of use) → Total: int (key 0)")]
    public Task Reports_a_key_that_stood_for_something_else(string locked, string change) => Of(
        Project("[Key(0)] public int Total { get; init; }" + (locked.Contains("Other", StringComparison.Ordinal) ? " [Key(1)] public int Other { get; init; }" : ""), locked), Reused("Total", change));

    [Fact]
    public Task Reports_it_in_a_new_version_too() => Of(
        Project("[Key(0)] public int Total { get; init; }", "0 Text: string", "draft; 0 Total: int"),
        Reused("Total", "Text: string (key 0) → Total: int (key 0)"));

    [Fact]
    public Task Reports_it_inside_a_part() => Of(
        new LockedProject("[SessionSchema(1)] public sealed partial record Note([property: Key(0)] Line Line); [SessionPart] public sealed partial record Line([property: Key(0)] int Total);")
            .With("note", "0 Line: Line required; part Line; 0 Text: string required"),
        Error(LockDescriptors.KeyReused, "Total", "'Note.Line.Total' has a key that stood for something else (Text: string (key 0) → Total: int (key 0)); give it one that nothing has had; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number"));

    [Theory]
    [InlineData("[Key(1)] public int Total { get; init; }", "0 Total: string retired; 1 Total: int")]
    [InlineData("[Key(0)] public int Total { get; init; } [Key(2)] public int Count { get; init; }", "0 Total: int; 1 Count: int retired; 2 Count: int")]
    public Task Accepts_a_retired_name_at_a_fresh_key(string members, string locked) => Of(Project(members, locked));

    [Fact]
    public Task Accepts_a_rename_at_a_known_key() => Of(
        Project("[Key(0)] public int Total { get; init; }", "0 Count: int"),
        Warning(LockDescriptors.Renamed, "Total", "'Note.Total' has a new name for the same thing (Count: int (key 0) → Total: int (key 0)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes"));
}
