using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1004Tests
{
    private static LockedProject Project(string attribute, params string[] versions) =>
        new LockedProject($"[SessionSchema({attribute})] public sealed partial record Note([property: Key(0)] string Text);").With("note", versions);

    [Theory]
    [InlineData("update")]
    [InlineData("locked")]
    public Task Reports_a_version_that_goes_back(string mode) => Of(
        Project("1", "0 Text: string required", "0 Text: string required") with { Mode = mode },
        Error(LockDescriptors.VersionDecreased, "Note", "'Note' states version 1, but its lock has version 2; a version never goes back"));

    [Fact]
    public Task Reports_it_of_a_draft_too() => Of(
        Project("1", "0 Text: string required", "draft; 0 Text: string required"),
        Error(LockDescriptors.VersionDecreased, "Note", "'Note' states version 1, but its lock has version 2; a version never goes back"));

    [Fact]
    public Task Accepts_the_version_of_the_lock_whatever_is_still_readable() => Of(Project("2, OldestReadable = 2", "0 Text: string", "0 Text: string required") with { Mode = "off" });

    [Fact]
    public Task Accepts_the_version_of_the_lock() => Of(Project("2", "0 Text: string required", "0 Text: string required"));
}
