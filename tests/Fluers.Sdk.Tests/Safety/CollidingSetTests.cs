using Fluers.Sdk.Tests.TestTypes;
using MessagePack;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>Sets of parts, which hash themselves as anybody can foresee: so many of one hash code as no chance gives are refused.</summary>
public class CollidingSetTests
{
    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public void Parts_that_were_made_to_collide_are_damage(int key)
    {
        Exception? error = Payloads.Decode<Everything>(Payloads.Frame<Everything>(Payloads.At(Everything.SetsKey, Payloads.At(key, Spots(20_000)))));

        SessionCorruptException refused = Assert.IsType<SessionCorruptException>(error);
        Assert.Equal("the elements of sets were made to have the same hash codes", refused.Reason);
        Assert.StartsWith(key == 9 ? "Sets.Parts" : "Sets.ImmutableParts", refused.Path);
    }

    [Fact]
    public void Many_small_sets_that_collide_are_refused_as_one_large_set_is()
    {
        // Each has too few to be refused alone; a set at an unknown key is never built.
        byte[] sets = Payloads.At(Everything.SetsKey, [.. Payloads.Array(12), .. Payloads.Nils(9), .. Spots(3_500), .. Spots(3_500), 0x90]);

        Assert.IsType<SessionCorruptException>(Payloads.Decode<Everything>(Payloads.Frame<Everything>(sets)));
        Assert.Null(Payloads.Decode<Everything>(Payloads.Frame<Everything>(Payloads.At(Everything.SetsKey, Payloads.At(9, Spots(3_500))))));
    }

    [Fact]
    public void A_set_that_was_read_is_searched_without_a_limit()
    {
        const int Count = 1_000;
        HashSet<Spot> set = SessionSchema<Everything>.Instance.Decode(Payloads.Frame<Everything>(Payloads.At(Everything.SetsKey, Payloads.At(9, Spots(Count))))).Sets.Parts;

        (int x, int y) = TimeTests.SameSpot(Count);
        for (int i = 0; i < 10_000; i++)
        {
            Assert.DoesNotContain(new Spot(x, y), set);
        }

        Assert.True(set.Add(new Spot(x, y)));
        Assert.Contains(new Spot(x, y), set);
    }

    [Fact]
    public void A_hundred_thousand_parts_that_do_not_collide_are_read()
    {
        byte[] parts = [.. Payloads.Array(100_000), .. Enumerable.Range(0, 100_000).SelectMany(i => MessagePackSerializer.Serialize((i, -i)))];

        Assert.Equal(100_000, SessionSchema<Everything>.Instance.Decode(Payloads.Frame<Everything>(Payloads.At(Everything.SetsKey, Payloads.At(9, parts)))).Sets.Parts.Count);
    }

    private static byte[] Spots(int count) => [.. Payloads.Array(count), .. Enumerable.Range(0, count).SelectMany(i => MessagePackSerializer.Serialize(TimeTests.SameSpot(i)))];
}
