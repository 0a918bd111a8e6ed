namespace Fluers.Sdk.Wire;

/// <summary>
/// A sorted list as it is read. What comes in order goes to its end. What does not waits in a tree until all is there: put in its
/// place at once, it would move all that stands behind it, and whoever sends entries backwards makes the time quadratic.
/// </summary>
/// <param name="capacity">For how many entries memory is set aside.</param>
/// <param name="order">The order; <see langword="null"/> for the type's own way.</param>
public struct SortedListBuilder<TKey, TValue>(int capacity, IComparer<TKey>? order)
    where TKey : notnull
{
    private readonly SortedList<TKey, TValue> _inOrder = new(capacity, order);
    private SortedDictionary<TKey, TValue>? _late;

    /// <summary>Adds an entry.</summary>
    /// <returns>Whether its key was not there.</returns>
    public bool TryAdd(TKey key, TValue value)
    {
        int last = _inOrder.Count - 1;
        if (last < 0 || _inOrder.Comparer.Compare(_inOrder.GetKeyAtIndex(last), key) < 0)
        {
            _inOrder.Add(key, value);
            return true;
        }

        return !_inOrder.ContainsKey(key) && (_late ??= new(_inOrder.Comparer)).TryAdd(key, value);
    }

    /// <summary>The list of all entries. The builder is not used any more.</summary>
    public readonly SortedList<TKey, TValue> ToSortedList()
    {
        if (_late is null)
        {
            return _inOrder;
        }

        var all = new SortedList<TKey, TValue>(_inOrder.Count + _late.Count, _inOrder.Comparer);
        int next = 0;
        foreach ((TKey key, TValue value) in _late)
        {
            for (; next < _inOrder.Count && all.Comparer.Compare(_inOrder.GetKeyAtIndex(next), key) < 0; next++)
            {
                all.Add(_inOrder.GetKeyAtIndex(next), _inOrder.GetValueAtIndex(next));
            }

            all.Add(key, value);
        }

        for (; next < _inOrder.Count; next++)
        {
            all.Add(_inOrder.GetKeyAtIndex(next), _inOrder.GetValueAtIndex(next));
        }

        return all;
    }
}
