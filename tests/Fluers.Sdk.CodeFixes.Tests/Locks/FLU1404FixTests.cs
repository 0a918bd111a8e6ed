using Fluers.Sdk.CodeFixes.Locks;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1404FixTests
{
    private const string Before = "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } }";

    [Fact]
    public Task Fixes_by_the_next_version_and_a_hop_that_waits_for_the_value() => new FixTest<RequiredFix>()
        .Published(Before)
        .From("""
            namespace Shop;

            [SessionSchema(1)]
            public sealed partial class Note
            {
                [Key(0)]
                public int A { get; set; }

                [Key(1)]
                public required string {|FLU1404:Name|} { get; set; }
            }
            """)
        .To("""
            namespace Shop;

            [SessionSchema(2)]
            public sealed partial class Note
            {
                [Key(0)]
                public int A { get; set; }

                [Key(1)]
                public required string Name { get; set; }
            }

            static partial class NoteHistory
            {
                public static partial V2.Note Up(V1.Note n) => n.ToV2(name: {|CS0103:_|});
            }
            """)
        .LocksFollow()
        .RunAsync();

    [Fact]
    public Task Fixes_by_making_it_optional() => new FixTest<RequiredFix>()
        .Second()
        .Published(Before)
        .From("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public required string {|FLU1404:Name|} { get; set; } [Key(2)] public required int {|FLU1404:Total|} { get; set; } }")
        .To("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public string? {|FLU1403:Name|} { get; set; } [Key(2)] public int {|FLU1403:Total|} { get; set; } }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_parameters_by_making_them_optional_from_the_last_on() => new FixTest<RequiredFix>()
        .Second()
        .Published("[SessionSchema(1)] public sealed partial record Note([property: Key(0)] int A);")
        .From("[SessionSchema(1)] public sealed partial record Note([property: Key(0)] int A, [property: Key(1)] string {|FLU1404:B|});")
        .To("[SessionSchema(1)] public sealed partial record Note([property: Key(0)] int A, [property: Key(1)] string? {|FLU1403:B|} = null);")
        .RunAsync();

    [Fact]
    public Task Fixes_all_by_one_raise_for_each_schema() => new FixTest<RequiredFix>()
        .Published("""
            [SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public List<Line> Lines { get; set; } = []; }
            [SessionSchema(1)] public sealed partial class Page { [Key(0)] public int A { get; set; } }
            [SessionPart] public sealed partial record Line([property: Key(0)] int X);
            """)
        .From("""
            [SessionSchema(1)]
            public sealed partial class Note
            {
                [Key(0)] public int A { get; set; }
                [Key(1)] public List<Line> Lines { get; set; } = [];
                [Key(2)] public required string {|FLU1404:Name|} { get; set; }
                [Key(3)] public required Guid {|FLU1404:Number|} { get; set; }
            }

            [SessionPart] public sealed partial record Line([property: Key(0)] int X, [property: Key(1)] int {|FLU1404:Y|});
            """, """
            [SessionSchema(1)]
            public sealed partial class Page
            {
                [Key(0)] public int A { get; set; }
                [Key(1)] public required string {|FLU1404:Name|} { get; set; }
            }
            """)
        .To("""
            [SessionSchema(2)]
            public sealed partial class Note
            {
                [Key(0)] public int A { get; set; }
                [Key(1)] public List<Line> Lines { get; set; } = [];
                [Key(2)] public required string Name { get; set; }
                [Key(3)] public required Guid Number { get; set; }
            }

            static partial class NoteHistory
            {
                public static partial V2.Note Up(V1.Note n) => n.ToV2(
                    name: {|CS0103:_|},
                    number: {|CS0103:_|},
                    lineY: l => {|CS0103:_|});
            }

            [SessionPart] public sealed partial record Line([property: Key(0)] int X, [property: Key(1)] int Y);
            """, """
            [SessionSchema(2)]
            public sealed partial class Page
            {
                [Key(0)] public int A { get; set; }
                [Key(1)] public required string Name { get; set; }
            }

            static partial class PageHistory
            {
                public static partial V2.Page Up(V1.Page p) => p.ToV2(name: {|CS0103:_|});
            }
            """)
        .LocksFollow()
        .RunAsync();
}
