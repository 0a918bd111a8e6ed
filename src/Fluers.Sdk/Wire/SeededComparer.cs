namespace Fluers.Sdk.Wire;

/// <summary>Equality as the type has it, with hash codes that nobody outside this process can foresee.</summary>
/// <param name="hash">Gives the hash code of a value.</param>
/// <param name="adding">How many values are added while the payload is read: the first of those that are hashed.</param>
/// <param name="collisions">Counts the comparisons until then; <see langword="null"/> where no hash codes can be made to collide.</param>
internal sealed class SeededComparer<T>(Func<T, int> hash, int adding = 0, Collisions? collisions = null) : IEqualityComparer<T>
{
    private int _toAdd = adding;
    private Collisions? _collisions = collisions;

    public static SeededComparer<T> Instance { get; } = new(SeededHash.Of);

    public bool Equals(T? x, T? y)
    {
        _collisions?.Count();
        return EqualityComparer<T>.Default.Equals(x, y);
    }

    public int GetHashCode(T value)
    {
        // Whoever looks for something in the collection once it has been read does so without a limit.
        if (_collisions is not null && --_toAdd < 0)
        {
            _collisions = null;
        }

        return hash(value);
    }

    // Two sets compare fast if their comparers are equal.
    public override bool Equals(object? obj) => obj is SeededComparer<T>;

    public override int GetHashCode() => typeof(T).GetHashCode();
}
