using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Reads how a type belongs to a union.</summary>
internal static class UnionParser
{
    private const string SelfFormatter = "SelfFormatter";

    /// <summary>The union that a type is a case of: the one that it derives from, or else one that lists it.</summary>
    public static INamedTypeSymbol? UnionOf(INamedTypeSymbol type) => BaseUnionOf(type) ?? UnionDeclaration.With(type).FirstOrDefault();

    /// <summary>The union that a type derives from; <see langword="null"/> when there is none.</summary>
    public static INamedTypeSymbol? BaseUnionOf(INamedTypeSymbol type)
    {
        if (IsItsOwnCase(type))
        {
            return type;
        }

        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent.Has(KnownAttributes.Union))
            {
                return parent;
            }
        }

        return type.AllInterfaces.FirstOrDefault(parent => parent.Has(KnownAttributes.Union));
    }

    /// <summary>The unions that a type belongs to beside one of them.</summary>
    private static IEnumerable<INamedTypeSymbol> OthersOf(INamedTypeSymbol type, INamedTypeSymbol union) =>
        FoundMembers.Levels(type).Skip(1).Concat(type.AllInterfaces)
            .Where(parent => parent.Has(KnownAttributes.Union) && !SymbolEqualityComparer.Default.Equals(parent, union));

    /// <summary>Whether a case has type parameters that are not its union's, or the union some that the case does not have.</summary>
    public static bool HasOtherParameters(INamedTypeSymbol type, INamedTypeSymbol union) =>
        type.AllTypeParameters().Count() != union.AllTypeParameters().Count() || (type.IsGenericChain() && !type.Chain().Contains(union, SymbolEqualityComparer.Default));

    /// <summary>What is known of a faulty union that lists its cases, one of them generated; <see langword="null"/> for any other type.</summary>
    public static UnionModel? Outline(INamedTypeSymbol type) => type.Has(KnownAttributes.Union) && UnionDeclaration.Is(type) && UnknownCase.FaultOf(type) is null
        ? new UnionModel(IsInterface: false, SelfFormatter: null, RequiredMembers: default) { IsDeclared = true }
        : null;

    /// <summary>Whether a type is a union that is not abstract: its own values are one of its cases.</summary>
    private static bool IsItsOwnCase(INamedTypeSymbol type) => type is { TypeKind: TypeKind.Class, IsAbstract: false } && type.Has(KnownAttributes.Union) && TagOf(type) is not null;

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

        if (UnknownCase.FaultOf(type) is { } fault)
        {
            report.Add(Descriptors.WrongKind, fault.Where, type.Name, fault.Why);
        }

        if (UnionDeclaration.Is(type))
        {
            return ListedCases.Parse(type, report);
        }

        return new UnionModel(
            IsInterface: type.TypeKind == TypeKind.Interface,
            SelfFormatter: IsItsOwnCase(type) ? TypeNames.FreeName(type, SelfFormatter) : null,
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

        bool isListed = UnionDeclaration.Is(union);   // by a union that says itself which types may be in its list
        if (!SymbolEqualityComparer.Default.Equals(union.ContainingAssembly, type.ContainingAssembly))
        {
            report.Add(Descriptors.WrongKind, type, type.Name, $"the union {union.Name} is closed: its cases stand in its own assembly, {union.ContainingAssembly.Name}");
        }

        if (!isListed && HasOtherParameters(type, union))
        {
            report.Add(Descriptors.WrongKind, type, type.Name, $"a case has the type parameters of its union and no others: nest it in {union.Name}, and give it none of its own");
        }

        if (!isListed && OthersOf(type, union).FirstOrDefault() is { } other)
        {
            report.Add(Descriptors.WrongKind, type, type.Name, $"it belongs to two unions, {union.Name} and {other.Name}, and its tag is of {union.Name} alone; derive it from one, and hold it in a case of the other");
        }

        bool isItself = SymbolEqualityComparer.Default.Equals(type, union);
        if (!type.IsSealed && !type.IsValueType && !isItself)
        {
            report.Add(Descriptors.CaseNotSealed, type, type.Name);
        }

        if (tag < 0)
        {
            report.Add(Descriptors.WrongKind, type, type.Name, $"its tag {tag} is negative");
        }

        return isListed ? null : new CaseModel(TypeNames.BareName(union), tag, type.Name, TypeNames.BareName(type), GenericNames.FormatterInside(type, isItself ? TypeNames.FreeName(type, SelfFormatter) : null));
    }
}
