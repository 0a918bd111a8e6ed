using Fluers.Sdk.CodeFixes.Unions;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Unions;

public sealed class FLU1612FixTests
{
    [Fact]
    public Task Fixes_the_one_of_two_that_is_not_recorded() => new FixTest<FreeTagFix>()
        .Published("[SessionSchema(1)] public sealed partial record Page { [Key(0)] public Mark? Mark { get; init; } } [SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Line : Mark; }")
        .From("[SessionSchema(1)] public sealed partial record Page { [Key(0)] public Mark? Mark { get; init; } } [SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record {|FLU1612:Dot|} : Mark; [Case(0)] public sealed partial record Line : Mark; }")
        .To("[SessionSchema(1)] public sealed partial record Page { [Key(0)] public Mark? Mark { get; init; } } [SessionUnion] public abstract partial record Mark { [Case(1)] public sealed partial record {|FLU1415:Dot|} : Mark; [Case(0)] public sealed partial record Line : Mark; }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_each_by_a_tag_of_its_own() => new FixTest<FreeTagFix>()
        .From(
            "[SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record A : Mark; [Case(0)] public sealed partial record {|FLU1612:B|} : Mark; }",
            "[Case(0)] public sealed partial record {|FLU1612:C|} : Mark;")
        .To(
            "[SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record A : Mark; [Case(1)] public sealed partial record B : Mark; }",
            "[Case(2)] public sealed partial record C : Mark;")
        .RunAsync();
}
