using Fluers.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Why a type cannot be stored, and the way to it from the type of the member.</summary>
internal sealed record TypeFault(DiagnosticDescriptor Descriptor, string Path, string Reason)
{
    /// <summary>The metadata name of the type at fault.</summary>
    public string? Type { get; init; }

    public static TypeFault Of(DiagnosticDescriptor descriptor, ITypeSymbol type, string reason) =>
        new(descriptor, Name(type), reason) { Type = type is INamedTypeSymbol { OriginalDefinition: { } named } ? TypeNames.MetadataName(named) : null };

    /// <summary>The same fault, inside another type.</summary>
    public TypeFault Inside(ITypeSymbol outer) => this with { Path = $"{Name(outer)} → {Path}" };

    public void Report(Report report, INamedTypeSymbol type, ISymbol member) =>
        report.AddFixable(Descriptor, member, Hints.Of(Type), type.Name, member.Name, Path, Reason);

    private static string Name(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
