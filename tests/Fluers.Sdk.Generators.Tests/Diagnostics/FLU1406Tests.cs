using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1406Tests
{
    private static LockedProject Project(string members, string locked) =>
        new LockedProject($"[SessionSchema(1)] public sealed partial record Note {{ {members} }}").With("note", locked);

    private const string Name = "[Key(0)] public required string Name { get; init; }";

    [Fact]
    public async Task Reports_an_optional_member_that_is_gone()
    {
        LockedProject project = Project(Name, "0 Name: string required; 1 Old: int");
        Expected expected = Warning(LockDescriptors.MemberRemoved, "Note", "'Note.Old' is gone (Old: int (key 1)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes");
        await Of(project, expected);
        await Of(project with { Mode = "locked" }, expected.WhereLocksAreCompared);
        await Of(project.Built() with { Mode = "locked" });
    }

    [Theory]
    [InlineData("required")]
    [InlineData("once")]
    public Task Reports_one_that_some_build_requires(string mark) => Of(
        Project(Name, $"0 Name: string required; 1 Old: int {mark}"),
        Error(LockDescriptors.MemberRemoved, "Note", "'Note.Old' is gone, and builds that require it refuse sessions without it (Old: int (key 1)); version 1 is published, so raise it to 2"));

    [Fact]
    public Task Reports_one_of_a_part_at_the_part() => Of(
        new LockedProject("[SessionSchema(1)] public sealed partial record Note([property: Key(0)] Line Line); [SessionPart] public sealed partial record Line([property: Key(0)] int A);")
            .With("note", "0 Line: Line required; part Line; 0 A: int required; 1 B: int"),
        Warning(LockDescriptors.MemberRemoved, "Line", "'Note.Line.B' is gone (B: int (key 1)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes"));

    [Fact]
    public Task Accepts_a_member_that_was_retired() => Of(Project(Name, "0 Name: string required; 1 Old: int retired") with { Mode = "locked" });

    [Fact]
    public Task Accepts_a_member_that_moved_up_into_a_base() => Of(
        new LockedProject("public abstract record Named { [Key(0)] public required string Name { get; init; } } [SessionSchema(1)] public sealed partial record Note : Named { [Key(1)] public int Old { get; init; } }", "locked")
            .With("note", "0 Name: string required; 1 Old: int"));

    [Fact]
    public Task Accepts_that_a_new_version_drops_one_on_purpose() => Of(
        new LockedProject($"[SessionSchema(2)] public sealed partial record Note {{ {Name} }} static partial class NoteHistory {{ [Drops(\"Old\")] public static partial V2.Note Up(V1.Note n) => n.ToV2(); }}")
            .With("note", "0 Name: string required; 1 Old: int required", "draft; 0 Name: string required; 1 Old: int retired"));
}
