using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1611Tests
{
    [Fact]
    public Task Reports_a_derived_type_that_is_no_case() => Of("""
        [SessionUnion] public abstract partial record Payment { [Case(0)] public sealed partial record Cash : Payment; }
        public sealed record Card : Payment;
        """, Error(Descriptors.DerivedWithoutCase, "Card", "Card", "Payment"));

    [Fact]
    public Task Reports_a_type_derived_from_another_assemblys_union() =>
        Of("public sealed record Video : ContentBlock;", Error(Descriptors.DerivedWithoutCase, "Video", "Video", "ContentBlock"));

    [Fact]
    public Task Accepts_abstract_types_between_and_a_part_of_the_unknown_case() => Of("""
        [SessionUnion] public abstract partial record Payment { public sealed partial record Unknown { public override string ToString() => "?"; } }
        public abstract record Immediate : Payment;
        [Case(0)] public sealed partial record Cash : Immediate;
        """);
}
