namespace Fluers.Sdk.Generators.Locks;

/// <summary>FNV-1a with 64 bits, over the UTF-16 units of a text: a hash that needs no library, the same on every machine.</summary>
internal static class Fnv
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Hash(string text) => text.Aggregate(Basis, (hash, c) => unchecked((hash ^ c) * Prime));
}
