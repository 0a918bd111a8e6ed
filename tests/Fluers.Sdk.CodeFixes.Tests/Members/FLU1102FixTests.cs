using Fluers.Sdk.CodeFixes.Members;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Members;

public sealed class FLU1102FixTests
{
    [Fact]
    public Task Fixes_the_one_of_two_that_is_not_recorded() => new FixTest<FreeKeyFix>()
        .Published("[SessionSchema(1)] public sealed partial class Note { [Key(1)] public int Old { get; set; } }")
        .From("[SessionSchema(1)] public sealed partial class Note { [Key(1)] public int {|FLU1102:New|} { get; set; } [Key(1)] public int Old { get; set; } }")
        .To("[SessionSchema(1)] public sealed partial class Note { [Key(2)] public int {|FLU1403:New|} { get; set; } [Key(1)] public int Old { get; set; } }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_each_by_a_key_of_its_own() => new FixTest<FreeKeyFix>()
        .From(
            "[SessionPart] public sealed partial class Line { [Key(0)] public int A { get; set; } [Key(0)] public int {|FLU1102:B|} { get; set; } [Key(0)] public int {|FLU1102:C|} { get; set; } }",
            "[SessionPart] public sealed partial record Other([property: Key(3)] int A, [property: Key(3)] int {|FLU1102:B|});")
        .To(
            "[SessionPart] public sealed partial class Line { [Key(0)] public int A { get; set; } [Key(1)] public int B { get; set; } [Key(2)] public int C { get; set; } }",
            "[SessionPart] public sealed partial record Other([property: Key(3)] int A, [property: Key(4)] int B);")
        .RunAsync();
}
