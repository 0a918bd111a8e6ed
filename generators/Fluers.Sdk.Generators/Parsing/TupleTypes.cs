using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>The types that are an array of their parts on the wire, whatever the parts.</summary>
internal static class TupleTypes
{
    private static readonly string[] Pair = ["Key", "Value"];
    /// <summary>The names of the parts of a tuple.</summary>
    public static readonly string[] Items = ["Item1", "Item2", "Item3", "Item4", "Item5", "Item6", "Item7", "Rest"];

    /// <summary>The names of a type's parts, one for each type argument; <see langword="null"/> for other types.</summary>
    public static string[]? PartsOf(INamedTypeSymbol type) =>
        type is { Name: "ValueTuple", Arity: > 0 } && type.IsNamed("System.ValueTuple") ? [.. Items.Take(type.Arity)]
        : type is { Name: "KeyValuePair", Arity: 2 } && type.IsNamed("System.Collections.Generic.KeyValuePair") ? Pair
        : null;
}
