using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Judging;

/// <summary>Of an enum whose values are sets of bits, the name of a combination is a name and no number.</summary>
public sealed class FlagsTests
{
    private const string Before = "0 E: Right; enum Right: int flags; 0 None; 1 Read; 2 Write; 3 All";

    [Theory]
    [InlineData("0 E: Right; enum Right: int flags; 0 None; 1 Read; 2 Write")]
    [InlineData("0 E: Right; enum Right: int flags; 0 None; 1 Read; 2 Write; 3 Both")]
    public void A_combination_may_go(string after)
    {
        Assert.Empty(Judge.Compare(ShapeScript.Parse(Before), ShapeScript.Parse(after)));
        Assert.DoesNotContain(ValuesOf(Remembrance.Of(ShapeScript.Parse(Before), ShapeScript.Parse(after), keepRequired: true)), value => value.IsRetired);
    }

    [Fact]
    public void A_combination_may_be_redefined() => Assert.Equal(
        [Change.EnumValueAdded],
        Judge.Compare(ShapeScript.Parse(Before), ShapeScript.Parse("0 E: Right; enum Right: int flags; 0 None; 1 Read; 2 Write; 4 Share; 7 All")).Select(finding => finding.Change));

    [Fact]
    public void A_lock_from_before_flags_were_recorded_is_read_alike() =>
        Assert.Empty(Judge.Compare(ShapeScript.Parse(Before.Replace(" flags", "", StringComparison.Ordinal)), ShapeScript.Parse("0 E: Right; enum Right: int flags; 0 None; 1 Read; 2 Write")));

    [Theory]
    [InlineData("0 E: Right; enum Right: int flags; 0 None; 1 Read; 3 All", nameof(Change.EnumValueRemoved))]
    [InlineData("0 E: Right; enum Right: int flags; 0 None; 1 Read; 4 Write; 5 All", nameof(Change.EnumValueRenumbered))]
    public void A_bit_is_a_number_like_any_other(string after, string expected) =>
        Assert.Contains(expected, Judge.Compare(ShapeScript.Parse(Before), ShapeScript.Parse(after)).Select(finding => finding.Change.ToString()));

    [Fact]
    public void Three_is_a_number_where_values_are_no_bits()
    {
        string numbers = Before.Replace(" flags", "", StringComparison.Ordinal);
        SchemaShape without = ShapeScript.Parse(numbers.Replace("; 3 All", "", StringComparison.Ordinal));
        Assert.Equal([Change.EnumValueRemoved], Judge.Compare(ShapeScript.Parse(numbers), without).Select(finding => finding.Change));
        Assert.Contains(ValuesOf(Remembrance.Of(ShapeScript.Parse(numbers), without, keepRequired: true)), value => value is { Number: 3, IsRetired: true });
    }

    [Fact]
    public void What_was_stored_under_a_combination_is_read_by_the_next_version()
    {
        var releases = Releases.Of(
            """
            [Flags] public enum Right { None, Read = 1, Write = 2, All = 3 }
            [SessionSchema(1)] public sealed partial record Note([property: Key(0)] Right Right);
            public static class Data { public static Note One => new(Right.All); }
            """,
            """
            [Flags] public enum Right { None, Read = 1, Write = 2, Share = 4, All = 7 }
            [SessionSchema(2)] public sealed partial record Note([property: Key(0)] Right Right);
            public static class Data { public static Note One => new(Right.Read | Right.Write); }
            """);
        Assert.Equal("Note { Right = 3 }", releases[1].Read("Note", releases[0].Frame("One")).Replace("Read, Write", "3", StringComparison.Ordinal));
        Assert.Equal("Note { Right = 3 }", releases[1].Read("Note", releases[1].Frame("One")).Replace("Read, Write", "3", StringComparison.Ordinal));
        Assert.Contains("\"flags\": true", releases.Locks["note.schema.json"], StringComparison.Ordinal);
    }

    private static IEnumerable<EnumValueShape> ValuesOf(SchemaShape shape) => shape.Types.OfType<EnumShape>().Single().Values;
}
