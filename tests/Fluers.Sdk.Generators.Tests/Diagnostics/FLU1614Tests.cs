using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1614Tests
{
    private static LockedProject Project(string cases, string locked) => new LockedProject(
        $"[SessionUnion] public abstract partial record Choice; {cases} [SessionSchema(1)] public sealed partial record Note([property: Key(0)] Choice X);")
        .With("note", $"0 X: Choice required; union Choice; {locked}");

    private static Expected Reused(string was, string @is) => Error(
        LockDescriptors.TagReused, @is, $"'Note.X.{@is}' has a tag that stood for something else ({was} → {@is} (tag 0)); give it one that nothing has had; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number");

    [Theory]
    [InlineData("[Case(0)] public sealed partial record B : Choice;", "case 0 A retired", "A (tag 0, out of use)", "B")]
    [InlineData("[Case(0)] public sealed partial record A : Choice;", "case 0 A retired", "A (tag 0, out of use)", "A")]
    [InlineData("[Case(0)] public sealed partial record B([property: Key(0)] string Text) : Choice;", "case 0 A; 0 N: int required", "A (tag 0)", "B")]
    public Task Reports_a_tag_that_stood_for_something_else(string cases, string locked, string was, string @is) => Of(Project(cases, locked), Reused(was, @is));

    [Theory]
    [InlineData("[Case(1)] public sealed partial record B : Choice;", "case 0 A retired; case 1 B")]
    [InlineData("[Case(0)] public sealed partial record A : Choice; [Case(5)] public sealed partial record B : Choice;", "case 0 A; case 3 B retired; case 5 B")]
    public Task Accepts_tags_that_were_never_used(string cases, string locked) => Of(Project(cases, locked) with { Mode = "locked" });

    [Fact]
    public Task Accepts_the_tag_in_another_union() => Of(
        new LockedProject("[SessionUnion] public abstract partial record One { [Case(0)] public sealed partial record A : One; } [SessionUnion] public abstract partial record Two { [Case(0)] public sealed partial record B : Two; [Case(1)] public sealed partial record C : Two; } [SessionSchema(1)] public sealed partial record Note([property: Key(0)] One X, [property: Key(1)] Two Y);", "locked")
            .With("note", "0 X: One required; 1 Y: Two required; union One; case 0 A; case 1 C retired; union Two; case 0 B; case 1 C"));
}
