using Fluers.Sdk.CodeFixes.Declarations;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Declarations;

public sealed class FLU1003FixTests
{
    private const string Members = "{ [Key(0)] public required string Name { get; init; } }";

    [Fact]
    public Task Fixes_a_renamed_schema_by_the_id_that_it_had() => new FixTest<PinIdFix>()
        .Published("[SessionSchema(1)] public sealed partial record Note " + Members)
        .From("[SessionSchema(1)] public sealed partial record {|FLU1003:Page|} " + Members)
        .To("[SessionSchema(1, Id = \"note\")] public sealed partial record Page " + Members)
        .RunAsync();

    [Fact]
    public Task Fixes_all_renamed_schemas() => new FixTest<PinIdFix>()
        .Published("""
            [SessionSchema(1)] public sealed partial record Note { [Key(0)] public required string Name { get; init; } }
            [SessionSchema(1)] public sealed partial record Order { [Key(0)] public required Guid Number { get; init; } }
            """)
        .From(
            "[SessionSchema(1)] public sealed partial record {|FLU1003:Page|} { [Key(0)] public required string Name { get; init; } }",
            "[SessionSchema(version: 1, OldestReadable = 1)] public sealed partial record {|FLU1003:Purchase|} { [Key(0)] public required Guid Number { get; init; } }")
        .To(
            "[SessionSchema(1, Id = \"note\")] public sealed partial record Page { [Key(0)] public required string Name { get; init; } }",
            "[SessionSchema(version: 1, OldestReadable = 1, Id = \"order\")] public sealed partial record Purchase { [Key(0)] public required Guid Number { get; init; } }")
        .RunAsync();
}
