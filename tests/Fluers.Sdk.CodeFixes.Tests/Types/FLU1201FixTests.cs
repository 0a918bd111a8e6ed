using Fluers.Sdk.CodeFixes.Types;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Types;

public sealed class FLU1201FixTests
{
    [Fact]
    public Task Fixes_a_type_that_is_no_part_yet() => new FixTest<AddPartFix>()
        .From("""
            [SessionPart] public sealed partial record Page([property: Key(0)] Line {|FLU1201:Line|});
            public sealed record Line([property: Key(0)] int X);
            """)
        .To("""
            [SessionPart] public sealed partial record Page([property: Key(0)] Line Line);
            [SessionPart] public sealed partial record Line([property: Key(0)] int X);
            """)
        .RunAsync();

    [Fact]
    public Task Fixes_all_types_through_collections_and_leaves_those_of_others() => new FixTest<AddPartFix>()
        .From("""
            [SessionPart]
            public sealed partial record Page([property: Key(0)] List<Line> {|FLU1201:Lines|}, [property: Key(1)] Dictionary<string, Mark?> {|FLU1201:Marks|}, [property: Key(2)] OperatingSystem {|FLU1201:System|});
            """, """
            public sealed record Line([property: Key(0)] int X);

            public struct Mark
            {
                [Key(0)] public int X { get; set; }
            }
            """)
        .To("""
            [SessionPart]
            public sealed partial record Page([property: Key(0)] List<Line> Lines, [property: Key(1)] Dictionary<string, Mark?> Marks, [property: Key(2)] OperatingSystem {|FLU1201:System|});
            """, """
            [SessionPart]
            public sealed partial record Line([property: Key(0)] int X);

            [SessionPart]
            public partial struct Mark
            {
                [Key(0)] public int X { get; set; }
            }
            """)
        .RunAsync();
}
