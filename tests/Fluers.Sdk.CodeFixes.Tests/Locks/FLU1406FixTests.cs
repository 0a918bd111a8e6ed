using Fluers.Sdk.CodeFixes.Locks;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1406FixTests
{
    [Fact]
    public Task Fixes_an_optional_member_that_is_gone_by_telling_the_lock() => new FixTest<RemovedFix>()
        .Published("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public int Total { get; set; } }")
        .From("[SessionSchema(1)] public sealed partial class {|FLU1406:Note|} { [Key(0)] public int A { get; set; } }")
        .To("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } }")
        .LocksFollow()
        .RunAsync();

    [Fact]
    public Task Fixes_a_required_member_that_is_gone_by_the_next_version() => new FixTest<RemovedFix>()
        .Published("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public required int Total { get; set; } }")
        .From("[SessionSchema(1)] public sealed partial class {|FLU1406:Note|} { [Key(0)] public int A { get; set; } }")
        .To("[SessionSchema(2)] public sealed partial class {|FLU1503:Note|} { [Key(0)] public int A { get; set; } }")
        .LocksFollow()
        .RunAsync();

    [Fact]
    public Task Fixes_all_optional_members_that_are_gone() => new FixTest<RemovedFix>()
        .Published("""
            [SessionSchema(1)] public sealed partial class Note { [Key(0)] public Line? A { get; set; } [Key(1)] public int Total { get; set; } [Key(2)] public int Count { get; set; } }
            [SessionPart] public sealed partial class Line { [Key(0)] public int X { get; set; } }
            """)
        .From(
            "[SessionSchema(1)] public sealed partial class {|FLU1406:{|FLU1406:Note|}|} { [Key(0)] public Line? A { get; set; } }",
            "[SessionPart] public sealed partial class {|FLU1406:Line|};")
        .To(
            "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public Line? A { get; set; } }",
            "[SessionPart] public sealed partial class Line;")
        .LocksFollow()
        .RunAsync();
}
