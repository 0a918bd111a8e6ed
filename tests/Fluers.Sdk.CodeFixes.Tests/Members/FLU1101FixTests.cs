using Fluers.Sdk.CodeFixes.Members;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Members;

public sealed class FLU1101FixTests
{
    [Fact]
    public Task Fixes_a_member_by_the_next_key_that_is_free() => new FixTest<AddKeyFix>()
        .From("""
            [SessionPart]
            public sealed partial class Line
            {
                [Key(4)]
                public int A { get; set; }

                public int {|FLU1101:B|} { get; set; }
            }
            """)
        .To("""
            [SessionPart]
            public sealed partial class Line
            {
                [Key(4)]
                public int A { get; set; }

                [Key(5)]
                public int B { get; set; }
            }
            """)
        .RunAsync();

    [Fact]
    public Task Fixes_a_member_without_a_key_that_was_retired() => new FixTest<AddKeyFix>()
        .Published("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public int Gone { get; set; } }")
        .From("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } public int {|FLU1101:B|} { get; set; } }")
        .To("[SessionSchema(1)] public sealed partial class {|FLU1406:Note|} { [Key(0)] public int A { get; set; } [Key(2)] public int {|FLU1403:B|} { get; set; } }")
        .RunAsync();

    [Fact]
    public Task Fixes_a_member_where_messagepack_is_not_in_sight() => new FixTest<AddKeyFix>()
        .From("namespace Shop { [SessionPart] public sealed partial record Line(int {|FLU1101:X|}); public sealed class KeyAttribute : Attribute; }")
        .To("namespace Shop { [SessionPart] public sealed partial record Line([property: global::MessagePack.Key(0)] int X); public sealed class KeyAttribute : Attribute; }")
        .RunAsync();

    [Fact]
    public Task Fixes_a_member_by_leaving_it_out() => new FixTest<AddKeyFix>()
        .Second()
        .From("[SessionPart] public sealed partial class Line { [Key(0)] public int A { get; set; } public int {|FLU1101:B|} { get; set; } }")
        .To("[SessionPart] public sealed partial class Line { [Key(0)] public int A { get; set; } [IgnoreMember] public int B { get; set; } }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_members_each_by_a_key_of_its_own() => new FixTest<AddKeyFix>()
        .From("""
            [SessionPart] public sealed partial class Line
            {
                [Key(4)] public int A { get; set; }
                public int {|FLU1101:B|} { get; set; }
                /// <summary>C.</summary>
                public int {|FLU1101:C|};
            }
            """,
            "[SessionPart] public sealed partial record Second(int {|FLU1101:X|}, string? {|FLU1101:Y|});")
        .To("""
            [SessionPart] public sealed partial class Line
            {
                [Key(4)] public int A { get; set; }
                [Key(5)] public int B { get; set; }
                /// <summary>C.</summary>
                [Key(6)] public int C;
            }
            """,
            "[SessionPart] public sealed partial record Second([property: Key(0)] int X, [property: Key(1)] string? Y);")
        .RunAsync();
}
