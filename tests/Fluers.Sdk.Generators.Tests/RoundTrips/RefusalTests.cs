using System.Collections.Immutable;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>What cannot be read or written without loss is refused, with the place.</summary>
public sealed class RefusalTests
{
    private static readonly object?[] Money = [1m, "EUR"];
    private static readonly object?[] Text = [0, new object?[] { "text" }];
    private static readonly Dictionary<object, object?> Empty = [];

    [Fact]
    public void The_data_that_the_others_spoil_is_good() => Assert.Equal("t", Payload.Read<Strict>(Payload.Of("t", Money, new[] { "a" }, Empty, Text)).Text);

    [Fact]
    public void An_absent_required_member_is_named_with_its_key()
    {
        SessionCorruptException refused = Assert.Throws<SessionCorruptException>(() => Payload.Read<Strict>(Payload.Of("t", Money)));
        Assert.Equal("the required member List (key 2) is missing", refused.Reason);
        Assert.Equal("strict", refused.SchemaId);
    }

    [Fact]
    public void An_absent_required_member_of_a_part_has_a_path() =>
        Refused("Money", "the required member Currency (key 1) is missing", "t", new object?[] { 1m }, new[] { "a" }, Empty, Text);

    [Fact]
    public void Nil_in_place_of_text_has_a_path() => Refused("Text (key 0)", "expected text, found nil", null, Money, new[] { "a" }, Empty, Text);

    [Fact]
    public void Nil_in_place_of_a_struct_has_a_path() => Refused("Money (key 1)", "expected an array, found nil", "t", null, new[] { "a" }, Empty, Text);

    [Fact]
    public void Nil_in_a_sequence_has_a_path() => Refused("List[1] (key 2)", "expected text, found nil", "t", Money, new[] { "a", null }, Empty, Text);

    [Fact]
    public void Nil_in_a_map_has_a_path() =>
        Refused("Map[value 0] (key 3)", "expected an array, found nil", "t", Money, new[] { "a" }, new Dictionary<object, object?> { ["k"] = null }, Text);

    [Fact]
    public void Nil_in_place_of_a_union_has_a_path() => Refused("Block (key 4)", "expected an array, found nil", "t", Money, new[] { "a" }, Empty, null);

    [Fact]
    public void A_value_of_another_type_inside_a_case_has_a_path() =>
        Refused("Block.Text.Value (key 0)", "expected text, found an integer", "t", Money, new[] { "a" }, Empty, new object?[] { 0, new object?[] { 5 } });

    [Fact]
    public void A_number_out_of_range_inside_a_case_has_a_path()
    {
        object?[] dog = [1, new object?[] { "Rex", 1L << 40 }];
        SessionCorruptException refused = Assert.Throws<SessionCorruptException>(() => Payload.Read<Outcomes>(Payload.Of(new object?[] { 1, new object?[] { "why", null } }, Array.Empty<object>(), null, dog)));
        Assert.StartsWith("the number 1099511627776 is not between -2147483648 and 2147483647", refused.Reason, StringComparison.Ordinal);
        Assert.StartsWith("Animal.Dog.Tricks (key 1)", refused.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_nested_as_deep_as_can_be_read_is_written_and_deeper_is_refused()
    {
        static Tree Nested(int depth)
        {
            Tree.Node? node = null;
            for (int i = 0; i < depth; i++)
            {
                node = new Tree.Node("n", [], node);
            }

            return new Tree(1, node);
        }

        Tree deepest = Nested(Wire.SessionReader.MaxDepth - 1);
        Assert.Equal(Payload.Write(deepest), Payload.Write(Payload.Read<Tree>(Payload.Write(deepest))));
        SessionValueException refused = Assert.Throws<SessionValueException>(() => Payload.Write(Nested(Wire.SessionReader.MaxDepth)));
        Assert.Contains("nested deeper than 256", refused.Message, StringComparison.Ordinal);

        // The path has every level, the message its two ends.
        Assert.Equal(Wire.SessionReader.MaxDepth - 1, refused.Path!.Split("Twin").Length - 1);
        Assert.Contains(", at Root.Twin.", refused.Message, StringComparison.Ordinal);
        Assert.Contains(".Twin … Twin.", refused.Message, StringComparison.Ordinal);
        Assert.InRange(refused.Message.Length, 200, 500);
    }

    [Fact]
    public void An_object_of_a_derived_type_is_refused_since_it_would_come_back_as_its_base()
    {
        Assert.Equal("plain", Payload.Read<Open>(Payload.Write(new Open { Name = "plain" })).Name);
        SessionValueException refused = Assert.Throws<SessionValueException>(() => Payload.Write<Open>(new Wider { Name = "n", More = 1 }));
        Assert.Contains("is derived from Open", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_not_written_where_none_is_allowed()
    {
        NotWritten("Text (key 0)", Good() with { Text = null! });
        NotWritten("List (key 2)", Good() with { List = null! });
        NotWritten("List[1] (key 2)", Good() with { List = ["a", null!] });
        NotWritten("Map[value 0].Name (key 0)", Good() with { Map = new() { ["k"] = new Tree.Node(null!, [], null) } });
        NotWritten("Map[value 0] (key 3)", Good() with { Map = new() { ["k"] = null! } });
        NotWritten("Map[value 0].Children[0] (key 1)", Good() with { Map = new() { ["k"] = new Tree.Node("n", [null!], null) } });
        NotWritten("Money.Currency (key 1)", Good() with { Money = default });
        NotWritten("Block (key 4)", Good() with { Block = null! });
        NotWritten("Block.Nested.Blocks[0].Text.Value (key 0)", Good() with { Block = new Block.Nested(ImmutableArray.Create<Block>(new Block.Text(null!)), default) });
    }

    [Fact]
    public void An_array_that_was_never_made_is_written_as_an_empty_one()
    {
        var tree = new Tree(1, new Tree.Node("n", default, null));
        Assert.Empty(Payload.Read<Tree>(Payload.Write(tree)).Root!.Children);
    }

    private static Strict Good() => new() { Text = "t", Money = new Money(1, "EUR"), List = ["a"], Map = [], Block = new Block.Empty() };

    private static void Refused(string path, string reason, params object?[] values)
    {
        SessionCorruptException refused = Assert.Throws<SessionCorruptException>(() => Payload.Read<Strict>(Payload.Of(values)));
        Assert.Equal(reason, refused.Reason);
        Assert.StartsWith(path, refused.Path, StringComparison.Ordinal);
    }

    private static void NotWritten(string path, Strict value)
    {
        SessionValueException refused = Assert.Throws<SessionValueException>(() => Payload.Write(value));
        Assert.Equal(path, refused.Path);
        Assert.Equal("null stands where the schema allows none", refused.Reason);
    }
}
