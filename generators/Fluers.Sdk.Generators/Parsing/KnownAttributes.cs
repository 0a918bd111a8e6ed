using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>The attributes that the parser looks for, by name: no reference to the runtime is needed.</summary>
internal static class KnownAttributes
{
    public const string Sdk = "Fluers.Sdk";
    public const string Parts = "Fluers.Sdk.SessionPartShapesAttribute";
    public const string Shape = "Fluers.Sdk.SessionSchemaShapeAttribute";
    public const string Schema = "Fluers.Sdk.SessionSchemaAttribute";
    public const string Part = "Fluers.Sdk.SessionPartAttribute";
    public const string Union = "Fluers.Sdk.SessionUnionAttribute";
    public const string Case = "Fluers.Sdk.CaseAttribute";

    public const string Flags = "System.FlagsAttribute";

    public const string Key = "MessagePack.KeyAttribute";
    private const string DataAnnotationsKey = "System.ComponentModel.DataAnnotations.KeyAttribute";
    private const string Ignore = "MessagePack.IgnoreMemberAttribute";
    private const string MessagePackObject = "MessagePack.MessagePackObjectAttribute";
    private const string Constructor = "MessagePack.SerializationConstructorAttribute";
    private const string Formatter = "MessagePack.MessagePackFormatterAttribute";
    private const string SetsRequired = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";
    private const string Obsolete = "System.ObsoleteAttribute";
    private const string InlineArray = "System.Runtime.CompilerServices.InlineArrayAttribute";
    private const string Layout = "System.Runtime.InteropServices.StructLayoutAttribute";
    private const int ExplicitLayout = 2;
    private const string Generated = "System.CodeDom.Compiler.GeneratedCodeAttribute";

    public static AttributeData? Find(this ISymbol symbol, string fullName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && IsNamed(type, fullName))
            {
                return attribute;
            }
        }

        return null;
    }

    public static bool Has(this ISymbol symbol, string fullName) => symbol.Find(fullName) is not null;

    /// <summary>What a property says, or else the property that it overrides.</summary>
    private static AttributeData? FindInherited(this ISymbol symbol, string fullName) =>
        symbol.Find(fullName) ?? (symbol as IPropertySymbol)?.OverriddenProperty?.FindInherited(fullName);

    public static AttributeData? FindKey(this ISymbol symbol) => symbol.FindInherited(Key);

    /// <summary>The attribute by which databases are told of a key.</summary>
    public static AttributeData? FindForeignKey(this ISymbol symbol) => symbol.Find(DataAnnotationsKey);

    /// <summary>The name of an attribute that is named as one of MessagePack and is none that the compiler finds.</summary>
    public static string? FindLost(this ISymbol symbol) => symbol.GetAttributes()
        .Where(attribute => attribute.AttributeClass is { TypeKind: TypeKind.Error })
        .Select(attribute => attribute.AttributeClass!.Name is { } name && name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : attribute.AttributeClass.Name)
        .FirstOrDefault(name => name is "Key" or "IgnoreMember");

    public static AttributeData? FindFormatter(this ISymbol symbol) => symbol.FindInherited(Formatter);

    public static bool IsIgnored(this ISymbol symbol) => symbol.FindInherited(Ignore) is not null;

    /// <summary>Whether a type is one of MessagePack-CSharp's own, whose keys say nothing of sessions.</summary>
    public static bool IsMessagePackObject(this ITypeSymbol type) => type.Has(MessagePackObject);

    public static bool IsChosenConstructor(this IMethodSymbol constructor) => constructor.Has(Constructor);

    public static bool SetsRequiredMembers(this IMethodSymbol constructor) => constructor.Has(SetsRequired);

    /// <summary>Whether code may name a symbol only where it is obsolete itself.</summary>
    public static bool IsForbidden(this ISymbol symbol) => symbol.Find(Obsolete)?.ConstructorArguments is [_, { Value: true }]
        || (symbol is IPropertySymbol property && (property.GetMethod?.IsForbidden() == true || property.SetMethod?.IsForbidden() == true));

    /// <summary>Whether the layout of a struct leaves no room for a field that is generated into it.</summary>
    public static bool HasFixedLayout(this INamedTypeSymbol type) =>
        type.Has(InlineArray) || (type.Find(Layout)?.ConstructorArguments is [{ Value: { } kind }] && Convert.ToInt32(kind, System.Globalization.CultureInfo.InvariantCulture) == ExplicitLayout);

    /// <summary>Whether this generator made the symbol: analyzers see its output, the generator does not.</summary>
    public static bool IsGenerated(this ISymbol symbol) =>
        symbol.Find(Generated)?.ConstructorArguments is [{ Value: Emission.TypeEmitter.Tool }, ..];

    public static bool IsSession(this ITypeSymbol type) => type.Has(Schema) || type.Has(Part) || type.Has(Union) || type.Has(Case);

    /// <summary>Whether a type has a full name, type parameters left aside. Asked of every attribute: it makes no text.</summary>
    public static bool IsNamed(this ITypeSymbol type, string fullName) =>
        type.ContainingType is null && Ends(fullName, fullName.Length, type.Name, out int dot) && IsNamed(type.ContainingNamespace, fullName, dot);

    private static bool IsNamed(INamespaceSymbol? space, string fullName, int end) =>
        space is null or { IsGlobalNamespace: true }
            ? end < 0
            : Ends(fullName, end, space.Name, out int dot) && IsNamed(space.ContainingNamespace, fullName, dot);

    /// <summary>Whether the last name before <paramref name="end"/> is a given one; the dot before it is at -1 for the first name.</summary>
    private static bool Ends(string fullName, int end, string name, out int dot)
    {
        dot = end - name.Length - 1;
        return dot >= -1
            && (dot == -1 || fullName[dot] == '.')
            && string.CompareOrdinal(fullName, dot + 1, name, 0, name.Length) == 0;
    }
}
