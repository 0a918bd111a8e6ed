using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1005Tests
{
    private static LockedProject Project(int version, params string[] versions) =>
        new LockedProject($"[SessionSchema({version})] public sealed partial record Note([property: Key(0)] string Text);").With("note", versions);

    [Theory]
    [InlineData("update", "0 Text: string required")]
    [InlineData("locked", "0 Text: string required")]
    [InlineData("update", "draft; 0 Text: string required")]
    public Task Reports_a_version_that_is_not_the_next(string mode, string locked) => Of(
        Project(3, locked) with { Mode = mode },
        Error(LockDescriptors.VersionSkipped, "Note", "'Note' states version 3, but its lock ends at version 1; the next version is 2"));

    [Fact]
    public Task Accepts_the_next_version() => Of(
        Project(2, "0 Text: string required"),
        Warning(LockDescriptors.LockOutdated, "Note", "'Note' has version 2, which its lock does not have yet; commit the lock that the build writes"));

    [Fact]
    public Task Accepts_a_schema_whose_first_lock_begins_at_a_later_version() => Of(
        new LockedProject("[SessionSchema(7, OldestReadable = 7)] public sealed partial record Note([property: Key(0)] string Text);"),
        Warning(LockDescriptors.NoLock, "Note", "'Note' has no lock; commit note.schema.json, which the build writes"));
}
