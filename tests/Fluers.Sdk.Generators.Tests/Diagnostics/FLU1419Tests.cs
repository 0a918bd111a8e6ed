using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1419Tests
{
    private const string Entries = "[SessionSchema(1)] public sealed partial record Page([property: Key(0)] int X); [SessionSchema(1)] public sealed partial record Leaf([property: Key(0)] int X);";

    private static LockedProject Project(string log, params string[] versions) =>
        new LockedProject($"{Entries} [SessionSchema({versions.Length})] public sealed partial record Note {{ [Key(0)] public int X {{ get; init; }} {log} }}")
            .With("note", versions).With("page", "0 X: int required").With("leaf", "0 X: int required");

    [Theory]
    [InlineData("public SessionLog<Page> Pages { get; init; } = [];", "0 X: int", "has a log, which older builds know nothing of (page); version 1 is published, so raise it to 2")]
    [InlineData("", "0 X: int; log page", "no longer has the log whose entries are stored (page); version 1 is published, so raise it to 2")]
    [InlineData("public SessionLog<Leaf> Pages { get; init; } = [];", "0 X: int; log page", "has a log of other entries than those stored (page → leaf); restore it, for no version may change this")]
    public Task Reports_another_log(string log, string locked, string text) => Of(Project(log, locked), Error(LockDescriptors.LogChanged, "Note", $"'Note' {text}"));

    [Fact]
    public Task Reports_entries_of_another_schema_in_a_new_version_too() => Of(
        Project("public SessionLog<Leaf> Pages { get; init; } = [];", "0 X: int; log page", "draft; 0 X: int; log leaf"),
        Error(LockDescriptors.LogChanged, "Note", "'Note' has a log of other entries than those stored (page → leaf); restore it, for no version may change this"));

    [Fact]
    public Task Reports_a_log_that_a_new_version_gives_up_as_a_warning() => Of(
        Project("", "0 X: int; log page", "draft; 0 X: int"),
        Warning(LockDescriptors.LogChanged, "Note", "'Note' no longer has the log whose entries are stored (page); they stay stored, and nobody reads them"));

    [Theory]
    [InlineData("public SessionLog<Page> Pages { get; init; } = [];", "0 X: int; log page")]
    [InlineData("public SessionLog<Page> Renamed { get; init; } = [];", "0 X: int; log page")]
    [InlineData("[IgnoreMember] public SessionLog<Page> Copy => [];", "0 X: int")]
    public Task Accepts_the_same_log(string log, string locked) => Of(Project(log, locked) with { Mode = "locked" });

    [Fact]
    public Task Accepts_a_log_that_a_new_version_brings() => Of(
        Project("public SessionLog<Page> Pages { get; init; } = [];", "0 X: int", "draft; 0 X: int; log page") with { Mode = "locked" });
}
