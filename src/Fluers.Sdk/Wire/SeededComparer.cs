namespace Fluers.Sdk.Wire;

/// <summary>Equality as the type has it, with <see cref="SeededHash"/> for its hash codes.</summary>
internal sealed class SeededComparer<T>(Func<T, int> hash) : IEqualityComparer<T>
{
    public static SeededComparer<T> Instance { get; } = new(SeededHash.Of);

    public bool Equals(T? x, T? y) => EqualityComparer<T>.Default.Equals(x, y);

    public int GetHashCode(T value) => hash(value);

    // Two sets compare fast if their comparers are equal.
    public override bool Equals(object? obj) => obj is SeededComparer<T>;

    public override int GetHashCode() => typeof(T).GetHashCode();
}
