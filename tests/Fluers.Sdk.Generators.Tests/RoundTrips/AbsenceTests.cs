namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>What an optional member is when the data ends before it, or has nil in its place.</summary>
public sealed class AbsenceTests
{
    private static readonly string Expected = Graph.Describe(new Defaults { Name = "n" });

    [Fact]
    public void Absent_members_have_their_defaults() => Assert.Equal(Expected, Graph.Describe(Payload.Read<Defaults>(Payload.Of("n"))));

    [Fact]
    public void Nil_stands_for_the_default() =>
        Assert.Equal(Expected, Graph.Describe(Payload.Read<Defaults>(Payload.Of("n", null, null, null, null, null, null, null, null, null, null, null))));

    [Fact]
    public void Null_stays_null_for_values_too()
    {
        Defaults read = Payload.Read<Defaults>(Payload.Of("n"));
        Assert.Null(read.Maybe);
        Assert.Null(read.MaybeColor);
        Assert.Null(read.MaybeMoney);
        Assert.Null(read.MaybeMemory);
    }

    [Fact]
    public void What_is_there_is_not_replaced()
    {
        Defaults read = Payload.Read<Defaults>(Payload.Of("n", 0, "", Array.Empty<int>(), null, 0));
        Assert.Equal(Graph.Describe(new Defaults { Name = "n", Number = 0, Text = "", List = [], Maybe = 0 }), Graph.Describe(read));
    }

    [Fact]
    public void Computed_defaults_are_made_anew_each_time()
    {
        Defaults one = Payload.Read<Defaults>(Payload.Of("n"));
        one.List.Add(3);
        Assert.Equal([1, 2], Payload.Read<Defaults>(Payload.Of("n")).List);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Parameters_have_their_own_defaults(int count)
    {
        Bound read = Payload.Read<Bound>(Payload.Of([.. new object?[] { "n", null, null, null }.Take(count)]));
        Assert.Equal(Graph.Describe(new Bound("n")), Graph.Describe(read));
        Assert.Equal(5, read.Rank);
        Assert.Null(read.Color);
    }

    [Fact]
    public void Partial_properties_have_the_defaults_of_the_part_that_states_them()
    {
        Halved read = Payload.Read<Halved>([0x90]);
        Assert.Equal(("text", 5), (read.Text, read.Number));
    }

    [Fact]
    public void Members_beside_a_constructor_have_theirs() =>
        Assert.Equal(Graph.Describe(new Account("o")), Graph.Describe(Payload.Read<Account>(Payload.Of("o"))));
}
