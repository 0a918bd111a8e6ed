namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>What a newer build wrote is kept byte for byte.</summary>
public sealed class UnknownTests
{
    private static readonly object?[] Nested = ["x", null, new object?[] { 1, 2.5, new byte[] { 9 } }, new Dictionary<object, object?> { ["k"] = true }];

    [Fact]
    public void Values_behind_the_known_keys_are_written_back() => IsWrittenBack("n", null, 1, null, null, null, null, "note", Nested, null, long.MaxValue, null);

    [Fact]
    public void Values_at_keys_between_are_written_back() => IsWrittenBack("n", Nested, 1, "three", null, 5, Nested, "note");

    [Fact]
    public void Values_of_both_kinds_are_written_back_together() => IsWrittenBack("n", 1, 1, null, 4, null, Nested, null, Nested, 1);

    [Fact]
    public void Values_at_keys_between_are_written_back_where_the_data_ends_early()
    {
        Known read = Payload.Read<Known>(Payload.Of("n", Nested));
        Assert.Equal(7, read.Rank);
        Assert.Equal(Payload.Of("n", Nested, 7, null, null, null, null, null), Payload.Write(read));
    }

    [Fact]
    public void Known_members_can_be_changed_beside_them()
    {
        Known read = Payload.Read<Known>(Payload.Of("n", "kept", 1, null, null, null, null, "note", Nested)) with { Rank = 2, Note = null };
        Assert.Equal(Payload.Of("n", "kept", 2, null, null, null, null, null, Nested), Payload.Write(read));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void Two_records_that_differ_only_there_are_two(int key)
    {
        Known one = With(key, "a");
        Assert.NotEqual(one, With(key, "b"));
        Assert.NotEqual(one, With(key, null));
        Assert.Equal(one, With(key, "a"));
        Assert.Equal(one.GetHashCode(), With(key, "a").GetHashCode());

        static Known With(int key, object? value)
        {
            object?[] values = ["n", null, 1, null, null, null, null, null, 0];
            values[key] = value;
            return Payload.Read<Known>(Payload.Of(values));
        }
    }

    [Fact]
    public void Two_record_structs_that_differ_only_there_are_two()
    {
        Money one = With("a");
        Assert.NotEqual(one, With("b"));
        Assert.NotEqual(one, new Money(1, "EUR"));
        Assert.False(one == With("b"));
        Assert.Equal(one, With("a"));
        Assert.True(one == With("a"));
        Assert.Equal(one.GetHashCode(), With("a").GetHashCode());
        Assert.NotEqual(one, one with { Amount = 2 });
        Assert.Equal(one, one with { Amount = 2 } with { Amount = 1 });   // what is unknown goes along

        static Money With(object? value) =>
            Payload.Read<Strict>(Payload.Of("t", new object?[] { 1m, "EUR", value }, new[] { "a" }, new Dictionary<object, object?>(), new object?[] { 0, new object?[] { "text" } })).Money;
    }

    [Fact]
    public void They_travel_through_parts_and_collections()
    {
        byte[] payload = Payload.Of(1, new object?[] { "root", new object?[] { new object?[] { "child", Array.Empty<object>(), null, "kept", Nested } }, null, "kept too" });
        Assert.Equal(payload, Payload.Write(Payload.Read<Tree>(payload)));
        Assert.NotEqual(Payload.Read<Tree>(payload), Payload.Read<Tree>(Payload.Of(1, null)));
    }

    [Fact]
    public void Structs_and_classes_keep_them()
    {
        byte[] account = Payload.Of("owner", 1, null, 2, "four", null, Nested, Array.Empty<object>(), "eight");
        Assert.Equal(account, Payload.Write(Payload.Read<Account>(account)));
        byte[] unions = Payload.Of(new object?[] { 300, Array.Empty<object>() }, Array.Empty<object>(), new object?[] { 2, new object?[] { "why", "kept", Nested } }, new Dictionary<object, object?>(), null);
        Assert.Equal(unions, Payload.Write(Payload.Read<Unions>(unions)));
    }

    [Fact]
    public void A_case_that_is_not_known_is_kept()
    {
        byte[] payload = Payload.Of(new object?[] { 9, Nested }, Array.Empty<object>(), new object?[] { -4, "text" }, new Dictionary<object, object?>(), null);
        Unions read = Payload.Read<Unions>(payload);
        Block.Unknown block = Assert.IsType<Block.Unknown>(read.Block);
        Assert.Equal(9, block.Tag);
        Assert.Equal(Payload.Of(Nested), block.Payload.ToArray());
        Assert.Equal(-4, Assert.IsType<IHappening.Unknown>(read.Happening).Tag);
        Assert.Equal(payload, Payload.Write(read));
    }

    [Fact]
    public void Unknown_cases_compare_by_content()
    {
        var one = new Block.Unknown(9, new byte[] { 1 });
        Assert.Equal(one, new Block.Unknown(9, new byte[] { 1 }));
        Assert.Equal(one.GetHashCode(), new Block.Unknown(9, new byte[] { 1 }).GetHashCode());
        Assert.NotEqual(one, new Block.Unknown(9, new byte[] { 2 }));
        Assert.NotEqual(one, new Block.Unknown(8, new byte[] { 1 }));
        Assert.Equal(new IHappening.Unknown(9, new byte[] { 1 }), new IHappening.Unknown(9, new byte[] { 1 }));
    }

    private static void IsWrittenBack(params object?[] values) => Assert.Equal(Payload.Of(values), Payload.Write(Payload.Read<Known>(Payload.Of(values))));
}
