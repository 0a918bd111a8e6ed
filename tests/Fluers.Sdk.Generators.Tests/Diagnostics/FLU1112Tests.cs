using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1112Tests
{
    [Fact]
    public Task Reports_references_without_a_value() => Of("""
        [SessionPart] public sealed partial record Line
        {
            [Key(0)] public string A { get; init; } = null!;
            [Key(1)] public List<int> B { get; init; } = default!;
        #pragma warning disable CS8618
            [Key(2)] public byte[] C { get; init; }
        }
        """,
        Error(Descriptors.NotInitialized, "A", "Line", "A"),
        Error(Descriptors.NotInitialized, "B", "Line", "B"),
        Error(Descriptors.NotInitialized, "C", "Line", "C"));

    [Fact]
    public Task Accepts_references_with_a_value_and_values_without_one() => Of("""
        [SessionPart] public sealed partial record Line
        {
            [Key(0)] public required string A { get; init; }
            [Key(1)] public List<int> B { get; init; } = [];
            [Key(2)] public int C { get; init; }
            [Key(3)] public string? D { get; init; }
            [Key(4)] public ImmutableArray<int> E { get; init; }
        }
        """);
}
