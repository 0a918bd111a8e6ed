using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Names of types and members as generated code writes them.</summary>
internal static class TypeNames
{
    private const string Formatter = "SessionFormatter";

    private static readonly SymbolDisplayFormat Annotated = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Such as <c>global::System.Collections.Generic.List&lt;string?&gt;</c>.</summary>
    public static string FullName(ITypeSymbol type) => type.ToDisplayString(Annotated);

    /// <summary>The full name without the annotation at the outside.</summary>
    public static string BareName(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Annotated);

    /// <summary>The full name of a generic type of the framework, without its arguments.</summary>
    public static string OpenName(INamedTypeSymbol type) => $"global::{type.ContainingNamespace.ToDisplayString()}.{type.Name}";

    /// <summary>
    /// The array of a type. Of <c>int[][,]</c> the outermost is the one written first, and a <c>?</c> closes what is before it.
    /// </summary>
    public static string ArrayOf(string element, int rank)
    {
        int at = element.Length;
        while (at > 0 && element[at - 1] == ']')
        {
            at = element.LastIndexOf('[', at - 1);
        }

        return element.Insert(at, $"[{new string(',', rank - 1)}]");
    }

    /// <summary>A name as an identifier: keywords get their <c>@</c>.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    public static string MetadataName(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            return $"{MetadataName(outer)}+{type.MetadataName}";
        }

        return In(type.ContainingNamespace, type.MetadataName);

        static string In(INamespaceSymbol? space, string name) =>
            space is { IsGlobalNamespace: false } ? In(space.ContainingNamespace, $"{space.Name}.{name}") : name;
    }

    /// <summary>The types in a namespace or a type, however deep.</summary>
    public static IEnumerable<INamedTypeSymbol> AllTypes(this INamespaceOrTypeSymbol scope) => scope.GetMembers().SelectMany(member => member switch
    {
        INamespaceSymbol space => space.AllTypes(),
        INamedTypeSymbol type => type.AllTypes().Prepend(type),
        _ => [],
    });

    /// <summary>The type and what contains it, outermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> Chain(this INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? outer.Chain().Append(type) : [type];

    /// <summary>The full name of the formatter that is generated into a type.</summary>
    public static string FormatterOf(INamedTypeSymbol type) => $"{BareName(type)}.{FormatterName(type)}";

    /// <summary>The name of the formatter that is generated into a type: one that the type does not use itself.</summary>
    public static string FormatterName(INamedTypeSymbol type)
    {
        // Of a type in another assembly the name is known by what was generated: which names were taken there does not show.
        INamedTypeSymbol? made = type.GetTypeMembers().FirstOrDefault(nested => nested.Name.StartsWith(Formatter, StringComparison.Ordinal) && nested.IsGenerated());
        return made?.Name ?? FreeName(type, Formatter);
    }

    /// <summary>A name that neither a type itself, a type parameter, nor a member of its own or of its bases has.</summary>
    public static string FreeName(INamedTypeSymbol type, string name)
    {
        INamedTypeSymbol[] levels = [.. FoundMembers.Levels(type).DefaultIfEmpty(type)];
        while (type.Name == name || type.AllTypeParameters().Any(parameter => parameter.Name == name) || levels.Any(level => IsTaken(level, name)))
        {
            name += "_";
        }

        return name;
    }

    /// <summary>A name that nothing in a namespace has.</summary>
    public static string FreeName(INamespaceSymbol space, string name)
    {
        while (IsTaken(space, name))
        {
            name += "_";
        }

        return name;
    }

    private static bool IsTaken(INamespaceOrTypeSymbol scope, string name) => scope.GetMembers(name).Any(member => !member.IsGenerated());
}
