using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1404Tests
{
    private static LockedProject Project(string members, string locked) =>
        new LockedProject($"[SessionSchema(1)] public sealed partial record Note {{ {members} }}").With("note", locked);

    [Theory]
    [InlineData("[Key(0)] public int A { get; init; } [Key(1)] public required string B { get; init; }", "0 A: int", "'Note.B' is required, and stored sessions do not have it (B: string (key 1)); version 1 is published, so raise it to 2 and give the value in the hop")]
    [InlineData("[Key(0)] public int A { get; init; } [Key(1)] public required int B { get; init; }", "0 A: int; 1 B: int", "'Note.B' is required, and stored sessions may lack it (optional → required); version 1 is published, so raise it to 2")]
    [InlineData("[Key(0)] public int A { get; init; } [Key(1)] public required string? B { get; init; }", "0 A: int; 1 B: string?", "'Note.B' is required, and stored sessions may lack it (optional → required); version 1 is published, so raise it to 2")]
    public async Task Reports_a_member_that_stored_sessions_may_lack(string members, string locked, string text)
    {
        await Of(Project(members, locked), Error(LockDescriptors.RequiredMember, "B", text));
        await Of(Project(members, locked) with { Mode = "locked" }, Error(LockDescriptors.RequiredMember, "B", text));
    }

    [Fact]
    public Task Reports_a_parameter_of_a_part_with_the_way_to_it() => Of(
        new LockedProject("[SessionSchema(1)] public sealed partial record Note([property: Key(0)] Line[] Lines); [SessionPart] public sealed partial record Line([property: Key(0)] int A, [property: Key(1)] int B);")
            .With("note", "0 Lines: list<Line> required; part Line; 0 A: int required"),
        Error(LockDescriptors.RequiredMember, "B", "'Note.Lines[].B' is required, and stored sessions do not have it (B: int (key 1)); version 1 is published, so raise it to 2 and give the value in the hop"));

    [Fact]
    public Task Accepts_one_of_a_draft_that_follows() => Of(Project("[Key(0)] public required int A { get; init; }", "draft; 0 A: int required"));

    [Fact]
    public Task Accepts_an_optional_one() => Of(
        Project("[Key(0)] public int A { get; init; } [Key(1)] public string B { get; init; } = \"\";", "0 A: int"),
        Warning(LockDescriptors.LockOutdated, "B", "'Note.B' is new (B: string (key 1)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes"));
}
