using System.Numerics;

namespace Fluers.Sdk.Tests.Wire;

public sealed class LongIntegerTests
{
    private const int MaxBytes = 64 * 1024;

    // The sign is the first bit that does not fit.
    private static readonly BigInteger Least = BigInteger.One << ((MaxBytes * 8) - 1);

    [Fact]
    public void The_longest_integer_comes_back()
    {
        byte[] bytes = Bytes.Written((ref w) => w.WriteBigInteger(-Least));
        Assert.Equal(-Least, Bytes.Read(bytes, (ref r) => r.ReadBigInteger()));
    }

    [Fact]
    public void A_longer_one_is_refused_when_it_is_written_since_it_would_be_when_it_is_read() => Assert.Equal(
        "the integer has 65537 bytes, more than the 65536 that are read again",
        Assert.Throws<SessionValueException>(() => Bytes.Written((ref w) => w.WriteBigInteger(Least))).Reason);
}
