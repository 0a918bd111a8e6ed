using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>The types that are one MessagePack scalar.</summary>
internal static class ScalarTypes
{
    /// <summary><c>Int32</c> of <c>WriteInt32</c> and <c>ReadInt32</c>; <see langword="null"/> for other types.</summary>
    public static string? PrimitiveOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => "Boolean",
        SpecialType.System_Char => "Char",
        SpecialType.System_SByte => "SByte",
        SpecialType.System_Byte => "Byte",
        SpecialType.System_Int16 => "Int16",
        SpecialType.System_UInt16 => "UInt16",
        SpecialType.System_Int32 => "Int32",
        SpecialType.System_UInt32 => "UInt32",
        SpecialType.System_Int64 => "Int64",
        SpecialType.System_UInt64 => "UInt64",
        SpecialType.System_Single => "Single",
        SpecialType.System_Double => "Double",
        SpecialType.System_Decimal => "Decimal",
        SpecialType.System_String => "String",
        SpecialType.System_DateTime => "DateTime",
        _ => type switch
        {
            IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => "Bytes",
            INamedTypeSymbol { Arity: 1, TypeArguments: [{ SpecialType: SpecialType.System_Byte }] } named =>
                named.IsNamed("System.ReadOnlyMemory") ? "Memory" : named.IsNamed("System.Memory") ? "WritableMemory" : null,
            INamedTypeSymbol { Arity: 0 } named => Named(named),
            _ => null,
        },
    };

    /// <summary>Whether equal keys stay equal through the wire: neither fractions nor bytes nor JSON do.</summary>
    public static bool IsStableKey(string primitive) =>
        primitive is not ("Half" or "Single" or "Double" or "Decimal" or "Bytes" or "Memory" or "WritableMemory")
        && !primitive.StartsWith("Json", StringComparison.Ordinal);

    private static string? Named(INamedTypeSymbol type)
    {
        string? space = type.Name switch
        {
            "Guid" or "TimeSpan" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "Half" or "Int128" or "UInt128" or "Uri" or "Version" => "System",
            "BigInteger" => "System.Numerics",
            "Rune" => "System.Text",
            "JsonElement" => "System.Text.Json",
            "JsonNode" or "JsonObject" or "JsonArray" => "System.Text.Json.Nodes",
            _ => null,
        };
        return space is not null && type.IsNamed($"{space}.{type.Name}") ? type.Name : null;
    }
}
