using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>
/// Finds what makes code give another value each time, or touch the world. What the code calls is looked into as far as its source is
/// at hand.
/// </summary>
internal sealed class Impurity
{
    // A hop that reaches the clock by more steps than this is found by those who read it.
    private const int MaxSteps = 4;

    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellation;
    private readonly INamedTypeSymbol? _own;
    private readonly Dictionary<ISymbol, string?> _known = new(SymbolEqualityComparer.Default);

    private Impurity(SemanticModel model, INamedTypeSymbol? own, CancellationToken cancellation) => (_model, _own, _cancellation) = (model, own, cancellation);

    /// <summary>The first such thing in code, in words such as <c>Guid.NewGuid: chance</c>; <see langword="null"/> where there is none.</summary>
    public static string? FirstIn(SyntaxNode code, SemanticModel model, CancellationToken cancellation) =>
        new Impurity(model, own: null, cancellation).In(code, model, 0).Select(found => found.What).FirstOrDefault();

    /// <summary>Each such thing in a type, with the code that stands for it.</summary>
    public static IEnumerable<(SyntaxNode Where, string What)> AllIn(TypeDeclarationSyntax code, SemanticModel model, CancellationToken cancellation) =>
        new Impurity(model, model.GetDeclaredSymbol(code, cancellation), cancellation).In(code, model, 0);

    private IEnumerable<(SyntaxNode Where, string What)> In(SyntaxNode code, SemanticModel model, int steps)
    {
        foreach (SyntaxNode node in code.DescendantNodesAndSelf(static node => !IsNameOf(node)))
        {
            if (node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax && UsedBy(node, model) is { } used && Of(used, steps) is { } source)
            {
                yield return (node, source);
            }
        }
    }

    /// <summary>What a name stands for. That of a type alone does nothing; what is asked of it does, and so does making one of it.</summary>
    private ISymbol? UsedBy(SyntaxNode node, SemanticModel model)
    {
        ISymbol? symbol = model.GetSymbolInfo(node, _cancellation).Symbol;
        if (symbol is INamedTypeSymbol)
        {
            SyntaxNode made = node.Parent is QualifiedNameSyntax qualified && qualified.Right == node ? qualified : node;
            symbol = made.Parent is ObjectCreationExpressionSyntax creation ? model.GetSymbolInfo(creation, _cancellation).Symbol : null;
        }

        return symbol is IMethodSymbol or IPropertySymbol or IFieldSymbol ? symbol : null;
    }

    private string? Of(ISymbol used, int steps) =>
        ImpureSources.Of(used, isInside: steps > 0) is { } source ? $"{NameOf(used)}: {source}"
        : steps < MaxSteps && Behind(used, steps) is { } behind ? $"{NameOf(used)} → {behind}"
        : null;

    /// <summary>What stands in the source of something that is used. The code's own type is looked at where it is written.</summary>
    private string? Behind(ISymbol used, int steps)
    {
        ISymbol definition = used.OriginalDefinition;
        if (_known.TryGetValue(definition, out string? known))
        {
            return known;
        }

        if (definition.DeclaringSyntaxReferences.IsEmpty || SymbolEqualityComparer.Default.Equals(definition.ContainingType, _own) || IsGenerated(definition))
        {
            return null;
        }

        _known[definition] = null;   // what calls itself comes to an end
        return _known[definition] = definition.DeclaringSyntaxReferences
            .Where(reference => _model.Compilation.ContainsSyntaxTree(reference.SyntaxTree))
            .Select(reference => reference.GetSyntax(_cancellation))
            .SelectMany(CodeOf)
            .SelectMany(code => In(code, _model.Compilation.GetSemanticModel(code.SyntaxTree), steps + 1))
            .Select(found => found.What)
            .FirstOrDefault();
    }

    private static IEnumerable<SyntaxNode> CodeOf(SyntaxNode declaration)
    {
        SyntaxNode?[] code = declaration switch
        {
            BaseMethodDeclarationSyntax method => [method.Body, method.ExpressionBody],
            LocalFunctionStatementSyntax => [],   // stands inside what is looked at
            PropertyDeclarationSyntax property => [property.ExpressionBody, property.Initializer, property.AccessorList],
            VariableDeclaratorSyntax field => [field.Initializer],
            _ => [],
        };
        return code.OfType<SyntaxNode>();
    }

    private static bool IsGenerated(ISymbol? symbol) => symbol is not null && (symbol.IsGenerated() || IsGenerated(symbol.ContainingType));

    private static bool IsNameOf(SyntaxNode node) =>
        node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.RawKind: (int)SyntaxKind.IdentifierToken, Identifier.ValueText: "nameof" } };

    private static string NameOf(ISymbol used) =>
        used is IMethodSymbol { MethodKind: MethodKind.Constructor } ? used.ContainingType.Name : $"{used.ContainingType.Name}.{used.Name}";
}
