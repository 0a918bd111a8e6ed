using Fluers.Sdk.CodeFixes.History;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.History;

public sealed class FLU1503FixTests
{
    private const string Before = "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public int Old { get; set; } [Key(2)] public Line? Line { get; set; } } [SessionPart] public sealed partial class Line { [Key(0)] public int X { get; set; } }";

    [Fact]
    public Task Fixes_a_hop_that_is_generated_by_writing_it() => new FixTest<DropsFix>()
        .Published(Before)
        .From("""
            [SessionSchema(2)] public sealed partial class {|FLU1403:{|FLU1503:Note|}|} { [Key(0)] public long A { get; set; } [Key(2)] public Line? Line { get; set; } }

            [SessionPart] public sealed partial class Line { [Key(0)] public int X { get; set; } }
            """)
        .To("""
            [SessionSchema(2)] public sealed partial class {|FLU1403:Note|} { [Key(0)] public long A { get; set; } [Key(2)] public Line? Line { get; set; } }

            static partial class NoteHistory
            {
                [Drops("Old")]
                public static partial V2.Note Up(V1.Note n) => n.ToV2();
            }

            [SessionPart] public sealed partial class Line { [Key(0)] public int X { get; set; } }
            """)
        .RunAsync();

    [Fact]
    public Task Fixes_all_that_ends_with_a_hop() => new FixTest<DropsFix>()
        .Published(Before)
        .From("""
            [SessionSchema(2)] public sealed partial class {|FLU1403:Note|} { [Key(0)] public string? A { get; set; } [Key(2)] public Line? Line { get; set; } }
            [SessionPart] public sealed partial class Line;
            """, """
            static partial class NoteHistory
            {
                /// <summary>A hop.</summary>
                public static partial V2.Note {|FLU1503:{|FLU1503:Up|}|}(V1.Note n) => n.ToV2(a: $"{n.A}");
            }
            """)
        .To("""
            [SessionSchema(2)] public sealed partial class {|FLU1403:Note|} { [Key(0)] public string? A { get; set; } [Key(2)] public Line? Line { get; set; } }
            [SessionPart] public sealed partial class Line;
            """, """
            static partial class NoteHistory
            {
                /// <summary>A hop.</summary>
                [Drops("Line.X", "Old")]
                public static partial V2.Note Up(V1.Note n) => n.ToV2(a: $"{n.A}");
            }
            """)
        .RunAsync();
}
