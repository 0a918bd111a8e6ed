using Fluers.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Why a type cannot be stored, and the way to it from the type of the member.</summary>
internal sealed record TypeFault(DiagnosticDescriptor Descriptor, string Path, string Reason)
{
    /// <summary>The metadata name of the type at fault.</summary>
    public string? Type { get; init; }

    /// <summary>The keyword of a type that may be anything; <see langword="null"/> for others.</summary>
    public string? Anything { get; init; }

    public static TypeFault Of(DiagnosticDescriptor descriptor, ITypeSymbol type, string reason) =>
        new(descriptor, Name(type), reason) { Type = type is INamedTypeSymbol { OriginalDefinition: { } named } ? TypeNames.MetadataName(named) : null };

    /// <summary>The same fault, inside another type.</summary>
    public TypeFault Inside(ITypeSymbol outer) => this with { Path = $"{Name(outer)} → {Path}" };

    /// <summary>The way to a type from one that holds it.</summary>
    public static string? PathTo(SpecialType held, ITypeSymbol type)
    {
        if (type.SpecialType == held)
        {
            return Name(type);
        }

        string? path = type switch
        {
            IArrayTypeSymbol array => PathTo(held, array.ElementType),
            INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Select(element => PathTo(held, element.Type)).FirstOrDefault(found => found is not null),
            INamedTypeSymbol named => named.TypeArguments.Select(argument => PathTo(held, argument)).FirstOrDefault(found => found is not null),
            _ => null,
        };
        return path is null || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } ? path : $"{Name(type)} → {path}";
    }

    public void Report(Report report, INamedTypeSymbol type, ISymbol member) =>
        report.AddFixable(Descriptor, member, Hints.Of(Type), type.Name, member.Name, Path, Anything is null ? Reason : $"{Reason}, or, for whatever JSON can hold, write '{CodeLine.WithType(member, Anything, "JsonElement")}'");

    private static string Name(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
