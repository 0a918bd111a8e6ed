using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1416Tests
{
    private static LockedProject Project(string cases, string locked) => new LockedProject(
        $"[SessionUnion] public abstract partial record Choice; {cases} [SessionSchema(1)] public sealed partial record Note([property: Key(0)] Choice X);")
        .With("note", $"0 X: Choice required; union Choice; {locked}");

    private const string A = "[Case(0)] public sealed partial record A([property: Key(0)] int N) : Choice;";

    [Fact]
    public Task Reports_a_case_that_stored_values_may_be() => Of(
        Project(A, "case 0 A; 0 N: int required; case 1 B"),
        Error(LockDescriptors.CaseRemoved, "Choice", "'Note.X.B' is gone, and stored values may be it (B (tag 1)); version 1 is published, so raise it to 2 and give the value in the hop"));

    [Fact]
    public Task Reports_a_case_of_the_schema_itself() => Of(
        new LockedProject("[SessionSchema(1), SessionUnion] public abstract partial record Note { [Case(0)] public sealed partial record A : Note; }").With("note", "union; case 0 A; case 1 B"),
        Error(LockDescriptors.CaseRemoved, "Note", "'Note.B' is gone, and stored values may be it (B (tag 1)); version 1 is published, so raise it to 2 and give the value in the hop"));

    [Fact]
    public Task Accepts_a_case_that_was_retired() => Of(Project(A, "case 0 A; 0 N: int required; case 1 B retired") with { Mode = "locked" });

    [Fact]
    public Task Accepts_a_case_that_goes_over_into_another_by_a_hop() => Of(
        new LockedProject($"[SessionUnion] public abstract partial record Choice; {A} [SessionSchema(2)] public sealed partial record Note([property: Key(0)] Choice X); static partial class NoteHistory {{ public static partial V2.Note Up(V1.Note n) => n.ToV2(choiceB: b => new V2.Choice.A(1)); }}", "locked")
            .With("note", "0 X: Choice required; union Choice; case 0 A; 0 N: int required; case 1 B", "draft; 0 X: Choice required; union Choice; case 0 A; 0 N: int required; case 1 B retired"));
}
