using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1415Tests
{
    private static LockedProject Project(string cases, string locked) => new LockedProject(
        $"[SessionUnion] public abstract partial record Choice; {cases} [SessionSchema(1)] public sealed partial record Note([property: Key(0)] Choice X);")
        .With("note", $"0 X: Choice required; union Choice; {locked}");

    private const string A = "[Case(0)] public sealed partial record A([property: Key(0)] int N) : Choice;";

    [Theory]
    [InlineData("[Case(1)] public sealed partial record B : Choice;", "'Note.X.B' is new (B (tag 1)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    [InlineData("[Case(9)] public sealed partial record B([property: Key(0)] string Text) : Choice;", "'Note.X.B' is new (B (tag 9)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    public async Task Reports_a_case_that_the_lock_lacks(string added, string message)
    {
        LockedProject project = Project(A + added, "case 0 A; 0 N: int required");
        Expected expected = Warning(LockDescriptors.CaseAdded, "B", message);
        await Of(project, expected);
        await Of(project with { Mode = "locked" }, expected.WhereLocksAreCompared);
        await Of(project.Built() with { Mode = "locked" });
    }

    [Fact]
    public Task Accepts_cases_in_another_order_and_deeper_in_the_hierarchy() => Of(
        Project($"[Case(1)] public sealed partial record B : Middle; public abstract record Middle : Choice; {A}", "case 0 A; 0 N: int required; case 1 B") with { Mode = "locked" });
}
