using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1112Tests
{
    private const string Or = "initialize it, or make it nullable";

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
        Error(Descriptors.NotInitialized, "A", "Line", "A", "public required string A { get; init; }", Or),
        Error(Descriptors.NotInitialized, "B", "Line", "B", "public required List<int> B { get; init; }", Or),
        Error(Descriptors.NotInitialized, "C", "Line", "C", "public required byte[] C { get; init; }", Or));

    [Fact]
    public Task Reports_a_declared_union_without_a_case() => Of("""
        [SessionPart] public sealed partial record Line
        {
            [Key(0)] public Payment A { get; init; }
            [Key(1)] public Payment B { get; init; } = new Cash();
            [Key(2)] public Payment? C { get; init; }
            [Key(3)] public required Payment D { get; init; }
        }
        [SessionUnion] public partial union Payment(Cash, Payment.Unknown);
        [Case(0)] public sealed partial record Cash;
        """,
        Error(Descriptors.NotInitialized, "A", "Line", "A", "public required Payment A { get; init; }", Or));

    [Theory]
    [InlineData("", true)]
    [InlineData(" = null!;", true)]
    [InlineData(" = default!;", true)]
    [InlineData(" = [];", false)]
    [InlineData(" = SessionLog<Entry>.Empty;", false)]
    public Task Reports_a_log_that_is_not_there(string initializer, bool isReported) => Of(
        $$"""
        #pragma warning disable CS8618
        [SessionSchema(1)] public sealed partial record Entry;
        [SessionSchema(1)] public sealed partial record Envelope { public SessionLog<Entry> A { get; init; }{{initializer}} }
        """,
        isReported ? [Error(Descriptors.NotInitialized, "A", "Envelope", "A", "public SessionLog<Entry> A { get; init; } = [];", "make it required")] : []);

    [Fact]
    public Task Accepts_logs_that_are_there_or_may_be_null() => Of("""
        [SessionSchema(1)] public sealed partial record Entry;
        [SessionSchema(1)] public sealed partial record A { public required SessionLog<Entry> Log { get; init; } }
        [SessionSchema(1)] public sealed partial record B { public SessionLog<Entry>? Log { get; init; } }
        [SessionSchema(1)] public sealed partial record C(SessionLog<Entry> Log);
        [SessionSchema(1)] public sealed partial class D { public D() => Log = []; public SessionLog<Entry> Log { get; set; } }
        """);

    [Theory]
    [InlineData("public Line() { A = \"\"; B = []; }")]
    [InlineData("public Line() { this.A = \"\"; (B, _) = (new List<int>(), 1); }")]
    [InlineData("public Line() => (A, B) = (\"\", []);")]
    [InlineData("public Line() : this(1) { } private Line(int x) { A = $\"{x}\"; B = []; }")]
    public Task Accepts_references_that_the_constructor_sets(string constructor) => Of($$"""
        [SessionPart] public sealed partial class Line { {{constructor}} [Key(0)] public string A { get; set; } [Key(1)] public List<int> B { get; set; } }
        """);

    [Fact]
    public Task Accepts_references_that_the_constructor_of_a_base_sets() => Of("""
        public abstract class Base { protected Base() { A = ""; } [Key(0)] public string A { get; set; } }
        [SessionPart] public sealed partial class Line : Base;
        """);

    [Fact]
    public async Task What_the_constructor_sets_is_what_an_absent_member_is()
    {
        GeneratorRun run = await GeneratorRun.Of("""
            [SessionSchema(1)] public sealed partial class Line { public Line() { A = "a"; B = 5; } [Key(0)] public string A { get; set; } [Key(1)] public int B { get; set; } }
            """).IsClean();
        string shapes = run.Files["Assembly-SessionShapes.g.cs"];
        Assert.Contains("""
            "name": "A", "type": "string", "default": "\"a\""
            """, shapes, StringComparison.Ordinal);
        Assert.Contains("""
            "name": "B", "type": "int", "default": "5"
            """, shapes, StringComparison.Ordinal);
    }

    [Fact]
    public Task Reports_a_reference_that_only_some_way_through_the_constructor_sets() => Of("""
        #pragma warning disable CS8618
        [SessionPart] public sealed partial class Line { public Line() { if (Environment.Is64BitProcess) { A = ""; } } [Key(0)] public string A { get; set; } }
        """, Error(Descriptors.NotInitialized, "A", "Line", "A", "public required string A { get; set; }", Or));

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
