using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1425Tests
{
    private static LockedProject Project(string attribute, params string[] versions) =>
        new LockedProject($"[SessionSchema({attribute})] public sealed partial record Note([property: Key(0)] string Text);").With("note", versions);

    private static Expected Unreadable => Warning(
        LockDescriptors.VersionsUnreadable, "Note", "'Note' reads version 2 at the oldest, and its lock promised 1; sessions of older versions become unreadable");

    [Theory]
    [InlineData("update")]
    [InlineData("locked")]
    public Task Reports_versions_that_are_given_up(string mode) =>
        Of(Project("2, OldestReadable = 2", "0 Text: string required", "0 Text: string required") with { Mode = mode }, Unreadable);

    [Fact]
    public Task Reports_them_as_an_error_where_builds_run_side_by_side() => Of(
        Project("2, OldestReadable = 2, Compatibility = Compatibility.Rolling", "0 Text: string required", "0 Text: string required; rolling"),
        Unreadable with { Severity = DiagnosticSeverity.Error });

    [Fact]
    public Task Accepts_what_the_lock_says_already() => Of(Project("2, OldestReadable = 2", "0 Text: string required", "0 Text: string required").Built() with { Mode = "locked" });

    [Fact]
    public Task Accepts_that_older_versions_are_read_again() => Of(
        Project("2", "0 Text: string required", "0 Text: string required") with { Mode = "locked" });
}
