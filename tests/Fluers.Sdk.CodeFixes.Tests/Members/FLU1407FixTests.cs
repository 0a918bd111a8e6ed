using Fluers.Sdk.CodeFixes.Members;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Members;

public sealed class FLU1407FixTests
{
    [Fact]
    public Task Fixes_a_member_that_moved() => new FixTest<RestoreKeyFix>()
        .Published("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } }")
        .From("[SessionSchema(1)] public sealed partial class Note { [Key(3)] public int {|FLU1407:A|} { get; set; } }")
        .To("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_members_that_moved() => new FixTest<RestoreKeyFix>()
        .Published("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public string? B { get; set; } [Key(2)] public Line? L { get; set; } } [SessionPart] public sealed partial record Line([property: Key(0)] int X);")
        .From(
            "[SessionSchema(1)] public sealed partial class Note { [Key(3)] public int {|FLU1407:A|} { get; set; } [Key(4)] public string? {|FLU1407:B|} { get; set; } [Key(2)] public Line? L { get; set; } }",
            "[SessionPart] public sealed partial record Line([property: Key(1)] int {|FLU1407:X|});")
        .To(
            "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public string? B { get; set; } [Key(2)] public Line? L { get; set; } }",
            "[SessionPart] public sealed partial record Line([property: Key(0)] int X);")
        .RunAsync();

    [Fact]
    public Task Fixes_all_members_that_changed_places_though_one_alone_would_clash() => new FixTest<RestoreKeyFix>()
        .Published("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public string? B { get; set; } }")
        .From("[SessionSchema(1)] public sealed partial class Note { [Key(1)] public int {|FLU1407:A|} { get; set; } [Key(0)] public string? {|FLU1407:B|} { get; set; } }")
        .To("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(0)] public string? {|FLU1102:B|} { get; set; } }")
        .ToAll("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public string? B { get; set; } }")
        .RunAsync();
}
