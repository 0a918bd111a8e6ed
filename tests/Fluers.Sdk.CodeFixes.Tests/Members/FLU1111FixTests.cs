using Fluers.Sdk.CodeFixes.Members;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Members;

public sealed class FLU1111FixTests
{
    [Fact]
    public Task Fixes_by_making_it_non_nullable() => new FixTest<NullDefaultFix>()
        .From("[SessionPart] public sealed partial class Line { [Key(0)] public string? {|FLU1111:A|} { get; set; } = \"a\"; }")
        .To("[SessionPart] public sealed partial class Line { [Key(0)] public string A { get; set; } = \"a\"; }")
        .RunAsync();

    [Fact]
    public Task Fixes_by_dropping_the_default() => new FixTest<NullDefaultFix>()
        .Second()
        .From(
            "[SessionPart] public sealed partial class Line { [Key(0)] public string? {|FLU1111:A|} { get; set; } = \"a\"; [Key(1)] public int? {|FLU1111:B|} = 3; }",
            "[SessionPart] public sealed partial record Other([property: Key(0)] int? {|FLU1111:A|} = 3);")
        .To(
            "[SessionPart] public sealed partial class Line { [Key(0)] public string? A { get; set; } [Key(1)] public int? B; }",
            "[SessionPart] public sealed partial record Other([property: Key(0)] int? A = null);")
        .RunAsync();

    [Fact]
    public Task Fixes_all_by_making_them_non_nullable() => new FixTest<NullDefaultFix>()
        .From(
            "[SessionPart] public sealed partial class Line { [Key(0)] public string? {|FLU1111:A|} { get; set; } = \"a\"; [Key(1)] public int? {|FLU1111:B|} = 3; }",
            "[SessionPart] public sealed partial record Other([property: Key(0)] int? {|FLU1111:A|} = 3);")
        .To(
            "[SessionPart] public sealed partial class Line { [Key(0)] public string A { get; set; } = \"a\"; [Key(1)] public int B = 3; }",
            "[SessionPart] public sealed partial record Other([property: Key(0)] int A = 3);")
        .RunAsync();
}
