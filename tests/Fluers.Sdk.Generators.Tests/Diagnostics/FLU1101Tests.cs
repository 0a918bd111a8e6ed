using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1101Tests
{
    [Fact]
    public Task Reports_each_member_with_its_next_free_key() => Of("""
        [SessionPart] public sealed partial class Line
        {
            [Key(4)] public int A { get; set; }
            public int B { get; set; }
            public int C;
            public int D { get; }
            public int E { get; private set; }
        }
        """,
        Error(Descriptors.NoKey, "B", "Line", "B", 5),
        Error(Descriptors.NoKey, "C", "Line", "C", 6),
        Error(Descriptors.NoKey, "D", "Line", "D", 7),
        Error(Descriptors.NoKey, "E", "Line", "E", 8));

    [Theory]
    [InlineData("0 X: int; 1 Y: int; 2 Z: int", 1)]
    [InlineData("0 X: int; 1 Y: int retired; 2 Z: int", 3)]
    [InlineData("0 Y: int; 2 Z: int", 3)]
    public Task Reports_a_member_that_has_lost_its_key_with_the_one_that_it_is_stored_under(string locked, int key) => Of(
        new LockedProject("[SessionSchema(1)] public sealed partial record Note { [Key(0)] public int X { get; init; } public int Y { get; init; } [Key(2)] public int Z { get; init; } }").With("note", locked),
        Error(Descriptors.NoKey, "Y", "Note", "Y", key));

    [Fact]
    public Task Reports_a_parameter_of_a_positional_record() =>
        Of("[SessionPart] public sealed partial record Line(int X);", Error(Descriptors.NoKey, "X", "Line", "X", 0));

    [Fact]
    public Task Reports_a_member_of_a_base() => Of("""
        public abstract class Base { public int X { get; set; } }
        [SessionPart] public sealed partial class Line : Base;
        """, Error(Descriptors.NoKey, "X", "Line", "X", 0));

    [Fact]
    public Task Accepts_members_that_hold_no_stored_state() => Of("""
        [SessionPart] public sealed partial class Line : IComparable
        {
            public const int Max = 3;
            public static int Count { get; set; }
            private int _hidden = 1;
            internal int Inner { get; set; } = 2;
            public int Computed => _hidden;
            public int this[int i] => i;
            [IgnoreMember] public int Ignored { get; set; }
            public event Action? Changed { add { } remove { } }
            int IComparable.CompareTo(object? other) => _hidden++;
        }
        """);

    [Fact]
    public Task Accepts_an_override_of_a_keyed_member_that_has_the_key() => Of("""
        public abstract class Base { [Key(0)] public abstract int X { get; set; } }
        [SessionPart] public sealed partial class Line : Base { [Key(0)] public override int X { get; set; } }
        """);
}
