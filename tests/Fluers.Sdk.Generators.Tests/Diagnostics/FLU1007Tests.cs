using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1007Tests
{
    private static LockedProject Project(string attribute) => new($"[SessionSchema({attribute})] public sealed partial record Note([property: Key(0)] string Text);");

    private static Expected NoLock => Warning(LockDescriptors.NoLock, "Note", "'Note' has no lock; commit note.schema.json, which the build writes");

    [Theory]
    [InlineData("1, OldestReadable = 2", "'Note' reads version 2 at the oldest, but is version 1 itself; OldestReadable is 1 to 1")]
    [InlineData("3", "'Note' reads version 1 at the oldest, but its lock, which alone knows what was before version 3, is not there; restore note.schema.json from version control; only where no session of an older version is stored, state OldestReadable = 3")]
    [InlineData("3, OldestReadable = 2", "'Note' reads version 2 at the oldest, but its lock, which alone knows what was before version 3, is not there; restore note.schema.json from version control; only where no session of an older version is stored, state OldestReadable = 3")]
    [InlineData("2, OldestReadable = 0", "'Note' reads version 0 at the oldest, but its lock, which alone knows what was before version 2, is not there; restore note.schema.json from version control; only where no session of an older version is stored, state OldestReadable = 2")]
    public Task Reports_an_oldest_version_that_there_never_was(string attribute, string text) =>
        Of(Project(attribute), Error(LockDescriptors.OldestReadableOutOfRange, "Note", text), NoLock);

    [Theory]
    [InlineData("1")]
    [InlineData("1, OldestReadable = 1")]
    [InlineData("3, OldestReadable = 3")]
    public Task Accepts_a_version_that_is_written(string attribute) => Of(Project(attribute), NoLock);

    [Fact]
    public Task Accepts_a_version_that_the_lock_has() => Of(Project("3, OldestReadable = 2").With("note", "0 Text: string required", "0 Text: string required", "0 Text: string required"),
        Warning(LockDescriptors.VersionsUnreadable, "Note", "'Note' reads version 2 at the oldest, and its lock promised 1; sessions of older versions become unreadable"));
}
