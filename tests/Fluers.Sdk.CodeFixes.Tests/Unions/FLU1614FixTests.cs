using Fluers.Sdk.CodeFixes.Unions;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Unions;

public sealed class FLU1614FixTests
{
    private const string Page = "public sealed partial record Page { [Key(0)] public Mark? Mark { get; init; } }\n";
    private const string One = "[SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; [Case(1)] public sealed partial record Old : Mark; [Case(2)] public sealed partial record Older([property: Key(0)] int X) : Mark; }";
    private const string Two = "[SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; }";

    [Fact]
    public Task Fixes_a_case_at_a_retired_tag() => new FixTest<FreeTagFix>()
        .Published("[SessionSchema(1)] " + Page + One, "[SessionSchema(2, OldestReadable = 2)] " + Page + Two)
        .From("[SessionSchema(2, OldestReadable = 2)] " + Page + Two, "[Case(1)] public sealed partial record {|FLU1614:New|} : Mark;")
        .To("[SessionSchema(2, OldestReadable = 2)] " + Page + Two, "[Case(3)] public sealed partial record {|FLU1415:New|} : Mark;")
        .RunAsync();

    [Fact]
    public Task Fixes_all_cases_at_retired_tags() => new FixTest<FreeTagFix>()
        .Published("[SessionSchema(1)] " + Page + One, "[SessionSchema(2, OldestReadable = 2)] " + Page + Two)
        .From("[SessionSchema(2, OldestReadable = 2)] " + Page + Two, "[Case(1)] public sealed partial record {|FLU1614:New|} : Mark; [Case(2)] public sealed partial record {|FLU1614:Newer|} : Mark;")
        .To("[SessionSchema(2, OldestReadable = 2)] " + Page + Two, "[Case(3)] public sealed partial record {|FLU1415:New|} : Mark; [Case(4)] public sealed partial record {|FLU1415:Newer|} : Mark;")
        .RunAsync();
}
