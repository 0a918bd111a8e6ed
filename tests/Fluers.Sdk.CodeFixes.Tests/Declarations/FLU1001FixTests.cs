using Fluers.Sdk.CodeFixes.Declarations;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Declarations;

public sealed class FLU1001FixTests
{
    [Fact]
    public Task Fixes_a_type_of_any_kind() => new FixTest<AddPartialFix>()
        .From("""
            [SessionPart] record struct {|FLU1001:Line|}([property: Key(0)] int X);
            """)
        .To("""
            [SessionPart] partial record struct Line([property: Key(0)] int X);
            """)
        .RunAsync();

    [Fact]
    public Task Fixes_all_types_and_what_contains_them_and_keeps_what_stands_around() => new FixTest<AddPartialFix>()
        .From("""
            // before
            class {|FLU1001:Outer|}
            {
                public static class {|FLU1001:Inner|}
                {
                    // kept
                    [SessionPart] public sealed record {|FLU1001:Line|}([property: Key(0)] int X);
                    [SessionPart] public sealed record {|FLU1001:Other|}([property: Key(0)] int X);
                }
            }
            """, """
            [SessionPart]
            public sealed class {|FLU1001:Elsewhere|}
            {
                [Key(0)] public int X { get; set; }
            }
            """)
        .To("""
            // before
            partial class Outer
            {
                public static partial class Inner
                {
                    // kept
                    [SessionPart] public sealed partial record Line([property: Key(0)] int X);
                    [SessionPart] public sealed partial record Other([property: Key(0)] int X);
                }
            }
            """, """
            [SessionPart]
            public sealed partial class Elsewhere
            {
                [Key(0)] public int X { get; set; }
            }
            """)
        .RunAsync();
}
