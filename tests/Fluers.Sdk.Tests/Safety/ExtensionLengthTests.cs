using Fluers.Sdk.Tests.TestTypes;
using Fluers.Sdk.Tests.Wire;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>Extension values of each width: whole ones are passed over, those that claim too much are damage.</summary>
public class ExtensionLengthTests
{
    public static TheoryData<string, int> Headers => new()
    {
        { "D4 05", 1 }, { "D5 05", 2 }, { "D6 05", 4 }, { "D7 05", 8 }, { "D8 05", 16 },
        { "C7 00 05", 0 }, { "C7 FF 05", 255 }, { "C8 0000 05", 0 }, { "C8 0101 05", 257 }, { "C9 00000000 05", 0 }, { "C9 00010001 05", 65_537 },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void An_extension_value_is_passed_over_whole_and_refused_at_every_length_below(string header, int length)
    {
        byte[] value = [.. Bytes.Of(header), .. new byte[length]];

        Assert.Equal(value, Bytes.Read(value, (ref r) => r.ReadRaw().ToArray()));
        for (int cut = 0; cut < value.Length; cut += Math.Max(1, value.Length / 300))
        {
            Bytes.Corrupt(value[..cut], (ref r) => r.ReadRaw().ToArray());
        }
    }

    [Theory]
    [InlineData("C7 FF 05 00")]
    [InlineData("C8 FFFF 05 00")]
    [InlineData("C9 7FFFFFFF 05 00")]
    [InlineData("C9 FFFFFFFA 05 00")]   // with its header, 0 in 32 bits
    [InlineData("C9 FFFFFFFF 05 00")]
    public void A_length_beyond_the_end_is_damage_for_known_and_unknown_members(string value)
    {
        foreach (int key in (int[])[9, 10, 31, 99])   // times and keys that nobody knows
        {
            byte[] frame = Payloads.Frame<Everything>(Payloads.At(key, Bytes.Of(value)));

            long allocated = Payloads.Allocated<Everything>(frame, out Exception? error);

            Assert.IsType<SessionCorruptException>(error);
            Assert.InRange(allocated, 0, 1 << 17);
        }
    }

    [Theory]
    [InlineData("D6 FF 00000001")]
    [InlineData("D7 FF 0000000000000001")]
    [InlineData("C7 0C FF 00000000 0000000000000001")]
    public void A_timestamp_of_each_length_is_a_time(string value) => Bytes.Read(Bytes.Of(value), (ref r) => r.ReadDateTime());

    [Theory]
    [InlineData("D4 FF 00")]
    [InlineData("C7 0B FF 00000000 00000000000000")]
    [InlineData("C7 0D FF 00000000 000000000000000000")]
    [InlineData("D6 05 00000001")]
    public void A_timestamp_of_another_length_or_type_is_damage(string value) => Bytes.Corrupt(Bytes.Of(value), (ref r) => r.ReadDateTime());
}
