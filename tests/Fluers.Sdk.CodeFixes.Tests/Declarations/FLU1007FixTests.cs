using Fluers.Sdk.CodeFixes.Declarations;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Declarations;

public sealed class FLU1007FixTests
{
    private const string Members = "{ [Key(0)] public int Total { get; init; } }";

    [Fact]
    public Task Fixes_an_oldest_version_above_the_newest() => new FixTest<OldestReadableFix>()
        .Published("[SessionSchema(1)] public sealed partial record Note " + Members)
        .From("[SessionSchema(1, OldestReadable = 2)] public sealed partial record {|FLU1007:Note|} " + Members)
        .To("[SessionSchema(1, OldestReadable = 1)] public sealed partial record Note " + Members)
        .RunAsync();

    [Fact]
    public Task Fixes_all_oldest_versions_that_there_never_were() => new FixTest<OldestReadableFix>()
        .Published($"[SessionSchema(3, OldestReadable = 3)] public sealed partial record Note {Members} [SessionSchema(2, OldestReadable = 2)] public sealed partial record Page {Members}")
        .From("[SessionSchema(3)] public sealed partial record {|FLU1007:Note|} " + Members, "[SessionSchema(2)] public sealed partial record {|FLU1007:Page|} " + Members)
        .To("[SessionSchema(3, OldestReadable = 3)] public sealed partial record Note " + Members, "[SessionSchema(2, OldestReadable = 2)] public sealed partial record Page " + Members)
        .RunAsync();
}
