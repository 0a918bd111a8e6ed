using Fluers.Sdk.CodeFixes.History;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.History;

public sealed class FLU1508FixTests
{
    private const string Before = "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } }";

    [Fact]
    public Task Fixes_a_hop_from_a_version_that_is_no_longer_read() => new FixTest<DeleteHopFix>()
        .Published(Before, Before.Replace("Schema(1)", "Schema(2, OldestReadable = 2)", StringComparison.Ordinal))
        .From("""
            [SessionSchema(2, OldestReadable = 2)] public sealed partial class Note { [Key(0)] public int A { get; set; } }

            static partial class NoteHistory
            {
                public static partial {|CS0246:V2|}.Note {|FLU1508:{|CS0759:Up|}|}({|CS0246:V1|}.Note n) => n.ToV2();
            }
            """)
        .To("""
            [SessionSchema(2, OldestReadable = 2)] public sealed partial class Note { [Key(0)] public int A { get; set; } }

            static partial class NoteHistory
            {
            }
            """)
        .RunAsync();

    [Fact]
    public Task Fixes_all_hops_from_versions_that_are_no_longer_read() => new FixTest<DeleteHopFix>()
        .Published(Before, Before.Replace("Schema(1)", "Schema(2)", StringComparison.Ordinal), Before.Replace("Schema(1)", "Schema(3, OldestReadable = 3)", StringComparison.Ordinal))
        .From("[SessionSchema(3, OldestReadable = 3)] public sealed partial class Note { [Key(0)] public int A { get; set; } }", """
            static partial class NoteHistory
            {
                public static partial {|CS0246:V2|}.Note {|FLU1508:{|CS0759:Up|}|}({|CS0246:V1|}.Note n) => n.ToV2();
                public static partial {|CS0246:V3|}.Note {|FLU1508:{|CS0759:Up|}|}({|CS0246:V2|}.Note n) => n.ToV3();
            }
            """)
        .To("[SessionSchema(3, OldestReadable = 3)] public sealed partial class Note { [Key(0)] public int A { get; set; } }", """
            static partial class NoteHistory
            {
            }
            """)
        .RunAsync();
}
