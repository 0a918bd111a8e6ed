using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Checks what no single type shows: whether a union and the types that derive from it fit together.</summary>
internal static class UnionChecks
{
    /// <summary>A concrete type that derives from a union is a case of it, with a tag of its own.</summary>
    public static void CheckMember(INamedTypeSymbol type, UnionIndex unions, Report report)
    {
        if (type is not { IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct }
            || type.IsGenerated())   // the case Unknown, to which people may add a part of their own
        {
            return;
        }

        INamedTypeSymbol? union = UnionParser.BaseUnionOf(type);
        if (UnionParser.TagOf(type) is { } tag)
        {
            foreach (INamedTypeSymbol own in UnionDeclaration.With(type).Concat(union is null ? [] : [union]))
            {
                CheckTag(type, tag, own, unions.CasesOf(own), report);
            }
        }
        else if (union is not null && !type.Has(KnownAttributes.Case))
        {
            report.AddFixable(Descriptors.DerivedWithoutCase, type, Hints.Of(FreeNumbers.NextTag(unions.CasesOf(union), report.LockedCases(union))), type.Name, union.Name);
        }
    }

    /// <summary>A union has cases.</summary>
    public static void CheckUnion(INamedTypeSymbol type, UnionIndex unions, Report report)
    {
        if (type.Has(KnownAttributes.Union) && HasNoCases(type, unions))
        {
            report.Add(Descriptors.NoCases, type, type.Name);
        }
    }

    private static bool HasNoCases(INamedTypeSymbol union, UnionIndex unions) => union.TypeKind == TypeKind.Struct
        ? UnionDeclaration.Is(union) && UnionDeclaration.ConstructorsOf(union).All(constructor => UnionDeclaration.IsUnknown(constructor.Parameters[0].Type, union))
        : unions.CasesOf(union).Count == 0;

    private static void CheckTag(INamedTypeSymbol type, int tag, INamedTypeSymbol union, IReadOnlyList<INamedTypeSymbol> cases, Report report)
    {
        if (cases.Count(other => UnionParser.TagOf(other) == tag) < 2)
        {
            return;
        }

        // Of those that share a tag, the one that is stored under it keeps it. The others get free ones, each its own.
        IReadOnlyCollection<CaseShape> locked = [.. report.LockedCases(union)];
        INamedTypeSymbol[][] groups = [.. cases.GroupBy(UnionParser.TagOf).Select(same => same.OrderBy(one => IsLocked(one, locked) ? 0 : 1).ToArray())];
        INamedTypeSymbol keeper = Array.Find(groups, group => group.Contains(type, SymbolEqualityComparer.Default))![0];
        if (!SymbolEqualityComparer.Default.Equals(keeper, type))
        {
            int place = groups.SelectMany(group => group.Skip(1)).TakeWhile(other => !SymbolEqualityComparer.Default.Equals(other, type)).Count();
            report.AddFixable(Descriptors.DuplicateTag, type, Hints.Of(FreeNumbers.NextTag(cases, locked) + place), keeper.Name, type.Name, tag, union.Name);
        }
    }

    private static bool IsLocked(INamedTypeSymbol type, IReadOnlyCollection<CaseShape> locked) =>
        locked.Any(other => other.Tag == UnionParser.TagOf(type) && other.Name == type.Name && !other.IsRetired);
}
