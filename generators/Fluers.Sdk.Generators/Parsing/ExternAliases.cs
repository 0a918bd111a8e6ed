using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Finds assemblies that only an <c>extern alias</c> leads to: generated code, which names everything from <c>global::</c> on, cannot name their types.</summary>
internal static class ExternAliases
{
    /// <summary>The alias without which a type cannot be named; <see langword="null"/> for a type that needs none.</summary>
    public static string? Of(ITypeSymbol type, Compilation compilation) =>
        type.ContainingAssembly is { } assembly
        && !SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly)
        && compilation.GetMetadataReference(assembly)?.Properties.Aliases is { IsDefaultOrEmpty: false } aliases
        && !aliases.Contains(MetadataReferenceProperties.GlobalAlias)
            ? aliases[0]
            : null;
}
