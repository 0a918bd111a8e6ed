using MessagePack;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

// MessagePack-CSharp has no generic unions: it is given one for each argument, spelled out.

[MessagePackObject]
public sealed record SpelledOutcomes(
    [property: Key(0)] OfMoney Money, [property: Key(1)] List<OfList> Lists, [property: Key(2)] TextDone? Done, [property: Key(3)] int[]? Animal, [property: Key(4)] int[] Commands);

[Union(0, typeof(MoneyDone)), Union(1, typeof(MoneyFailed))]
public abstract record OfMoney;

[MessagePackObject]
public sealed record MoneyDone([property: Key(0)] Money Value) : OfMoney;

[MessagePackObject]
public sealed record MoneyFailed([property: Key(0)] string Why, [property: Key(1)] OfMoney? Before) : OfMoney;

[Union(0, typeof(ListDone)), Union(1, typeof(ListFailed))]
public abstract record OfList;

[MessagePackObject]
public sealed record ListDone([property: Key(0)] List<int> Value) : OfList;

[MessagePackObject]
public sealed record ListFailed([property: Key(0)] string Why, [property: Key(1)] OfList? Before) : OfList;

[MessagePackObject]
public sealed record TextDone([property: Key(0)] string Value);

/// <summary>A generic union is stored as the union that someone spells out for each of its arguments.</summary>
public sealed class GenericUnionTests
{
    private static readonly Outcomes Ours = new()
    {
        Money = new Outcome<Money>.Failed("late", new Outcome<Money>.Failed("later", new Outcome<Money>.Done(new Money(12.50m, "EUR")))),
        Lists = [new Outcome<List<int>>.Done([1, -300, 70_000]), new Outcome<List<int>>.Failed("none", null), new Outcome<List<int>>.Done([])],
        Done = new Outcome<string>.Done("text"),
        Commands = [],
    };

    private static readonly SpelledOutcomes Theirs = new(
        new MoneyFailed("late", new MoneyFailed("later", new MoneyDone(new Money(12.50m, "EUR")))),
        [new ListDone([1, -300, 70_000]), new ListFailed("none", null), new ListDone([])],
        new TextDone("text"),
        Animal: null,
        Commands: []);

    [Fact]
    public void It_has_the_bytes_of_MessagePack() => Assert.Equal(MessagePackSerializer.Serialize(Theirs), Payload.Write(Ours));

    [Fact]
    public void Each_library_reads_what_the_other_wrote()
    {
        Assert.Equal(Graph.Describe(Ours), Graph.Describe(Payload.Read<Outcomes>(MessagePackSerializer.Serialize(Theirs))));
        Assert.Equal(Graph.Describe(Theirs), Graph.Describe(MessagePackSerializer.Deserialize<SpelledOutcomes>(Payload.Write(Ours))));
    }
}
