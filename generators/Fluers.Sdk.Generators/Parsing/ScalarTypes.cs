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
        _ => type switch
        {
            IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => "Bytes",
            INamedTypeSymbol { Arity: 1, TypeArguments: [{ SpecialType: SpecialType.System_Byte }] } named when named.IsNamed("System.ReadOnlyMemory") => "Memory",
            INamedTypeSymbol { Arity: 0 } named => Named(named),
            _ => null,
        },
    };

    /// <summary>Whether equal keys stay equal through the wire: neither fractions nor bytes nor JSON do.</summary>
    public static bool IsStableKey(string primitive) =>
        primitive is not ("Single" or "Double" or "Decimal" or "Bytes" or "Memory" or "JsonElement");

    private static string? Named(INamedTypeSymbol type) => type.Name switch
    {
        "Guid" when type.IsNamed("System.Guid") => "Guid",
        "TimeSpan" when type.IsNamed("System.TimeSpan") => "TimeSpan",
        "DateTimeOffset" when type.IsNamed("System.DateTimeOffset") => "DateTimeOffset",
        "JsonElement" when type.IsNamed("System.Text.Json.JsonElement") => "JsonElement",
        _ => null,
    };
}
