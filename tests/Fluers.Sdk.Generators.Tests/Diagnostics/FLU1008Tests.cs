using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1008Tests
{
    [Fact]
    public Task Reports_a_constructor_with_a_parameter_that_is_no_member() => Of("""
        [SessionPart] public sealed partial class Line(int x, string other)
        {
            [Key(0)] public int X { get; } = x;
            [IgnoreMember] public int Length => other.Length;
        }
        """, Error(Descriptors.NoConstructor, "Line", "Line", "the parameter other of its constructor is no keyed member of the same type"));

    [Fact]
    public Task Reports_a_parameter_of_another_type_than_its_member() => Of("""
        [SessionPart] public sealed partial class Line(int x) { [Key(0)] public long X { get; } = x; }
        """, Error(Descriptors.NoConstructor, "Line", "Line", "the parameter x of its constructor is no keyed member of the same type"));

    [Fact]
    public Task Reports_a_marked_constructor_that_cannot_be_called() => Of("""
        [SessionPart] public sealed partial class Line
        {
            public Line(object other) { }
            [SerializationConstructor] public Line(ref int x) => X = x;
            [Key(0)] public int X { get; set; }
        }
        """, Error(Descriptors.NoConstructor, "Line", "Line", "the parameter x of its constructor is no keyed member of the same type"));

    [Fact]
    public Task Reports_a_required_member_that_is_not_stored() => Of("""
        [SessionPart] public sealed partial class Line { [IgnoreMember] public required int X { get; set; } }
        """, Error(Descriptors.NoConstructor, "X", "Line", "X is required but not stored"));

    [Fact]
    public Task Reports_a_union_whose_unknown_case_has_no_constructor_to_call() => Of("""
        [SessionUnion] public abstract partial record Block([property: IgnoreMember] int Id) { [Case(0)] public sealed partial record Text([property: Key(0)] int X) : Block(X); }
        """, Error(Descriptors.NoConstructor, "Block", "Block", "its case Unknown, which keeps what a newer build wrote, has nothing to give to its constructor"));

    [Fact]
    public Task Accepts_a_constructor_whose_parameters_are_members() => Of("""
        [SessionPart] public sealed partial class Line(in int x, string name = "")
        {
            [Key(0)] public int X { get; } = x;
            [Key(1)] public string Name { get; } = name;
        }
        """);

    [Fact]
    public Task Accepts_the_marked_one_of_several_constructors() => Of("""
        [SessionPart] public sealed partial class Line
        {
            public Line(object other) { }
            [SerializationConstructor] private Line(int x) => X = x;
            [Key(0)] public int X { get; }
        }
        """);

    [Fact]
    public Task Accepts_an_ignored_required_member_that_the_constructor_sets() => Of("""
        [SessionPart] public sealed partial class Line
        {
            [SetsRequiredMembers] public Line() => X = 1;
            [IgnoreMember] public required int X { get; set; }
        }
        """);

    [Fact]
    public Task Accepts_a_positional_union_with_a_constructor_for_its_unknown_case() => Of("""
        [SessionUnion] public abstract partial record Block([property: IgnoreMember] int Id)
        {
            private Block() : this(0) { }
            [Case(0)] public sealed partial record Text([property: Key(0)] int X) : Block(X);
        }
        """);
}
