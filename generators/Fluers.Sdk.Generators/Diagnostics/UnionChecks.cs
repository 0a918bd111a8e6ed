using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Checks what no single type shows: whether a union and the types that derive from it fit together.</summary>
internal static class UnionChecks
{
    /// <summary>A concrete type that derives from a union is a case of it.</summary>
    public static void CheckMember(INamedTypeSymbol type, Report report)
    {
        if (type is { IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct }
            && !type.Has(KnownAttributes.Case)
            && !type.IsGenerated()   // the case Unknown, to which people may add a part of their own
            && UnionParser.UnionOf(type) is { } union)
        {
            report.Add(Descriptors.DerivedWithoutCase, type, type.Name, union.Name);
        }
    }

    /// <summary>A union has cases, each with a tag of its own.</summary>
    public static void CheckUnion(INamedTypeSymbol type, UnionIndex unions, Report report)
    {
        if (!type.Has(KnownAttributes.Union))
        {
            return;
        }

        IReadOnlyList<INamedTypeSymbol> cases = unions.CasesOf(type);
        if (cases.Count == 0)
        {
            report.Add(Descriptors.NoCases, type, type.Name);
        }

        foreach (IGrouping<int?, INamedTypeSymbol> group in cases.GroupBy(UnionParser.TagOf))
        {
            foreach (INamedTypeSymbol twin in group.Skip(1))
            {
                report.Add(Descriptors.DuplicateTag, twin, group.First().Name, twin.Name, group.Key!.Value, type.Name);
            }
        }
    }
}
