using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1407Tests
{
    private static LockedProject Project(string members, params string[] versions) =>
        new LockedProject($"[SessionSchema({versions.Length})] public sealed partial record Note {{ {members} }}").With("note", versions);

    private static Expected Moved(string member, string change) => Error(
        LockDescriptors.MemberMoved, member, $"'Note.{member}' has another key, where stored sessions have something else or nothing ({change}); restore it, for no version may change this; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number");

    [Fact]
    public Task Reports_a_member_at_another_key() => Of(
        Project("[Key(1)] public int Total { get; init; }", "0 Total: int"), Moved("Total", "Total: int (key 0) → Total: int (key 1)"));

    [Fact]
    public Task Reports_two_that_changed_places() => Of(
        Project("[Key(1)] public int A { get; init; } [Key(0)] public int B { get; init; }", "0 A: int; 1 B: int"),
        Moved("A", "A: int (key 0) → A: int (key 1)"), Moved("B", "B: int (key 1) → B: int (key 0)"));

    [Fact]
    public Task Reports_it_in_a_new_version_too() => Of(
        Project("[Key(1)] public int Total { get; init; }", "0 Total: int", "draft; 1 Total: int"), Moved("Total", "Total: int (key 0) → Total: int (key 1)"));

    [Fact]
    public Task Accepts_members_in_another_order() => Of(Project("[Key(1)] public int B { get; init; } [Key(0)] public int A { get; init; }", "0 A: int; 1 B: int"));

    [Fact]
    public Task Accepts_it_in_a_first_draft() => Of(
        Project("[Key(1)] public int Total { get; init; }", "draft; 0 Total: int"),
        Warning(LockDescriptors.LockOutdated, "Total", "'Note.Total' has another key, where stored sessions have something else or nothing (Total: int (key 0) → Total: int (key 1)), and the draft in the lock does not know of it yet; stored sessions of this draft will not load, so if a release has stored any, raise the version to 2 instead; commit the lock that the build writes"));
}
