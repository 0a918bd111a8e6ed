using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MessagePack;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

[SessionSchema(1)]
public sealed partial record Held
{
    [Key(0)] public HashSet<int>? Set { get; init; }
    [Key(1)] public ImmutableSortedSet<string>? Sorted { get; init; }
    [Key(2)] public int[,]? Grid { get; init; }
    [Key(3)] public (int, string)? Tuple { get; init; }
    [Key(4)] public JsonNode? Node { get; init; }
    [Key(5)] public JsonObject? Object { get; init; }
    [Key(6)] public ImmutableArray<int>[]? Arrays { get; init; }
}

/// <summary>Sets, arrays of several dimensions, tuples and JSON nodes that are not whole are refused.</summary>
public sealed class MoreRefusalTests
{
    [Theory]
    [InlineData(0, new[] { 1, 2, 1 })]
    [InlineData(1, new[] { "a", "a" })]
    public void A_set_holds_nothing_twice(int key, Array items) => Refused(key, "the set holds an element twice", items);

    [Theory]
    [InlineData(2, 3, 5)]
    [InlineData(0, 3, 1)]
    [InlineData(3, 0, 3)]
    [InlineData(1, 1, 0)]
    public void A_grid_has_as_many_elements_as_its_lengths_say(int rows, int columns, int count) =>
        Refused(2, $"{count} elements do not fill dimensions of {rows} × {columns}", Grid(rows, columns, count));

    [Theory]
    [InlineData(65_536, 65_536, 0)]
    [InlineData(65_536, 65_536, 1)]
    [InlineData(2_147_483_591, 2_147_483_591, 1)]
    [InlineData(2_147_483_591, 2, 4)]
    public void A_grid_of_more_elements_than_fit_is_never_made(int rows, int columns, int count) =>
        Refused(2, "the dimensions have more elements than an array can hold", Grid(rows, columns, count));

    [Fact]
    public void A_length_is_not_negative() => Refused(2, "the number -1 is not between 0 and 2147483591", Grid(-1, -1, 1));

    [Theory]
    [InlineData(0, 2_147_483_591)]
    [InlineData(2_147_483_591, 0)]
    [InlineData(0, 0)]
    public void An_empty_grid_keeps_its_lengths(int rows, int columns)
    {
        var held = new Held { Grid = new int[rows, columns] };
        int[,] read = Payload.Read<Held>(Payload.Write(held)).Grid!;
        Assert.Equal((rows, columns), (read.GetLength(0), read.GetLength(1)));
    }

    [Fact]
    public void A_grid_has_its_own_number_of_lengths() =>
        Refused(2, "a tuple of 3 parts is expected, found an array of 2", new object?[] { 1, new object?[] { 1 } });

    [Fact]
    public void A_tuple_has_its_own_number_of_parts() =>
        Refused(3, "a tuple of 2 parts is expected, found an array of 3", new object?[] { 1, "a", 2 });

    [Fact]
    public void A_part_of_a_tuple_that_is_null_has_a_path()
    {
        SessionValueException refused = Assert.Throws<SessionValueException>(() => Payload.Write(new Held { Tuple = (1, null!) }));
        Assert.Equal("Tuple.Item2 (key 1)", refused.Path);
    }

    [Theory]
    [InlineData(4, "[{\"a\":1,\"a\":2}]", "the JSON object holds the property a twice")]
    [InlineData(4, "null", "JSON null stands where a JSON value is expected")]
    [InlineData(4, "{", "the text is not valid JSON")]
    [InlineData(5, "[]", "the JSON value is no object")]
    public void A_node_is_whole(int key, string json, string reason) => Refused(key, reason, json);

    [Fact]
    public void A_number_that_JSON_has_not_is_refused()
    {
        SessionValueException refused = Assert.Throws<SessionValueException>(() => Payload.Write(new Held { Node = JsonValue.Create(double.NaN) }));
        Assert.StartsWith("the JSON value cannot be written", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_is_as_deep_as_can_be_read_and_no_deeper()
    {
        static JsonNode Nested(int depth)
        {
            var node = new JsonArray();
            for (int i = 1; i < depth; i++)
            {
                node = [node];
            }

            return node;
        }

        var deepest = new Held { Node = Nested(Wire.SessionReader.MaxDepth) };
        Assert.Equal(Payload.Write(deepest), Payload.Write(Payload.Read<Held>(Payload.Write(deepest))));
        Assert.Throws<SessionValueException>(() => Payload.Write(new Held { Node = Nested(Wire.SessionReader.MaxDepth + 1) }));
    }

    [Fact]
    public void Arrays_that_were_never_made_are_written_as_empty_ones() =>
        Assert.Empty(Assert.Single(Payload.Read<Held>(Payload.Write(new Held { Arrays = [default] })).Arrays!));

    private static object?[] Grid(int rows, int columns, int count) => [rows, columns, Enumerable.Range(0, count).Cast<object?>().ToArray()];

    private static void Refused(int key, string reason, object? value)
    {
        object?[] values = new object?[key + 1];
        values[key] = value;
        Assert.Equal(reason, Assert.Throws<SessionCorruptException>(() => Payload.Read<Held>(Payload.Of(values))).Reason);
    }
}
