using Fluers.Sdk.CodeFixes.History;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.History;

public sealed class FLU1501FixTests
{
    private const string Before = "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int? A { get; set; } [Key(1)] public List<Line> Lines { get; set; } = []; } [SessionPart] public sealed partial record Line([property: Key(0)] string X);";

    [Fact]
    public Task Fixes_a_hop_that_is_missing() => new FixTest<ScaffoldFix>()
        .Uncompiled()
        .Published(Before)
        .From("""
            namespace Shop
            {
                public partial class Book
                {
                    [SessionSchema(2)]
                    public sealed partial class {|FLU1403:{|FLU1501:Note|}|}
                    {
                        [Key(0)] public int A { get; set; } = 7;
                        [Key(1)] public List<Line> Lines { get; set; } = [];
                        [Key(2)] public required string New { get; set; }
                    }
                }

                [SessionPart] public sealed partial record Line([property: Key(0)] Guid X);
            }
            """)
        .To("""
            namespace Shop
            {
                public partial class Book
                {
                    [SessionSchema(2)]
                    public sealed partial class {|FLU1403:Note|}
                    {
                        [Key(0)] public int A { get; set; } = 7;
                        [Key(1)] public List<Line> Lines { get; set; } = [];
                        [Key(2)] public required string New { get; set; }
                    }
                }

                static partial class Book_NoteHistory
                {
                    public static partial V2.Note Up(V1.Note n) => n.ToV2(
                        a: n.A ?? 7,
                        @new: _,
                        lineX: l => Guid.Parse(l.X));
                }

                [SessionPart] public sealed partial record Line([property: Key(0)] Guid X);
            }
            """)
        .RunAsync();

    [Fact]
    public Task Fixes_a_hop_whose_call_leaves_gaps() => new FixTest<ScaffoldFix>()
        .Uncompiled()
        .Published(Before)
        .From("""
            [SessionSchema(2)] public sealed partial class {|FLU1403:Note|} { [Key(0)] public int A { get; set; } = 7; [Key(1)] public List<Line> Lines { get; set; } = []; [Key(2)] public required string New { get; set; } }
            [SessionPart] public sealed partial record Line([property: Key(0)] string X);
            static partial class NoteHistory
            {
                public static partial V2.Note Up(V1.Note old) => {|FLU1501:old.ToV2|}(@new: "new");
            }
            """)
        .To("""
            [SessionSchema(2)] public sealed partial class {|FLU1403:Note|} { [Key(0)] public int A { get; set; } = 7; [Key(1)] public List<Line> Lines { get; set; } = []; [Key(2)] public required string New { get; set; } }
            [SessionPart] public sealed partial record Line([property: Key(0)] string X);
            static partial class NoteHistory
            {
                public static partial V2.Note Up(V1.Note old) => old.ToV2(@new: "new", a: old.A ?? 7);
            }
            """)
        .RunAsync();

    [Fact]
    public Task Fixes_all_hops_in_the_order_of_their_versions() => new FixTest<ScaffoldFix>()
        .Uncompiled()
        .Published(
            "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } } [SessionSchema(1)] public sealed partial class Page { [Key(0)] public string? A { get; set; } }",
            "[SessionSchema(2)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public required string B { get; set; } } [SessionSchema(2)] public sealed partial class Page { [Key(0)] public Uri? A { get; set; } }")
        .From("""
            [SessionSchema(3)] public sealed partial class {|FLU1403:{|FLU1501:{|FLU1501:Note|}|}|} { [Key(0)] public int A { get; set; } [Key(1)] public required string B { get; set; } [Key(2)] public required string C { get; set; } }
            """, """
            [SessionSchema(2)] public sealed partial class {|FLU1501:Page|} { [Key(0)] public Uri? A { get; set; } }

            static partial class PageHistory
            {
            }
            """)
        .To("""
            [SessionSchema(3)] public sealed partial class {|FLU1403:Note|} { [Key(0)] public int A { get; set; } [Key(1)] public required string B { get; set; } [Key(2)] public required string C { get; set; } }

            static partial class NoteHistory
            {
                public static partial V2.Note Up(V1.Note n) => n.ToV2(b: _);

                public static partial V3.Note Up(V2.Note n) => n.ToV3(c: _);
            }
            """, """
            [SessionSchema(2)] public sealed partial class Page { [Key(0)] public Uri? A { get; set; } }

            static partial class PageHistory
            {
                public static partial V2.Page Up(V1.Page p) => p.ToV2(a: p.A is { } some ? new Uri(some, UriKind.RelativeOrAbsolute) : null);
            }
            """)
        .RunAsync();
}
