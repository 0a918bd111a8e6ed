using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1612Tests
{
    [Fact]
    public Task Reports_every_later_case_with_the_same_tag() => Of("""
        [SessionUnion] public abstract partial record Payment
        {
            [Case(7)] public sealed partial record C : Payment;
            [Case(7)] public sealed partial record A : Payment;
            [Case(7)] public sealed partial record B : Payment;
        }
        """,
        Error(Descriptors.DuplicateTag, "C", "A", "C", 7, "Payment"),
        Error(Descriptors.DuplicateTag, "B", "A", "B", 7, "Payment"));

    [Fact]
    public Task Reports_a_case_in_each_union_that_lists_it_beside_another() => Of("""
        [SessionUnion] public partial union Payment(A, B, Payment.Unknown);
        [SessionUnion] public partial union Shipping(B, A, C, Shipping.Unknown);
        [Case(7)] public sealed partial record A;
        [Case(7)] public sealed partial record B;
        [Case(8)] public sealed partial record C;
        """,
        Error(Descriptors.DuplicateTag, "B", "A", "B", 7, "Payment"),
        Error(Descriptors.DuplicateTag, "B", "A", "B", 7, "Shipping"));

    [Fact]
    public Task Accepts_the_same_tag_in_two_unions() => Of("""
        [SessionUnion] public abstract partial record Payment { [Case(0)] public sealed partial record A : Payment; }
        [SessionUnion] public abstract partial record Shipping { [Case(0)] public sealed partial record A : Shipping; }
        """);
}
