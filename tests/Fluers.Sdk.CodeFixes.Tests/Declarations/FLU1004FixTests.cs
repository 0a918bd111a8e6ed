using Fluers.Sdk.CodeFixes.Declarations;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Declarations;

public sealed class FLU1004FixTests
{
    private const string Members = "{ [Key(0)] public int Total { get; init; } }";

    [Fact]
    public Task Fixes_a_version_that_went_back() => new FixTest<VersionFix>()
        .Published("[SessionSchema(1)] public sealed partial record Note " + Members, "[SessionSchema(2)] public sealed partial record Note " + Members)
        .From("[SessionSchema(1)] public sealed partial record {|FLU1004:Note|} " + Members)
        .To("[SessionSchema(2)] public sealed partial record Note " + Members)
        .RunAsync();

    [Fact]
    public Task Fixes_all_versions_that_went_back() => new FixTest<VersionFix>()
        .Published(
            $"[SessionSchema(1)] public sealed partial record Note {Members} [SessionSchema(1)] public sealed partial record Page {Members}",
            $"[SessionSchema(2)] public sealed partial record Note {Members} [SessionSchema(2)] public sealed partial record Page {Members}")
        .From("[SessionSchema(1)] public sealed partial record {|FLU1004:Note|} " + Members, "[SessionSchema(1)] public sealed partial record {|FLU1004:Page|} " + Members)
        .To("[SessionSchema(2)] public sealed partial record Note " + Members, "[SessionSchema(2)] public sealed partial record Page " + Members)
        .RunAsync();
}
