using Fluers.Sdk.CodeFixes.Unions;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Unions;

public sealed class FLU1613FixTests
{
    private const string Page = "[SessionSchema(1)] public sealed partial record Page { [Key(0)] public Mark? Mark { get; init; } }\n";

    [Fact]
    public Task Fixes_a_case_that_moved() => new FixTest<RestoreTagFix>()
        .Published(Page + "[SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; }")
        .From(Page + "[SessionUnion] public abstract partial record Mark { [Case(2)] public sealed partial record {|FLU1613:Dot|} : Mark; }")
        .To(Page + "[SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_cases_that_moved() => new FixTest<RestoreTagFix>()
        .Published(Page + "[SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; [Case(1)] public sealed partial record Line : Mark; }")
        .From(Page + "[SessionUnion] public abstract partial record Mark { [Case(2)] public sealed partial record {|FLU1613:Dot|} : Mark; }", "[Case(3)] public sealed partial record {|FLU1613:Line|} : Mark;")
        .To(Page + "[SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; }", "[Case(1)] public sealed partial record Line : Mark;")
        .RunAsync();
}
