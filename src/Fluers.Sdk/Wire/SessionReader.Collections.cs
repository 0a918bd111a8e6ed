namespace Fluers.Sdk.Wire;

// Collections that are more than a header and their elements.
public ref partial struct SessionReader
{
    /// <summary>Reads the header of a tuple: an array of as many parts.</summary>
    public void ReadTupleHeader(int parts)
    {
        int start = _position;
        int count = ReadArrayHeader();
        if (count != parts)
        {
            throw CorruptAt(start, $"a tuple of {parts} parts is expected, found an array of {count}");
        }
    }

    /// <summary>Reads the header of an array of several dimensions: their lengths, and the header of the array of all elements.</summary>
    /// <param name="lengths">Takes the length of each dimension.</param>
    /// <returns>The number of elements: the product of the lengths, no more than there are bytes left.</returns>
    public int ReadGridHeader(scoped Span<int> lengths)
    {
        int start = _position;
        ReadTupleHeader(lengths.Length + 1);
        long product = 1;   // of lengths that are not 0, since the runtime refuses too great ones even beside a 0
        bool isEmpty = false;
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = (int)ReadSigned(0, Array.MaxLength);
            isEmpty |= lengths[i] == 0;
            product *= Math.Max(lengths[i], 1);
            if (product > Array.MaxLength)
            {
                throw CorruptAt(start, "the dimensions have more elements than an array can hold");
            }
        }

        int count = ReadArrayHeader();
        return count == (isEmpty ? 0 : product)
            ? count
            : throw CorruptAt(start, $"{count} elements do not fill dimensions of {string.Join(" × ", lengths.ToArray())}");
    }

    /// <summary>Adds an entry to a map.</summary>
    /// <returns>Whether its key was not there.</returns>
    public static bool TryAdd<TKey, TValue>(IDictionary<TKey, TValue> items, TKey key, TValue item)
        where TKey : notnull => items.TryAdd(key, item);

    /// <summary>The error for two equal elements in a set, once the second one has been read.</summary>
    public readonly SessionCorruptException DuplicateElement() => CorruptAt(
        _position - 1,
        _origin is null ? "the set holds an element twice" : $"the set holds two elements that are the same to this build, and not to the newer one that wrote version {_origin.Stamp.Version}: deploy that build, or a later one");
}
