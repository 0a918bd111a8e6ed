using Fluers.Sdk.CodeFixes.Members;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Members;

public sealed class FLU1104FixTests
{
    [Fact]
    public Task Fixes_a_property_without_a_setter() => new FixTest<AddInitFix>()
        .From("[SessionPart] public sealed partial class Line { [Key(0)] public int {|FLU1104:A|} { get; } = 3; }")
        .To("[SessionPart] public sealed partial class Line { [Key(0)] public int A { get; init; } = 3; }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_properties_fields_and_logs() => new FixTest<AddInitFix>()
        .From("""
            [SessionSchema(1, Id = "line")]
            public sealed partial class Line
            {
                [Key(0)] public int {|FLU1104:A|} { get; }
                [Key(1)] public readonly int {|FLU1104:B|};
            }
            """, """
            [SessionSchema(1)] public sealed partial class Page
            {
                public SessionLog<Line> {|FLU1104:Lines|} { get; } = [];
            }
            """)
        .Off()
        .To("""
            [SessionSchema(1, Id = "line")]
            public sealed partial class Line
            {
                [Key(0)] public int A { get; init; }
                [Key(1)] public int B;
            }
            """, """
            [SessionSchema(1)] public sealed partial class Page
            {
                public SessionLog<Line> Lines { get; init; } = [];
            }
            """)
        .RunAsync();
}
