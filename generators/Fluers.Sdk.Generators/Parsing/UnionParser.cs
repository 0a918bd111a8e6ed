using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Reads how a type belongs to a union.</summary>
internal static class UnionParser
{
    /// <summary>The union that a type derives from; <see langword="null"/> when there is none.</summary>
    public static INamedTypeSymbol? UnionOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent.Has(KnownAttributes.Union))
            {
                return parent;
            }
        }

        return type.AllInterfaces.FirstOrDefault(parent => parent.Has(KnownAttributes.Union));
    }

    /// <summary>The tag of a case; <see langword="null"/> for a type that is none.</summary>
    public static int? TagOf(INamedTypeSymbol type) => type.Find(KnownAttributes.Case)?.ConstructorArguments is [{ Value: int tag }] ? tag : null;

    public static UnionModel? Parse(INamedTypeSymbol type, Report report)
    {
        if (!type.Has(KnownAttributes.Union))
        {
            return null;
        }

        if (type.TypeKind == TypeKind.Class && type.InstanceConstructors.All(constructor => constructor.Parameters.Length > 0))
        {
            report.Add(Descriptors.NoConstructor, type, type.Name, "its case Unknown, which keeps what a newer build wrote, has nothing to give to its constructor");
        }

        return new UnionModel(
            IsInterface: type.TypeKind == TypeKind.Interface,
            FoundMembers.Levels(type)
                .SelectMany(level => level.GetMembers())
                .Where(FoundMembers.IsRequired)
                .Select(member => TypeNames.Identifier(member.Name))
                .Distinct()
                .ToEquatableArray());
    }

    public static CaseModel? ParseCase(INamedTypeSymbol type, Report report)
    {
        if (TagOf(type) is not { } tag)
        {
            return null;
        }

        if (UnionOf(type) is not { } union)
        {
            report.Add(Descriptors.CaseOfNothing, type, type.Name);
            return null;
        }

        if (!SymbolEqualityComparer.Default.Equals(union.ContainingAssembly, type.ContainingAssembly))
        {
            report.Add(Descriptors.WrongKind, type, type.Name, $"the union {union.Name} is closed: its cases stand in its own assembly, {union.ContainingAssembly.Name}");
        }

        if (!type.IsSealed && !type.IsValueType)
        {
            report.Add(Descriptors.CaseNotSealed, type, type.Name);
        }

        if (tag < 0)
        {
            report.Add(Descriptors.WrongKind, type, type.Name, $"its tag {tag} is negative");
        }

        return new CaseModel(TypeNames.BareName(union), tag, type.Name, TypeNames.BareName(type), TypeNames.FormatterOf(type));
    }
}
