using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1603Tests
{
    [Fact]
    public Task Reports_a_case_that_could_be_derived_from() => Of("""
        [SessionUnion] public abstract partial record Payment { [Case(0)] public partial record Cash : Payment; }
        """, Error(Descriptors.CaseNotSealed, "Cash", "Cash"));

    [Fact]
    public Task Accepts_sealed_cases_and_structs() => Of("""
        [SessionUnion] public partial interface IPayment
        {
            [Case(0)] public sealed partial class Cash : IPayment;
            [Case(1)] public readonly partial record struct Card([property: Key(0)] int Number) : IPayment;
        }
        """);
}
