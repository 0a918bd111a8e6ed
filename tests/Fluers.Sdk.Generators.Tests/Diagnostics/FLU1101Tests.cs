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
        Error(Descriptors.NoKey, "B", "Line", "B", "has neither [Key] nor [IgnoreMember]; write '[Key(5)] public int B { get; set; }' to store it, or give it [IgnoreMember] to leave it out"),
        Error(Descriptors.NoKey, "C", "Line", "C", "has neither [Key] nor [IgnoreMember]; write '[Key(6)] public int C;' to store it, or give it [IgnoreMember] to leave it out"),
        Error(Descriptors.NoKey, "D", "Line", "D", "has neither [Key] nor [IgnoreMember]; write '[Key(7)] public int D { get; }' to store it, or give it [IgnoreMember] to leave it out"),
        Error(Descriptors.NoKey, "E", "Line", "E", "has neither [Key] nor [IgnoreMember]; write '[Key(8)] public int E { get; private set; }' to store it, or give it [IgnoreMember] to leave it out"));

    [Theory]
    [InlineData("0 X: int; 1 Y: int; 2 Z: int", 1)]
    [InlineData("0 X: int; 1 Y: int retired; 2 Z: int", 3)]
    [InlineData("0 Y: int; 2 Z: int", 3)]
    public Task Reports_a_member_that_has_lost_its_key_with_the_one_that_it_is_stored_under(string locked, int key) => Of(
        new LockedProject("[SessionSchema(1)] public sealed partial record Note { [Key(0)] public int X { get; init; } public int Y { get; init; } [Key(2)] public int Z { get; init; } }").With("note", locked),
        Error(Descriptors.NoKey, "Y", "Note", "Y", $"has neither [Key] nor [IgnoreMember]; write '[Key({key})] public int Y {{ get; init; }}' to store it, or give it [IgnoreMember] to leave it out"));

    [Fact]
    public Task Reports_a_parameter_of_a_positional_record() =>
        Of("[SessionPart] public sealed partial record Line(int X);", Error(Descriptors.NoKey, "X", "Line", "X", "has neither [Key] nor [IgnoreMember]; write '[property: Key(0)] int X' to store it, or give it [IgnoreMember] to leave it out"));

    [Fact]
    public Task Reports_a_member_of_a_base() => Of("""
        public abstract class Base { public int X { get; set; } }
        [SessionPart] public sealed partial class Line : Base;
        """, Error(Descriptors.NoKey, "X", "Line", "X", "has neither [Key] nor [IgnoreMember]; write '[Key(0)] public int X { get; set; }' to store it, or give it [IgnoreMember] to leave it out"));

    [Fact]
    public async Task Reports_a_key_that_no_using_leads_to_once_for_a_type()
    {
        GeneratorRun run = GeneratorRun.Of(new Consumer().Compile("""
            using Fluers.Sdk;
            [SessionPart] public sealed partial record Line { [Key(0)] public int X { get; init; } [KeyAttribute(1)] public int Y { get; init; } [IgnoreMember] public int Z { get; init; } }
            """));
        Assert.Equal(
            [Error(Descriptors.NoKey, "X", "Line", "X", "has a [Key] that the compiler does not find; write 'using MessagePack;' at the top of the file")],
            (await run.DiagnosticsAsync()).Select(Found));
    }

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
