using Fluers.Sdk.CodeFixes.Locks;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1405FixTests
{
    private const string Before = "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public int Total { get; set; } }";

    [Fact]
    public Task Fixes_by_telling_the_lock() => new FixTest<RenamedFix>()
        .Published(Before)
        .From("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public int {|FLU1405:Sum|} { get; set; } }")
        .To("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public int Sum { get; set; } }")
        .LocksFollow()
        .RunAsync();

    [Fact]
    public Task Fixes_by_making_it_a_new_thing() => new FixTest<RenamedFix>()
        .Second()
        .Published(Before)
        .From("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int {|FLU1405:Sum|} { get; set; } [Key(1)] public int {|FLU1405:Count|} { get; set; } }")
        .To("[SessionSchema(1)] public sealed partial class {|FLU1406:{|FLU1406:Note|}|} { [Key(2)] public int {|FLU1403:Sum|} { get; set; } [Key(3)] public int {|FLU1403:Count|} { get; set; } }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_names_of_members_cases_and_values() => new FixTest<RenamedFix>("locked")
        .Published("""
            [SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public Mark? Mark { get; set; } [Key(2)] public Level Level { get; set; } }
            [SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; }
            public enum Level { Low, High }
            """)
        .From("""
            [SessionSchema(1)] public sealed partial class Note { [Key(0)] public int {|FLU1405:B|} { get; set; } [Key(1)] public Mark? Mark { get; set; } [Key(2)] public Level Level { get; set; } }
            """, """
            [SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record {|FLU1405:Point|} : Mark; }
            public enum Level { Low, {|FLU1405:Top|} }
            """)
        .To("""
            [SessionSchema(1)] public sealed partial class Note { [Key(0)] public int B { get; set; } [Key(1)] public Mark? Mark { get; set; } [Key(2)] public Level Level { get; set; } }
            """, """
            [SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Point : Mark; }
            public enum Level { Low, Top }
            """)
        .LocksFollow()
        .RunAsync();
}
