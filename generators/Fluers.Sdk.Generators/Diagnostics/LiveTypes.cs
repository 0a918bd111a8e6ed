using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Finds the types of today in migration code: those that it names, and those of what it takes from other classes.</summary>
internal sealed class LiveTypes(SemanticModel model, CancellationToken cancellation)
{
    private ShapeSymbols? _shapes;

    public IEnumerable<(SimpleNameSyntax Where, INamedTypeSymbol Type)> In(TypeDeclarationSyntax history, INamedTypeSymbol own)
    {
        foreach (SimpleNameSyntax name in history.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            ISymbol? found = model.GetSymbolInfo(name, cancellation).Symbol;
            ISymbol? symbol = (found as IMethodSymbol)?.ReducedFrom ?? found;
            INamedTypeSymbol? type = symbol switch
            {
                INamedTypeSymbol named => IsLive(named) ? named : null,
                { IsStatic: true, ContainingType: { } owner } when !SymbolEqualityComparer.Default.Equals(owner, own) => OfMember(name, symbol, owner),
                _ => null,
            };
            if (type is not null)
            {
                yield return (name, type);
            }
        }
    }

    /// <summary>A member of a live type is told of where that is named: only <c>using static</c> leaves it without a name.</summary>
    private INamedTypeSymbol? OfMember(SimpleNameSyntax name, ISymbol member, INamedTypeSymbol owner) => IsLive(owner)
        ? name.Parent is MemberAccessExpressionSyntax access && access.Name == name || name.Parent is QualifiedNameSyntax ? null : owner
        : LiveIn(member switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            IMethodSymbol method => method.OriginalDefinition.ReturnType,   // what a caller puts into it, that caller names
            _ => null,
        });

    private INamedTypeSymbol? LiveIn(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => LiveIn(array.ElementType),
        INamedTypeSymbol named => IsLive(named) ? named : named.TypeArguments.Select(LiveIn).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private bool IsLive(INamedTypeSymbol type) =>
        type.IsSession() || (type.TypeKind == TypeKind.Enum && !IsOfFramework(type) && (_shapes ??= ShapeSymbols.Of(model.Compilation, cancellation)).IsStoredEnum(type));

    /// <summary>The framework's own enums stay what they are.</summary>
    private static bool IsOfFramework(INamedTypeSymbol type)
    {
        INamespaceSymbol space = type.ContainingNamespace;
        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            space = outer;
        }

        return space.Name == "System";
    }
}
