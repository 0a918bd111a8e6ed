namespace Fluers.Sdk.Testing;

/// <summary>What damage may make of a column.</summary>
internal static class CellValues
{
    /// <summary>Values that a row could have had: off by a little, another row's, the ends of the range; and flipped bits.</summary>
    /// <param name="cell">The column.</param>
    /// <param name="bits">How many flipped bits there are among them for a number; with more than one, also all of the first 256 bytes of others.</param>
    public static IEnumerable<object?> Of(StoredCell cell, int bits)
    {
        IEnumerable<object?> all = cell.Value switch
        {
            long number => Numbers(number, bits, cell.Name),
            string text => Texts(text, bits),
            byte[] bytes => Bytes(bytes, bits),
            _ => [],
        };
        return all.Append(null).Concat(bits > 1 ? cell.Others : cell.Others.Take(2)).DistinctBy(Shown).Where(value => Shown(value) != Shown(cell.Value));
    }

    /// <summary>A value as messages show it.</summary>
    public static string Shown(object? value) => value switch
    {
        null => "nothing",
        byte[] bytes => $"{bytes.Length} bytes {Convert.ToHexString(System.IO.Hashing.XxHash3.Hash(bytes))}",
        string text => $"'{text}'",
        _ => $"{value}",
    };

    private static IEnumerable<object?> Numbers(long number, int bits, string name)
    {
        yield return number - 1;
        yield return number + 1;
        yield return 0L;
        if (bits > 1)
        {
            yield return 1L;
            yield return unchecked(-number);
            yield return long.MaxValue;
            yield return long.MinValue;
        }

        // Others in each column, so that all bits have their turn somewhere.
        int first = name.Sum(letter => letter);
        for (int i = 0; i < bits; i++)
        {
            yield return number ^ (1L << ((first + (i * 64 / bits)) % 64));
        }
    }

    private static IEnumerable<object?> Texts(string text, int bits)
    {
        yield return "";
        yield return text[..^1];
        yield return "a/b";
        for (int i = 0; i < Math.Min(text.Length, bits); i++)
        {
            yield return text[..i] + (char)(text[i] ^ 1) + text[(i + 1)..];
        }
    }

    private static IEnumerable<object?> Bytes(byte[] bytes, int bits)
    {
        yield return Array.Empty<byte>();
        yield return bytes[..^1];
        yield return (byte[])[.. bytes, 0];
        int step = bits > 1 ? 1 : 171;
        for (int bit = 0; bit < Math.Min(bytes.Length * 8, 2048); bit += step)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return flipped;
        }
    }
}
