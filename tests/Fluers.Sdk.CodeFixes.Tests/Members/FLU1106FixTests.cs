using Fluers.Sdk.CodeFixes.Members;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Members;

public sealed class FLU1106FixTests
{
    [Fact]
    public Task Fixes_a_member_at_a_retired_key() => new FixTest<FreeKeyFix>()
        .Published(
            "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public int Gone { get; set; } }",
            "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } }")
        .From("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public string? {|FLU1106:B|} { get; set; } }")
        .To("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(2)] public string? {|FLU1403:B|} { get; set; } }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_members_at_retired_keys_of_schemas_and_parts() => new FixTest<FreeKeyFix>()
        .Published(
            """
            [SessionSchema(1)] public sealed partial class Note { [Key(0)] public Line? A { get; set; } [Key(1)] public int Gone { get; set; } [Key(2)] public int Gone2 { get; set; } }
            [SessionPart] public sealed partial class Line { [Key(0)] public int Gone { get; set; } [Key(1)] public int Kept { get; set; } }
            """,
            """
            [SessionSchema(1)] public sealed partial class Note { [Key(0)] public Line? A { get; set; } }
            [SessionPart] public sealed partial class Line { [Key(1)] public int Kept { get; set; } }
            """)
        .From(
            "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public Line? A { get; set; } [Key(1)] public string? {|FLU1106:B|} { get; set; } [Key(2)] public string? {|FLU1106:C|} { get; set; } }",
            "[SessionPart] public sealed partial class Line { [Key(0)] public string? {|FLU1106:New|} { get; set; } [Key(1)] public int Kept { get; set; } }")
        .To(
            "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public Line? A { get; set; } [Key(3)] public string? {|FLU1403:B|} { get; set; } [Key(4)] public string? {|FLU1403:C|} { get; set; } }",
            "[SessionPart] public sealed partial class Line { [Key(2)] public string? {|FLU1403:New|} { get; set; } [Key(1)] public int Kept { get; set; } }")
        .RunAsync();
}
