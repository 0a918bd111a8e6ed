using Fluers.Sdk.Tests.TestTypes;
using Fluers.Sdk.Tests.Wire;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>Arrays and maps that claim more than there is, up to what overflows a number of 32 bits.</summary>
public class HeaderOverflowTests
{
    [Theory]
    [InlineData("DD 80000000")]
    [InlineData("DD 7FFFFFFF")]
    [InlineData("DD FFFFFFFF C0 C0 C0")]
    [InlineData("DF 80000000")]
    [InlineData("DF FFFFFFFF C0")]
    [InlineData("DB 80000000 61")]
    [InlineData("DB FFFFFFFF")]
    [InlineData("C6 7FFFFFFF 00")]
    [InlineData("C6 FFFFFFFF")]
    [InlineData("C9 7FFFFFFF 01")]
    [InlineData("C9 FFFFFFFF FF")]
    [InlineData("92 DD7FFFFFFF 00")]
    public void A_claimed_length_without_the_bytes_for_it_is_damage_and_allocates_nothing_for_them(string hex)
    {
        byte[] bytes = Bytes.Of(hex);
        foreach (Reading<object?> read in HostileBytesTests.Readers.Values)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Exception? e = Record.Exception(() => Bytes.Read(bytes, read));
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.IsType<SessionCorruptException>(e);
            Assert.True(allocated < 1_000_000, $"{allocated} bytes");
        }
    }

    [Theory]
    [InlineData(Everything.ListsKey, 14, "DD FFFFFFFF")]
    [InlineData(Everything.ListsKey, 14, "DD 80000000")]
    [InlineData(Everything.ListsKey, 14, "DC FFFF")]
    [InlineData(Everything.SetsKey, 12, "DD FFFFFFFF")]
    [InlineData(Everything.MapsKey, 10, "DF FFFFFFFF")]
    [InlineData(Everything.MapsKey, 10, "DF 80000001")]   // twice this is 2 in 32 bits
    [InlineData(Everything.MapsKey, 10, "DE FFFF")]
    public void No_collection_believes_a_claim_beyond_the_bytes_that_are_left(int part, int members, string header)
    {
        for (int key = 0; key < members; key++)
        {
            byte[] frame = Payloads.Frame<Everything>(Payloads.At(part, Payloads.At(key, [.. Bytes.Of(header), 1, 2, 3])));

            long allocated = Payloads.Allocated<Everything>(frame, out Exception? error);

            Assert.Contains("bytes are left", Assert.IsType<SessionCorruptException>(error).Reason);
            Assert.InRange(allocated, 0, 1 << 17);
        }
    }
}
