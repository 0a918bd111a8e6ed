using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1104Tests
{
    private const string NoSetter = "add an init accessor, or a constructor parameter of that name";

    [Fact]
    public Task Reports_a_member_that_nothing_can_set() => Of("""
        [SessionPart] public sealed partial class Line { [Key(0)] public int A { get; } [Key(1)] public readonly int B; }
        """, Error(Descriptors.NotSettable, "A", "Line", "A", NoSetter), Error(Descriptors.NotSettable, "B", "Line", "B", NoSetter));

    [Fact]
    public Task Reports_a_member_of_a_base_whose_setter_is_out_of_reach() => Of("""
        public abstract class Base { [Key(0)] public int A { get; private set; } }
        [SessionPart] public sealed partial class Line : Base;
        """, Error(Descriptors.NotSettable, "A", "Line", "A", NoSetter));

    [Fact]
    public Task Reports_a_member_that_hides_another_with_a_key_of_its_own() => Of("""
        public abstract class Base { [Key(0)] public int A { get; set; } [Key(1)] public int B { get; set; } }
        [SessionPart] public sealed partial class Line : Base { [Key(2)] public new int A { get; set; } public new int B => 1; }
        """,
        Error(Descriptors.NotSettable, "A", "Line", "A", "Line.A hides the one of Base, which has a key too; rename one, or give both one key if they are the same"),
        Error(Descriptors.NotSettable, "B", "Line", "B", "Line.B hides the one of Base, which has a key too; rename one, or give both one key if they are the same"));

    [Fact]
    public Task Reports_a_member_that_cannot_be_got() => Of("""
        public abstract class Base { [Key(0)] private int A { get; set; } }
        [SessionPart] public sealed partial class Line : Base { [Key(1)] public int B { set { } } }
        """,
        Error(Descriptors.NotSettable, "A", "Line", "A", "Line cannot even get it to write it; give it a getter that Line can reach"),
        Error(Descriptors.NotSettable, "B", "Line", "B", "Line cannot even get it to write it; give it a getter that Line can reach"));

    [Theory]
    [InlineData("class")]
    [InlineData("record")]
    public Task Reports_a_log_that_cannot_be_replaced(string kind) => Of($$"""
        [SessionSchema(1)] public sealed partial record Entry;
        [SessionSchema(1)] public sealed partial {{kind}} Envelope { public SessionLog<Entry> Log { get; } = []; }
        """, Error(Descriptors.NotSettable, "Log", "Envelope", "Log", NoSetter));

    [Fact]
    public Task Accepts_members_that_an_accessor_or_the_constructor_sets() => Of("""
        public abstract class Base { [Key(2)] public int C { get; protected set; } }
        [SessionPart] public sealed partial class Line(int a) : Base
        {
            [Key(0)] public int A { get; } = a;
            [Key(1)] public int B { get; private set; }
        }
        """);

    [Fact]
    public Task Accepts_members_that_override_or_hide_under_one_key() => Of("""
        public abstract class Base { [Key(0)] public virtual int A { get; set; } [Key(1)] public int B { get; set; } [IgnoreMember] public virtual int C { get; set; } }
        [SessionPart] public sealed partial class Line : Base
        {
            public override int A { get; set; }
            [Key(1)] public new long B { get; set; }
            public override int C { get; set; }
        }
        """);
}
