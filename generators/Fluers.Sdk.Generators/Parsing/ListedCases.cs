using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Reads the list of a union declaration: each type in it is a case, and one of them keeps what a newer build wrote.</summary>
internal static class ListedCases
{
    public static UnionModel Parse(INamedTypeSymbol union, Report report)
    {
        var cases = new List<CaseModel>();
        bool hasUnknown = false;
        foreach (IMethodSymbol constructor in UnionDeclaration.ConstructorsOf(union))
        {
            ITypeSymbol type = constructor.Parameters[0].Type;
            if (UnionDeclaration.IsUnknown(type, union))
            {
                hasUnknown = true;
            }
            else if (FaultOf(type, union, report) is { } why)
            {
                report.Add(Descriptors.BadCase, constructor, union.Name, NameOf(type), why);
            }
            else
            {
                cases.Add(Case((INamedTypeSymbol)type.OriginalDefinition, union, report));
            }
        }

        if (!hasUnknown)
        {
            report.Add(Descriptors.NoUnknownCase, union, union.Name, CodeLine.OfUnion(union));
        }

        return new UnionModel(IsInterface: false, SelfFormatter: null, RequiredMembers: default) { IsDeclared = true, Listed = cases.ToEquatableArray() };
    }

    private static CaseModel Case(INamedTypeSymbol type, INamedTypeSymbol union, Report report)
    {
        if (!TypeParser.IsGenerated(type, union, report.Cancellation))
        {
            report.Fail($"{union.Name} lists {type.Name}, which has an error.");
        }

        return new CaseModel(TypeNames.BareName(union), UnionParser.TagOf(type)!.Value, type.Name, TypeNames.BareName(type), GenericNames.FormatterInside(type));
    }

    /// <summary>Why a type cannot be a case, and what to do; <see langword="null"/> where it can.</summary>
    private static string? FaultOf(ITypeSymbol type, INamedTypeSymbol union, Report report) => type switch
    {
        { TypeKind: TypeKind.Error } => "it was not found",
        { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } =>
            $"null is no case; remove the '?', and make the members nullable that hold {union.Name}",
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } own when !own.DeclaringSyntaxReferences.IsEmpty && !own.IsTupleType => FaultOf(own.OriginalDefinition, union, report),
        _ => $"it has no keys to grow by, and no number; list a record that holds it, such as '{Holder(type, union, report)}'",
    };

    private static string? FaultOf(INamedTypeSymbol type, INamedTypeSymbol union, Report report) => type switch
    {
        _ when type.Has(KnownAttributes.Union) || UnionDeclaration.Is(type) =>
            $"it is a union, whose values have numbers of their own; list a record that holds it, such as '{Holder(type, union, report)}'",
        _ when type.Has(KnownAttributes.Schema) => "it is a schema, with versions of its own, and cannot be inside another; list a record of its own for it",
        _ when !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, union.ContainingAssembly) =>
            $"it is of the project {type.ContainingAssembly.Name}, and the cases of a union stand in its own; list a record that holds it, such as '{Holder(type, union, report)}'",
        _ when UnionParser.TagOf(type) is null => $"it has no number; write '{CodeLine.OfType(type, $"[Case({NextTag(union, report)})]")}'",
        _ when UnionParser.HasOtherParameters(type, union.OriginalDefinition) =>
            $"a case has the type parameters of its union and no others; nest it in {union.Name}, and give it none of its own",
        _ => null,
    };

    /// <summary>A record with a type in it, to list in its place.</summary>
    private static string Holder(ITypeSymbol type, INamedTypeSymbol union, Report report) =>
        $"[Case({NextTag(union, report)})] public sealed partial record {(type is INamedTypeSymbol { Name.Length: > 0 } ? type.Name : union.Name)}Case([property: Key(0)] {NameOf(type)} Value);";

    private static string NameOf(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static int NextTag(INamedTypeSymbol union, Report report) => FreeNumbers.NextTag(UnionDeclaration.CasesOf(union), report.LockedCases(union));
}
