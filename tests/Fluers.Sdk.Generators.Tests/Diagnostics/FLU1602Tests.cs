using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1602Tests
{
    [Fact]
    public Task Reports_a_case_of_no_union() => Of("""
        public abstract record Base;
        [Case(0)] public sealed partial record Cash : Base;
        """, Error(Descriptors.CaseOfNothing, "Cash", "Cash"));

    [Fact]
    public Task Accepts_a_case_that_derives_through_another_type() => Of("""
        [SessionUnion] public abstract partial record Payment;
        public abstract record Immediate : Payment;
        [Case(0)] public sealed partial record Cash : Immediate;
        """);
}
