using Fluers.Sdk.CodeFixes.Locks;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1409FixTests
{
    [Fact]
    public Task Fixes_by_the_next_version_with_what_is_known_to_convert() => new FixTest<TypeChangedFix>()
        .Published("""
            [SessionSchema(1)] public sealed partial class Note
            {
                [Key(0)] public required string Id { get; set; } [Key(1)] public string? Link { get; set; } [Key(2)] public bool Urgent { get; set; } [Key(3)] public required DateTimeOffset At { get; set; }
                [Key(4)] public required long Total { get; set; } [Key(5)] public required string Tag { get; set; } [Key(6)] public required string Kind { get; set; } [Key(7)] public required int Other { get; set; }
            }
            """.Replace("DateTimeOffset", "DateTime", StringComparison.Ordinal))
        .From("""
            public enum Level { Low, High }
            public enum Kind { One, Two }

            [SessionSchema(1)]
            public sealed partial class Note
            {
                [Key(0)] public required Guid {|FLU1409:Id|} { get; set; }
                [Key(1)] public Uri? {|FLU1409:Link|} { get; set; }
                [Key(2)] public required Level {|FLU1404:{|FLU1409:Urgent|}|} { get; set; }
                [Key(3)] public required DateTimeOffset {|FLU1409:At|} { get; set; }
                [Key(4)] public required int {|FLU1409:Total|} { get; set; }
                [Key(5)] public required List<string> {|FLU1417:Tag|} { get; set; }
                [Key(6)] public required Kind {|FLU1409:Kind|} { get; set; }
                [Key(7)] public required TimeSpan {|FLU1409:Other|} { get; set; }
            }
            """)
        .To("""
            public enum Level { Low, High }
            public enum Kind { One, Two }

            [SessionSchema(2)]
            public sealed partial class Note
            {
                [Key(0)] public required Guid Id { get; set; }
                [Key(1)] public Uri? Link { get; set; }
                [Key(2)] public required Level Urgent { get; set; }
                [Key(3)] public required DateTimeOffset At { get; set; }
                [Key(4)] public required int Total { get; set; }
                [Key(5)] public required List<string> Tag { get; set; }
                [Key(6)] public required Kind Kind { get; set; }
                [Key(7)] public required TimeSpan Other { get; set; }
            }

            static partial class NoteHistory
            {
                public static partial V2.Note Up(V1.Note n) => n.ToV2(
                    id: Guid.Parse(n.Id),
                    link: n.Link is { } some ? new Uri(some, UriKind.RelativeOrAbsolute) : null,
                    urgent: n.Urgent ? V2.Level.High : V2.Level.Low,
                    at: new DateTimeOffset(n.At),
                    total: checked((int)n.Total),
                    tag: [n.Tag],
                    kind: Enum.Parse<V2.Kind>(n.Kind),
                    other: {|CS0103:_|});
            }
            """)
        .LocksFollow()
        .RunAsync();

    [Fact]
    public Task Fixes_by_a_member_of_its_own() => new FixTest<TypeChangedFix>()
        .Second()
        .Published("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int Total { get; set; } [Key(1)] public int Old { get; set; } }")
        .From(
            "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public TimeSpan {|FLU1409:Total|} { get; set; } [Key(1)] public int Old { get; set; } }",
            "public static class Reader { public static TimeSpan Read(Note note) => note.Total; }")
        .To(
            "[SessionSchema(1)] public sealed partial class {|FLU1406:Note|} { [Key(2)] public TimeSpan {|FLU1403:Total2|} { get; set; } [Key(1)] public int Old { get; set; } }",
            "public static class Reader { public static TimeSpan Read(Note note) => note.Total2; }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_in_hops_that_are_written_already() => new FixTest<TypeChangedFix>()
        .Published(
            "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public required string Id { get; set; } }",
            "[SessionSchema(2)] public sealed partial class Note { [Key(0)] public required string Id { get; set; } [Key(1)] public required int A { get; set; } }")
        .From(
            "[SessionSchema(2)] public sealed partial class Note { [Key(0)] public required Guid {|FLU1409:Id|} { get; set; } [Key(1)] public required string {|FLU1409:A|} { get; set; } }",
            """
            static partial class NoteHistory
            {
                // From the first version.
                public static partial V2.Note Up(V1.Note n) => n.ToV2(a: 3);
            }
            """)
        .To(
            "[SessionSchema(3)] public sealed partial class Note { [Key(0)] public required Guid Id { get; set; } [Key(1)] public required string A { get; set; } }",
            """
            static partial class NoteHistory
            {
                // From the first version.
                public static partial V2.Note Up(V1.Note n) => n.ToV2(a: 3);
                public static partial V3.Note Up(V2.Note n) => n.ToV3(
                    id: Guid.Parse(n.Id),
                    a: {|CS0103:_|});
            }
            """)
        .LocksFollow()
        .RunAsync();
}
