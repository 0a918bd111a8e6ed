using Fluers.Sdk.Tests.Wire;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>What is kept of keys that a shape does not have costs in proportion to what was found there.</summary>
public class UnknownMembersCostTests
{
    private const int Gaps = 10_000;

    // A value at every second key.
    private static readonly byte[] Values = [.. Enumerable.Range(0, Gaps).Select(i => (byte)(i % 128))];

    [Fact]
    public void Values_between_known_keys_are_kept_without_copying_those_before_them()
    {
        Bytes.Read(Values, Keep);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Bytes.Read(Values, Keep);

        // 16 bytes for where it stands, twice while it grows and once more when it has grown, and an array of one byte.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * Gaps);
    }

    [Fact]
    public void Each_of_many_values_is_written_back_at_its_key()
    {
        UnknownMembers unknown = Bytes.Read(Values, Keep);

        byte[] written = Bytes.Written((ref w) =>
        {
            for (int key = 0; key < 2 * Gaps; key++)
            {
                unknown.WriteAt(ref w, key);
            }
        });

        Assert.Equal(2 * Gaps - 1, unknown.LengthWith(0));
        Assert.Equal(Values.SelectMany(value => (byte[])[value, 0xC0]), written);
    }

    [Fact]
    public void Many_values_take_part_in_equality_one_by_one()
    {
        UnknownMembers unknown = Bytes.Read(Values, Keep);
        byte[] other = [.. Values];
        other[Gaps / 2] ^= 1;

        Assert.Equal(unknown, Bytes.Read(Values, Keep));
        Assert.Equal(unknown.GetHashCode(), Bytes.Read(Values, Keep).GetHashCode());
        Assert.NotEqual(unknown, Bytes.Read(other, Keep));
        Assert.NotEqual(unknown, default);
        Assert.NotEqual(default, unknown);
    }

    private static UnknownMembers Keep(ref SessionReader reader)
    {
        UnknownMembers unknown = default;
        for (int i = 0; i < Gaps; i++)
        {
            reader.KeepUnknown(ref unknown, 2 * i);
        }

        return unknown;
    }
}
