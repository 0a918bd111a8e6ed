using Fluers.Sdk.CodeFixes.History;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.History;

public sealed class FLU1502FixTests
{
    private const string Before = "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } }";

    [Fact]
    public Task Fixes_a_hop_that_would_be_generated() => new FixTest<DeleteHopFix>()
        .Published(Before)
        .From("""
            [SessionSchema(2)] public sealed partial class {|FLU1403:Note|} { [Key(0)] public long A { get; set; } }

            static partial class NoteHistory
            {
                public static partial V2.Note {|FLU1502:Up|}(V1.Note n) => n.ToV2();
            }
            """)
        .To("""
            [SessionSchema(2)] public sealed partial class {|FLU1403:Note|} { [Key(0)] public long A { get; set; } }

            static partial class NoteHistory
            {
            }
            """)
        .RunAsync();

    [Fact]
    public Task Fixes_all_hops_that_would_be_generated() => new FixTest<DeleteHopFix>()
        .Published(
            Before + Before.Replace("Note", "Page", StringComparison.Ordinal),
            (Before + Before.Replace("Note", "Page", StringComparison.Ordinal)).Replace("Schema(1)", "Schema(2)", StringComparison.Ordinal).Replace("int A", "long A", StringComparison.Ordinal))
        .From("""
            [SessionSchema(3)] public sealed partial class {|FLU1403:Note|} { [Key(0)] public long A { get; set; } }

            static partial class NoteHistory
            {
                public static partial V2.Note {|FLU1502:Up|}(V1.Note n) => n.ToV2();

                // This one says something.
                public static partial V3.Note Up(V2.Note n) => n.ToV3() with { A = n.A * 2 };
            }
            """, """
            [SessionSchema(2)] public sealed partial class Page { [Key(0)] public long A { get; set; } }

            static partial class PageHistory
            {
                public static partial V2.Page {|FLU1502:Up|}(V1.Page p) { return p.ToV2(); }
            }
            """)
        .To("""
            [SessionSchema(3)] public sealed partial class {|FLU1403:Note|} { [Key(0)] public long A { get; set; } }

            static partial class NoteHistory
            {

                // This one says something.
                public static partial V3.Note Up(V2.Note n) => n.ToV3() with { A = n.A * 2 };
            }
            """, """
            [SessionSchema(2)] public sealed partial class Page { [Key(0)] public long A { get; set; } }

            static partial class PageHistory
            {
            }
            """)
        .RunAsync();
}
