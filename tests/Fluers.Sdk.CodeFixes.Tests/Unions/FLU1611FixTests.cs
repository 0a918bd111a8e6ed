using Fluers.Sdk.CodeFixes.Unions;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Unions;

public sealed class FLU1611FixTests
{
    [Fact]
    public Task Fixes_a_type_that_is_no_case_yet() => new FixTest<AddCaseFix>()
        .From("[SessionUnion] public abstract partial record Mark { [Case(4)] public sealed partial record Dot : Mark; public sealed record {|FLU1611:Line|} : Mark; }")
        .To("[SessionUnion] public abstract partial record Mark { [Case(4)] public sealed partial record Dot : Mark; [Case(5)] public sealed partial record Line : Mark; }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_types_each_by_a_tag_that_no_case_ever_had() => new FixTest<AddCaseFix>()
        .Published("""
            [SessionSchema(1)] public sealed partial record Page { [Key(0)] public Mark? Mark { get; init; } }
            [SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; [Case(7)] public sealed partial record Gone : Mark; }
            """, """
            [SessionSchema(2)] public sealed partial record Page { [Key(0)] public Mark? Mark { get; init; } }
            [SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; }
            """)
        .From("""
            [SessionSchema(2, OldestReadable = 2)] public sealed partial record {|FLU1425:Page|} { [Key(0)] public Mark? Mark { get; init; } }
            [SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; }
            """, """
            public sealed record {|FLU1611:Line|} : Mark;
            public sealed record {|FLU1611:Form|} : Mark;
            """)
        .To("""
            [SessionSchema(2, OldestReadable = 2)] public sealed partial record {|FLU1425:Page|} { [Key(0)] public Mark? Mark { get; init; } }
            [SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; }
            """, """
            [Case(8)]
            public sealed partial record {|FLU1415:Line|} : Mark;
            [Case(9)]
            public sealed partial record {|FLU1415:Form|} : Mark;
            """)
        .RunAsync();
}
