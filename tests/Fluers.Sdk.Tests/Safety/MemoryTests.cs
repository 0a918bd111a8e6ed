using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;
using MessagePack;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>What hostile bytes make a reader allocate: no more than 16 times their length and a mebibyte.</summary>
public class MemoryTests
{
    public static TheoryData<int> ListKeys => [.. Enumerable.Range(0, 14)];

    public static TheoryData<int> SetKeys => [.. Enumerable.Range(0, 12)];

    public static TheoryData<int> MapKeys => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(ListKeys))]
    public void A_list_that_claims_as_many_elements_as_bytes_are_left_is_not_believed(int key) =>
        IsRefusedWithinBounds(Payloads.At(Everything.ListsKey, Payloads.At(key, Claim(Payloads.Array))));

    [Theory]
    [MemberData(nameof(SetKeys))]
    public void A_set_that_claims_as_many_elements_as_bytes_are_left_is_not_believed(int key) =>
        IsRefusedWithinBounds(Payloads.At(Everything.SetsKey, Payloads.At(key, Claim(Payloads.Array))));

    [Theory]
    [MemberData(nameof(MapKeys))]
    public void A_map_that_claims_as_many_entries_as_bytes_are_left_is_not_believed(int key) =>
        IsRefusedWithinBounds(Payloads.At(Everything.MapsKey, Payloads.At(key, Claim(Payloads.Map))));

    [Fact]
    public void A_claim_at_every_level_of_nested_parts_is_not_believed()
    {
        // A twig whose list claims all that is left, the first of which is a twig whose list does.
        byte[][] levels = [.. Enumerable.Range(1, 250).Select(level => (byte[])[0x92, 0xC0, .. Payloads.Array(Payloads.Large - 7 * level)])];

        IsRefusedWithinBounds(Payloads.At(Everything.TwigKey, [.. levels.SelectMany(level => level), .. new byte[Payloads.Large - 7 * levels.Length]]));
    }

    [Theory]
    [InlineData(28, 2)]
    [InlineData(29, 3)]
    public void A_grid_that_claims_as_many_elements_as_bytes_are_left_is_not_believed(int key, int dimensions)
    {
        int count = Payloads.Large;
        byte[] lengths = [.. MessagePackSerializer.Serialize(count), .. Enumerable.Repeat((byte)1, dimensions - 1)];

        IsRefusedWithinBounds(Payloads.At(key, [(byte)(0x91 + dimensions), .. lengths, .. Payloads.Array(count), .. new byte[count - 1], 0xC3]));
    }

    [Fact]
    public void Values_at_every_second_key_that_is_not_known_cost_no_more_than_their_share() =>
        IsWithinBounds([.. Payloads.Array(Payloads.Large), .. Enumerable.Repeat((byte[])[0xC0, 0x01], Payloads.Large / 2).SelectMany(pair => pair)]);

    [Fact]
    public void Honest_numbers_take_the_memory_of_their_list_and_no_more() =>
        IsWithinBounds(Payloads.At(Everything.ListsKey, Payloads.At(0, [.. Payloads.Array(Payloads.Large), .. new byte[Payloads.Large]])));

    /// <summary>
    /// A node of a linked list has 48 bytes for a number of one: that is the value, which no reader can make smaller. It is
    /// read, however small its share of the bytes.
    /// </summary>
    [Fact]
    public void Honest_data_whose_value_is_greater_than_the_bound_is_not_refused()
    {
        byte[] frame = Payloads.Frame<Everything>(Payloads.At(Everything.ListsKey, Payloads.At(2, [.. Payloads.Array(Payloads.Large), .. new byte[Payloads.Large]])));

        long allocated = Payloads.Allocated<Everything>(frame, out Exception? error);

        Assert.Null(error);
        Assert.InRange(allocated, 16L * frame.Length + (1 << 20), 48L * frame.Length + (1 << 20));
    }

    [Fact]
    public void Elements_beyond_what_is_set_aside_are_all_read()
    {
        int[] numbers = [.. Enumerable.Range(0, 100_000).Select(i => i % 128)];
        var sample = new Lists
        {
            Wide = [.. numbers.Take(20_000).Select(i => (Guid.Empty, (decimal)i, (Int128)0, (Int128)i))],
            Immutable = [.. numbers.Select(i => (long?)i)],
            Stack = new(numbers),
            ImmutableStack = [.. numbers],
        };
        SessionSchema<Everything> schema = SessionSchema<Everything>.Instance;

        Lists read = schema.Decode(schema.Encode(new Everything { Lists = sample }, FrameKind.Entry)).Lists;

        Assert.Equal(sample.Wide, read.Wide);
        Assert.Equal(sample.Immutable, read.Immutable);
        Assert.Equal(sample.Stack, read.Stack);
        Assert.Equal(sample.ImmutableStack, read.ImmutableStack);
    }

    /// <summary>A header that claims all the bytes behind it, which are no elements.</summary>
    private static byte[] Claim(Func<int, byte[]> header)
    {
        byte[] rest = new byte[Payloads.Large];
        Array.Fill(rest, (byte)0xC1);
        return [.. header(rest.Length), .. rest];
    }

    private static void IsRefusedWithinBounds(byte[] payload) => Assert.IsType<SessionCorruptException>(IsWithinBounds(payload));

    private static Exception? IsWithinBounds(byte[] payload)
    {
        byte[] frame = Payloads.Frame<Everything>(payload);
        Assert.InRange(Payloads.Allocated<Everything>(frame, out Exception? error), 0, 16L * frame.Length + (1 << 20));
        return error;
    }
}
