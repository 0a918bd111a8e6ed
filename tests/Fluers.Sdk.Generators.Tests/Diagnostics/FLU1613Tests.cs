using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1613Tests
{
    private static LockedProject Project(string cases, params string[] versions) => new LockedProject(
        $"[SessionUnion] public abstract partial record Choice; {cases} [SessionSchema({versions.Length})] public sealed partial record Note([property: Key(0)] Choice X);")
        .With("note", [.. versions.Select(version => (version.StartsWith("draft;", StringComparison.Ordinal) ? "draft; " : "") + "0 X: Choice required; union Choice; " + version.Replace("draft;", "", StringComparison.Ordinal))]);

    private static Expected Moved(string @case, int was, int @is) => Error(
        LockDescriptors.TagMoved, @case, $"'Note.X.{@case}' has another tag, which stored values do not have ({@case} (tag {was}) → {@case} (tag {@is})); restore it, for no version may change this; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number");

    [Fact]
    public Task Reports_a_case_with_another_tag() => Of(Project("[Case(1)] public sealed partial record A : Choice;", "case 0 A"), Moved("A", 0, 1));

    [Fact]
    public Task Reports_two_that_changed_places() => Of(
        Project("[Case(1)] public sealed partial record A : Choice; [Case(0)] public sealed partial record B : Choice;", "case 0 A; case 1 B"), Moved("A", 0, 1), Moved("B", 1, 0));

    [Fact]
    public Task Reports_it_in_a_new_version_too() => Of(Project("[Case(1)] public sealed partial record A : Choice;", "case 0 A", "draft; case 1 A"), Moved("A", 0, 1));

    [Fact]
    public Task Accepts_a_case_that_is_renamed_where_it_stands() => Of(
        Project("[Case(0)] public sealed partial record B([property: Key(0)] int N) : Choice;", "case 0 A; 0 N: int required"),
        Warning(LockDescriptors.Renamed, "B", "'Note.X.B' has a new name for the same thing (A (tag 0) → B (tag 0)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes"));

    [Fact]
    public Task Accepts_the_name_of_a_retired_case_at_a_fresh_tag() => Of(Project("[Case(1)] public sealed partial record A : Choice;", "case 0 A retired; case 1 A") with { Mode = "locked" });
}
