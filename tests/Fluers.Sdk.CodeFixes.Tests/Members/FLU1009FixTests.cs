using Fluers.Sdk.CodeFixes.Members;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Members;

public sealed class FLU1009FixTests
{
    [Fact]
    public Task Fixes_a_key_for_databases() => new FixTest<SwapKeyFix>()
        .From("[SessionPart] public sealed partial class Line { [Key(0)] public int A { get; set; } [System.ComponentModel.DataAnnotations.Key] public int {|FLU1101:{|FLU1009:B|}|} { get; set; } }")
        .To("[SessionPart] public sealed partial class Line { [Key(0)] public int A { get; set; } [Key(1)] public int B { get; set; } }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_keys_for_databases() => new FixTest<SwapKeyFix>()
        .From(
            """
            [SessionPart] public sealed partial class Line
            {
                [System.ComponentModel.DataAnnotations.Key] public int {|FLU1101:{|FLU1009:A|}|} { get; set; }
                [System.ComponentModel.DataAnnotations.Key] internal int {|FLU1101:{|FLU1009:B|}|} { get; set; }
            }
            """,
            "[SessionPart] public sealed partial class Other { [System.ComponentModel.DataAnnotations.Key] public int {|FLU1101:{|FLU1009:A|}|} { get; set; } }")
        .To(
            """
            [SessionPart] public sealed partial class Line
            {
                [Key(0)] public int A { get; set; }
                [Key(1)] internal int B { get; set; }
            }
            """,
            "[SessionPart] public sealed partial class Other { [Key(0)] public int A { get; set; } }")
        .RunAsync();
}
