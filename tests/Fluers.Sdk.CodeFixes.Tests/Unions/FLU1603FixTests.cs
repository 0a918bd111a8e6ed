using Fluers.Sdk.CodeFixes.Unions;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Unions;

public sealed class FLU1603FixTests
{
    [Fact]
    public Task Fixes_a_case_that_is_open() => new FixTest<SealCaseFix>()
        .From("[SessionUnion] public abstract partial record Mark { [Case(0)] public partial record {|FLU1603:Dot|} : Mark; }")
        .To("[SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_cases_but_those_that_others_derive_from() => new FixTest<SealCaseFix>()
        .From("""
            [SessionUnion] public abstract partial record Mark;
            [Case(0)] public partial record {|FLU1603:Dot|} : Mark;
            [Case(1)] partial record {|FLU1603:Line|} : Mark;
            """, """
            [Case(2)] public partial record {|FLU1603:Form|} : Mark;
            [Case(3)] public sealed partial record Circle : Form;
            """)
        .To("""
            [SessionUnion] public abstract partial record Mark;
            [Case(0)] public sealed partial record Dot : Mark;
            [Case(1)] sealed partial record Line : Mark;
            """, """
            [Case(2)] public partial record {|FLU1603:Form|} : Mark;
            [Case(3)] public sealed partial record Circle : Form;
            """)
        .RunAsync();
}
