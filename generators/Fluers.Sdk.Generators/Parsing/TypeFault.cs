using Fluers.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Why a type cannot be stored, and the way to it from the type of the member.</summary>
internal sealed record TypeFault(DiagnosticDescriptor Descriptor, string Path, string Reason)
{
    public static TypeFault Of(DiagnosticDescriptor descriptor, ITypeSymbol type, string reason) => new(descriptor, Name(type), reason);

    /// <summary>The same fault, inside another type.</summary>
    public TypeFault Inside(ITypeSymbol outer) => this with { Path = $"{Name(outer)} → {Path}" };

    public void Report(Report report, INamedTypeSymbol type, ISymbol member) =>
        report.Add(Descriptor, member, type.Name, member.Name, Path, Reason);

    private static string Name(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
