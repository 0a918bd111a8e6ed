using Fluers.Sdk.CodeFixes.Locks;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1415FixTests
{
    private const string Note = "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public Mark? Mark { get; set; } }\n";
    private const string Mark = "[SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; }\n";

    [Fact]
    public Task Fixes_a_lock_that_does_not_know_of_a_case() => new FixTest<UpdateLockFix>("locked")
        .Published(Note + Mark)
        .From(Note + Mark + "[Case(1)] public sealed partial record {|FLU1415:Line|} : Mark;")
        .To(Note + Mark + "[Case(1)] public sealed partial record Line : Mark;")
        .LocksFollow()
        .RunAsync();

    [Fact]
    public Task Fixes_all_cases() => new FixTest<UpdateLockFix>("locked")
        .Published(Note + Mark)
        .From(Note + Mark, "[Case(1)] public sealed partial record {|FLU1415:Line|} : Mark;", "[Case(2)] public sealed partial record {|FLU1415:Form|} : Mark;")
        .To(Note + Mark, "[Case(1)] public sealed partial record Line : Mark;", "[Case(2)] public sealed partial record Form : Mark;")
        .LocksFollow()
        .RunAsync();
}
