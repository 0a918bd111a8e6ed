using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>The collections that are an array or a map on the wire.</summary>
internal static class CollectionTypes
{
    private const string Generic = "System.Collections.Generic";
    private const string Immutable = "System.Collections.Immutable";

    public static CollectionKind KindOf(INamedTypeSymbol type)
    {
        if (type.Arity is not (1 or 2) || type.ContainingType is not null)
        {
            return CollectionKind.None;
        }

        return (type.ContainingNamespace.ToDisplayString(), type.MetadataName) switch
        {
            (Generic, "List`1" or "IList`1" or "ICollection`1") => CollectionKind.List,
            (Generic, "IReadOnlyList`1" or "IReadOnlyCollection`1") => CollectionKind.ReadOnlyList,
            (Immutable, "ImmutableArray`1") => CollectionKind.ImmutableArray,
            (Immutable, "ImmutableList`1" or "IImmutableList`1") => CollectionKind.ImmutableList,
            (Generic, "Dictionary`2" or "IDictionary`2") => CollectionKind.Dictionary,
            (Generic, "SortedDictionary`2") => CollectionKind.SortedDictionary,
            (Generic, "IReadOnlyDictionary`2") => CollectionKind.ReadOnlyDictionary,
            (Immutable, "ImmutableDictionary`2" or "IImmutableDictionary`2") => CollectionKind.ImmutableDictionary,
            (Immutable, "ImmutableSortedDictionary`2") => CollectionKind.ImmutableSortedDictionary,
            _ => CollectionKind.None,
        };
    }
}
