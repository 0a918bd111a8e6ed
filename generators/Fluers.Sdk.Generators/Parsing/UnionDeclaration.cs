using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>
/// Reads a type that is declared as a union of others, <c>union Content(Text, Image)</c>: a struct with a constructor for each of its
/// cases. It is known by its names alone: the compiler that this is built against has no such declarations.
/// </summary>
internal static class UnionDeclaration
{
    private const string Keyword = "union";
    private const string Union = "System.Runtime.CompilerServices.IUnion";

    // For each assembly, the unions that list a type.
    private static readonly ConditionalWeakTable<IAssemblySymbol, ILookup<ISymbol, INamedTypeSymbol>> Listings = new();

    /// <summary>Whether a type is declared so.</summary>
    public static bool Is(ITypeSymbol type) => type is INamedTypeSymbol { TypeKind: TypeKind.Struct } && (type.DeclaringSyntaxReferences.IsEmpty
        ? type.AllInterfaces.Any(static one => one.IsNamed(Union))
        : type.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax { Keyword.Text: Keyword }));

    /// <summary>The constructors that take a case each, in the order of the list. Each stands where the list names its case.</summary>
    public static IEnumerable<IMethodSymbol> ConstructorsOf(INamedTypeSymbol union) =>
        union.InstanceConstructors.Where(static constructor => constructor is { IsImplicitlyDeclared: true, Parameters.Length: 1 });

    /// <summary>Whether a type in the list is the case for what a newer build wrote, which may not have been generated yet.</summary>
    public static bool IsUnknown(ITypeSymbol type, INamedTypeSymbol union) =>
        type.Name == UnknownCase.Name && SymbolEqualityComparer.Default.Equals(type.ContainingSymbol?.OriginalDefinition, union.OriginalDefinition);

    /// <summary>The types in the list that have a number.</summary>
    public static IEnumerable<INamedTypeSymbol> CasesOf(INamedTypeSymbol union) => ConstructorsOf(union)
        .Select(static constructor => constructor.Parameters[0].Type.OriginalDefinition)
        .OfType<INamedTypeSymbol>()
        .Where(static type => UnionParser.TagOf(type) is not null);

    /// <summary>The unions that list a case, of those in its own assembly.</summary>
    public static IEnumerable<INamedTypeSymbol> With(INamedTypeSymbol @case) => @case.Has(KnownAttributes.Case) && !@case.DeclaringSyntaxReferences.IsEmpty
        ? Listings.GetValue(@case.ContainingAssembly, ListingsIn)[@case.OriginalDefinition]
        : [];

    private static ILookup<ISymbol, INamedTypeSymbol> ListingsIn(IAssemblySymbol assembly) =>
        (from union in assembly.GlobalNamespace.AllTypes()
         where union.TypeKind == TypeKind.Struct && union.Has(KnownAttributes.Union) && Is(union)
         from @case in CasesOf(union)
         select (Case: @case, Union: union))
        .ToLookup(static listed => (ISymbol)listed.Case, static listed => listed.Union, SymbolEqualityComparer.Default);
}
