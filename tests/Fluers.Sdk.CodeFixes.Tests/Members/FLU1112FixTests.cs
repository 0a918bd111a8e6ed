using Fluers.Sdk.CodeFixes.Members;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Members;

public sealed class FLU1112FixTests
{
    [Fact]
    public Task Fixes_a_member_that_has_no_value() => new FixTest<AddRequiredFix>()
        .From("[SessionPart] public sealed partial class Line { [Key(0)] public string {|FLU1112:A|} { get; set; } = null!; }")
        .To("[SessionPart] public sealed partial class Line { [Key(0)] public required string A { get; set; } }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_members_that_have_no_value() => new FixTest<AddRequiredFix>()
        .From(
            "#pragma warning disable CS8618\n[SessionPart] public sealed partial class Line { [Key(0)] public string {|FLU1112:A|} { get; init; } /* kept */ [Key(1)] public List<int> {|FLU1112:B|} = null!; }",
            "[SessionPart] internal sealed partial class Other { [Key(0)] internal string {|FLU1112:A|} { get; set; } = default!; }")
        .To(
            "#pragma warning disable CS8618\n[SessionPart] public sealed partial class Line { [Key(0)] public required string A { get; init; } /* kept */ [Key(1)] public required List<int> B; }",
            "[SessionPart] internal sealed partial class Other { [Key(0)] internal required string A { get; set; } }")
        .RunAsync();

    [Fact]
    public Task Leaves_a_member_that_its_makers_do_not_reach() => new FixTest<AddRequiredFix>()
        .From("[SessionPart] public sealed partial class Line { [Key(0)] private string {|FLU1112:A|} { get; set; } = null!; public string? B() => A; }")
        .To("[SessionPart] public sealed partial class Line { [Key(0)] private string {|FLU1112:A|} { get; set; } = null!; public string? B() => A; }")
        .RunAsync();
}
