namespace Fluers.Sdk.Tests.Safety;

/// <summary>Changes bytes as faults and forgers do. The same random numbers give the same bytes.</summary>
internal static class Mutation
{
    // Headers that claim more than there is: arrays, maps, texts, bytes and extensions of every width.
    private static readonly byte[][] Overflowing =
    [
        [0xDC, 0xFF, 0xFF], [0xDD, 0x7F, 0xFF, 0xFF, 0xFF], [0xDD, 0xFF, 0xFF, 0xFF, 0xFF], [0xDE, 0xFF, 0xFF], [0xDF, 0x80, 0, 0, 0], [0xDF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0xD9, 0xFF], [0xDA, 0xFF, 0xFF], [0xDB, 0xFF, 0xFF, 0xFF, 0xFF], [0xC4, 0xFF], [0xC5, 0xFF, 0xFF], [0xC6, 0x7F, 0xFF, 0xFF, 0xFF],
        [0xC7, 0xFF, 0xFF], [0xC8, 0xFF, 0xFF, 0xFF], [0xC9, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ];

    /// <summary>One to four changes, one after the other.</summary>
    /// <param name="random">Decides them.</param>
    /// <param name="bytes">What is changed; it stays as it is.</param>
    /// <param name="other">What its end may be exchanged for.</param>
    public static byte[] Of(Random random, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> other)
    {
        byte[] changed = bytes.ToArray();
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            changed = Once(random, changed, other);
        }

        return changed;
    }

    private static byte[] Once(Random random, byte[] bytes, ReadOnlySpan<byte> other)
    {
        int at = random.Next(bytes.Length + 1);
        int length = random.Next(Math.Min(bytes.Length - at, 40) + 1);
        switch (random.Next(8))
        {
            case 0:
                return Replaced(bytes, at, 1, [(byte)((at < bytes.Length ? bytes[at] : 0) ^ (1 << random.Next(8)))]);
            case 1:
                return Replaced(bytes, at, 1, [(byte)random.Next(256)]);
            case 2:
                byte[] inserted = new byte[random.Next(1, 9)];
                random.NextBytes(inserted);
                return Replaced(bytes, at, 0, inserted);
            case 3:
                return Replaced(bytes, at, length, []);
            case 4:
                return Replaced(bytes, at, 0, bytes.AsSpan(at, length));
            case 5:
                return bytes[..at];
            case 6:
                byte[] header = Overflowing[random.Next(Overflowing.Length)];
                return Replaced(bytes, at, random.Next(2) * header.Length, header);
            default:
                return [.. bytes.AsSpan(0, at), .. other[random.Next(other.Length + 1)..]];
        }
    }

    private static byte[] Replaced(byte[] bytes, int at, int length, ReadOnlySpan<byte> by) =>
        [.. bytes.AsSpan(0, at), .. by, .. bytes.AsSpan(Math.Min(at + length, bytes.Length))];
}
