using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1104Tests
{
    [Fact]
    public Task Reports_a_member_that_nothing_can_set() => Of("""
        [SessionPart] public sealed partial class Line { [Key(0)] public int A { get; } [Key(1)] public readonly int B; }
        """, Error(Descriptors.NotSettable, "A", "Line", "A"), Error(Descriptors.NotSettable, "B", "Line", "B"));

    [Fact]
    public Task Reports_a_member_of_a_base_whose_setter_is_out_of_reach() => Of("""
        public abstract class Base { [Key(0)] public int A { get; private set; } }
        [SessionPart] public sealed partial class Line : Base;
        """, Error(Descriptors.NotSettable, "A", "Line", "A"));

    [Theory]
    [InlineData("class")]
    [InlineData("record")]
    public Task Reports_a_log_that_cannot_be_replaced(string kind) => Of($$"""
        [SessionSchema(1)] public sealed partial record Entry;
        [SessionSchema(1)] public sealed partial {{kind}} Envelope { public SessionLog<Entry> Log { get; } = []; }
        """, Error(Descriptors.NotSettable, "Log", "Envelope", "Log"));

    [Fact]
    public Task Accepts_members_that_an_accessor_or_the_constructor_sets() => Of("""
        public abstract class Base { [Key(2)] public int C { get; protected set; } }
        [SessionPart] public sealed partial class Line(int a) : Base
        {
            [Key(0)] public int A { get; } = a;
            [Key(1)] public int B { get; private set; }
        }
        """);
}
