namespace Fluers.Sdk.Tests.Wire;

/// <summary>Values at the edges, where encodings change their length.</summary>
internal static class Samples
{
    /// <summary>All powers of two of either sign, with their neighbours.</summary>
    public static IEnumerable<long> Integers =>
        Enumerable.Range(0, 63)
            .SelectMany(bit => new[] { (1L << bit) - 1, 1L << bit, (1L << bit) + 1 })
            .SelectMany(value => new[] { value, -value })
            .Concat([long.MinValue, long.MinValue + 1, long.MaxValue, -32, -33])
            .Distinct();

    /// <summary>Texts whose UTF-8 ends on either side of each change of the header, of characters of one to four bytes.</summary>
    public static IEnumerable<string> Texts
    {
        get
        {
            foreach (string character in new[] { "a", "é", "漢", "🎉" })
            {
                int size = System.Text.Encoding.UTF8.GetByteCount(character);
                foreach (int edge in new[] { 0, 31, 255, 1024, 3072, 65_535 })
                {
                    foreach (int count in Enumerable.Range(edge / size - 1, 4).Append(edge - 1).Append(edge).Append(edge + 1).Where(n => n >= 0).Distinct())
                    {
                        yield return string.Concat(Enumerable.Repeat(character, count));
                        yield return string.Concat(Enumerable.Repeat(character, count)) + "x";
                    }
                }
            }
        }
    }
}
