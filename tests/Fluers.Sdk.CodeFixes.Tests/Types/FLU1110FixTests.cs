using Fluers.Sdk.CodeFixes.Types;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Types;

public sealed class FLU1110FixTests
{
    [Fact]
    public Task Fixes_the_entries_of_a_log() => new FixTest<AddEntrySchemaFix>()
        .Off()
        .From("""
            [SessionSchema(1)] public sealed partial class Page { public SessionLog<Line> {|FLU1110:Lines|} { get; set; } = []; }
            [SessionPart] public sealed partial record Line([property: Key(0)] int X);
            """)
        .To("""
            [SessionSchema(1)] public sealed partial class Page { public SessionLog<Line> Lines { get; set; } = []; }
            [SessionSchema(1)] public sealed partial record Line([property: Key(0)] int X);
            """)
        .RunAsync();

    [Fact]
    public Task Fixes_all_entries_wherever_they_stand() => new FixTest<AddEntrySchemaFix>()
        .Off()
        .From("""
            [SessionSchema(1)] public sealed partial class Page { public SessionLog<Line> {|FLU1110:Lines|} { get; set; } = []; }
            [SessionSchema(1)] public sealed partial class Book { public SessionLog<Outer.Chapter> {|FLU1110:Chapters|} { get; set; } = []; }
            [SessionSchema(1)] public sealed partial class Shelf { public SessionLog<Line> {|FLU1110:Lines|} { get; set; } = []; }
            """, """
            /// <summary>A line.</summary>
            public sealed record Line([property: Key(0)] int X);
            public class Outer
            {
                public sealed class Chapter;
            }
            """)
        .To("""
            [SessionSchema(1)] public sealed partial class Page { public SessionLog<Line> Lines { get; set; } = []; }
            [SessionSchema(1)] public sealed partial class Book { public SessionLog<Outer.Chapter> Chapters { get; set; } = []; }
            [SessionSchema(1)] public sealed partial class Shelf { public SessionLog<Line> Lines { get; set; } = []; }
            """, """
            /// <summary>A line.</summary>
            [SessionSchema(1)]
            public sealed partial record Line([property: Key(0)] int X);
            public partial class Outer
            {
                [SessionSchema(1)]
                public sealed partial class Chapter;
            }
            """)
        .RunAsync();
}
