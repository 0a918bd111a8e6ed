using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>The cases of each union of a compilation, found once and only when someone asks.</summary>
internal sealed class UnionIndex(Compilation compilation)
{
    private readonly Lazy<ILookup<ISymbol?, INamedTypeSymbol>> _cases = new(() => compilation.Assembly.GlobalNamespace.AllTypes()
        .Where(type => UnionParser.TagOf(type) is not null)
        .ToLookup(type => (ISymbol?)UnionParser.UnionOf(type), SymbolEqualityComparer.Default));

    public IReadOnlyList<INamedTypeSymbol> CasesOf(INamedTypeSymbol union) =>
        [.. (UnionDeclaration.Is(union) ? UnionDeclaration.CasesOf(union) : _cases.Value[union]).OrderBy(type => type.Name, StringComparer.Ordinal)];
}
