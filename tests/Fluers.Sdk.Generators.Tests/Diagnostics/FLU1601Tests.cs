using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1601Tests
{
    [Fact]
    public Task Reports_a_union_without_cases() =>
        Of("[SessionUnion] public abstract partial record Payment;", Error(Descriptors.NoCases, "Payment", "Payment"));

    [Fact]
    public Task Reports_a_union_declaration_that_lists_nothing_of_its_own() =>
        Of("[SessionUnion] public partial union Payment(Payment.Unknown);", Error(Descriptors.NoCases, "Payment", "Payment"));

    [Fact]
    public Task Accepts_a_union_whose_cases_stand_elsewhere() => Of("""
        [SessionUnion] public abstract partial record Payment;
        namespace Elsewhere { public static partial class Cases { [Case(0)] internal sealed partial record Cash : Payment; } }
        """);
}
