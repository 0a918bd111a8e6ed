using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1111Tests
{
    [Fact]
    public Task Reports_defaults_in_place_of_null() => Of("""
        [SessionPart] public sealed partial record Line([property: Key(0)] string? A = "a")
        {
            [Key(1)] public int? B { get; init; } = 1;
            [Key(2)] public List<int>? C { get; init; } = [];
        }
        """,
        Error(Descriptors.NullNeverKept, "A", "Line", "A"),
        Error(Descriptors.NullNeverKept, "B", "Line", "B"),
        Error(Descriptors.NullNeverKept, "C", "Line", "C"));

    [Fact]
    public Task Accepts_null_as_the_default_however_it_is_written() => Of("""
        [SessionPart] public sealed partial record Line([property: Key(0)] string? A = null)
        {
            [Key(1)] public int? B { get; init; } = default;
            [Key(2)] public List<int>? C { get; init; } = (null);
            [Key(3)] public required string? D { get; init; } = "required, so always there";
            [Key(4)] public string? E { get; init; }
        }
        """);

    [Fact]
    public async Task Accepts_a_default_in_code_that_knows_nothing_of_null()
    {
        GeneratorRun run = await GeneratorRun.Of("""
            #nullable disable
            [SessionPart] public sealed partial class Line
            {
                [Key(0)] public string A { get; set; } = "a";
                [Key(1)] public List<string> B { get; set; } = new();
                [Key(2)] public string C { get; set; }
            }
            """).IsClean();
        string text = run.Files["Line.g.cs"];
        Assert.Contains("string a = count > 0 && !reader.TryReadNil() ? reader.ReadString() : \"a\";", text, StringComparison.Ordinal);
        Assert.Contains("writer.WriteString(value.A);", text, StringComparison.Ordinal);
        Assert.Contains("writer.WriteStringOrNil(value.C);", text, StringComparison.Ordinal);
    }
}
