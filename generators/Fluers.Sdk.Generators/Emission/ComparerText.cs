using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>The C# that tells apart the keys of a map or the elements of a set while they are read.</summary>
internal static class ComparerText
{
    /// <summary>A comparer that holds against colliding keys, or null; for what is sorted, an order that is the same everywhere.</summary>
    public static string Of(ValueModel key, bool isSorted) => isSorted ? $"{Names.Reader}.Order<{key.Type}>()"
        : IsOfParts(key) ? $"reader.Comparer<{key.Type}>(count, static key => {Hash(key, "key", "some")})"
        : $"reader.Comparer<{key.Type}>(count)";

    // A value that may be null and a tuple would hash themselves by what their parts give.
    private static bool IsOfParts(ValueModel key) => key.Kind == ValueKind.Tuple || (key is { IsNullable: true, IsValueType: true });

    private static string Hash(ValueModel value, string expression, string local) => value switch
    {
        { IsNullable: true, IsValueType: true } => $"({expression} is {{ }} {local} ? {Hash(value.NotNull, local, local + "1")} : 0)",
        { Kind: ValueKind.Tuple } => $"{Names.Reader}.HashOf(stackalloc int[] {{ {string.Join(", ", value.Parts.Select((part, i) => Hash(part.Value, $"{expression}.{part.Name}", $"{local}{i + 1}")))} }})",
        _ => $"{Names.Reader}.HashOf({expression})",
    };
}
