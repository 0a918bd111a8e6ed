using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1001Tests
{
    [Fact]
    public Task Reports_a_type_that_is_not_partial() =>
        Of("[SessionPart] public sealed record Line([property: Key(0)] int X);", Error(Descriptors.NotPartial, "Line", "Line", "Line", "public sealed partial record Line([property: Key(0)] int X)"));

    [Fact]
    public Task Reports_a_container_that_is_not_partial() => Of("""
        public static class Outer
        {
            public sealed partial class Middle { [SessionPart] public sealed partial record Line([property: Key(0)] int X); }
        }
        """, Error(Descriptors.NotPartial, "Outer", "Outer", "Line", "public static partial class Outer"));

    [Fact]
    public Task Reports_a_union_that_is_not_partial() => Of("""
        [SessionUnion] public abstract record Payment;
        [Case(0)] public sealed partial record Cash : Payment;
        """, Error(Descriptors.NotPartial, "Payment", "Payment", "Payment", "public abstract partial record Payment"));

    [Fact]
    public Task Reports_a_union_declaration_that_is_not_partial() => Of(
        "[SessionUnion] public union Payment(Cash, Payment.Unknown); [Case(0)] public sealed partial record Cash;",
        Compiler("CS0260", Microsoft.CodeAnalysis.DiagnosticSeverity.Error, "Payment"),
        Error(Descriptors.NotPartial, "Payment", "Payment", "Payment", "[SessionUnion] public partial union Payment(Cash, Payment.Unknown)"));

    [Fact]
    public Task Accepts_a_type_of_several_parts() => Of("""
        [SessionPart] public sealed partial record Line { [Key(0)] public int X { get; init; } }
        partial record Line { [Key(1)] public int Y { get; init; } }
        """);
}
