using Fluers.Sdk.CodeFixes.Locks;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1403FixTests
{
    [Theory]
    [InlineData("update")]
    [InlineData("locked")]
    public Task Fixes_a_lock_that_does_not_know_of_a_member(string mode) => new FixTest<UpdateLockFix>(mode)
        .Published("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } }")
        .From("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public int {|FLU1403:B|} { get; set; } }")
        .To("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public int B { get; set; } }")
        .LocksFollow()
        .RunAsync();

    [Fact]
    public Task Fixes_a_lock_that_does_not_know_of_a_version() => new FixTest<UpdateLockFix>("locked")
        .Published("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } }")
        .From("[SessionSchema(2)] public sealed partial class {|FLU1403:Note|} { [Key(0)] public long A { get; set; } }")
        .To("[SessionSchema(2)] public sealed partial class Note { [Key(0)] public long A { get; set; } }")
        .LocksFollow()
        .RunAsync();

    [Fact]
    public Task Fixes_all_locks_of_schemas_and_their_parts() => new FixTest<UpdateLockFix>("locked")
        .Published("""
            [SessionSchema(1)] public sealed partial class Note { [Key(0)] public Line? Line { get; set; } }
            [SessionSchema(1)] public sealed partial class Page { [Key(0)] public List<Line> Lines { get; set; } = []; }
            [SessionPart] public sealed partial record Line([property: Key(0)] int X);
            """)
        .From("""
            [SessionSchema(1)] public sealed partial class Note { [Key(0)] public Line? Line { get; set; } [Key(1)] public int {|FLU1403:B|} { get; set; } }
            [SessionSchema(1)] public sealed partial class Page { [Key(0)] public List<Line> Lines { get; set; } = []; }
            """,
            "[SessionPart] public sealed partial record Line([property: Key(0)] int X, [property: Key(1)] int {|FLU1403:{|FLU1403:Y|}|} = 0);")
        .To("""
            [SessionSchema(1)] public sealed partial class Note { [Key(0)] public Line? Line { get; set; } [Key(1)] public int B { get; set; } }
            [SessionSchema(1)] public sealed partial class Page { [Key(0)] public List<Line> Lines { get; set; } = []; }
            """,
            "[SessionPart] public sealed partial record Line([property: Key(0)] int X, [property: Key(1)] int Y = 0);")
        .LocksFollow()
        .RunAsync();

    [Fact]
    public Task Leaves_a_lock_that_a_build_would_leave() => new FixTest<UpdateLockFix>()
        .Published("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } }")
        .From("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public long {|FLU1408:A|} { get; set; } [Key(1)] public int {|FLU1403:B|} { get; set; } }")
        .To("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public long {|FLU1408:A|} { get; set; } [Key(1)] public int {|FLU1403:B|} { get; set; } }")
        .RunAsync();
}
