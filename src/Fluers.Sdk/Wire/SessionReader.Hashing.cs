namespace Fluers.Sdk.Wire;

// How keys are told apart in hash tables. Whoever sends colliding keys makes the time quadratic: with few of them that is
// still little, so that small tables are those of every program; many are hashed as nobody can foresee.
public ref partial struct SessionReader
{
    private const int FewKeys = 256;

    /// <summary>What tells apart as many keys as a header announced; <see langword="null"/> for the type's own way.</summary>
    public IEqualityComparer<T>? Comparer<T>(int count) =>
        count <= FewKeys || typeof(T) == typeof(string) ? null
        : SeededHash.Knows<T>() ? SeededComparer<T>.Instance
        : Comparer<T>(count, SeededHash.Of);

    /// <summary>What tells apart as many keys as a header announced; <see langword="null"/> for the type's own way.</summary>
    /// <param name="count">The number of keys.</param>
    /// <param name="hash">Gives the hash code of a key by those of its parts.</param>
    public IEqualityComparer<T>? Comparer<T>(int count, Func<T, int> hash) =>
        count <= FewKeys ? null : new SeededComparer<T>(hash, count, _collisions ??= new Collisions(_position));

    /// <summary>
    /// What orders keys; <see langword="null"/> for the type's own way. Texts are ordered by their code units: their own way is that of
    /// the culture, and another machine would find another order, or take two keys for one.
    /// </summary>
    public static IComparer<T>? Order<T>() => typeof(T) == typeof(string) ? (IComparer<T>)(object)StringComparer.Ordinal : null;

    /// <summary>The hash code of a part.</summary>
    public static int HashOf<T>(T part) => SeededHash.Of(part);

    /// <summary>The hash code of a tuple by those of its parts.</summary>
    public static int HashOf(scoped ReadOnlySpan<int> parts) => SeededHash.Of(parts);
}
