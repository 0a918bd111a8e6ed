using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>
/// The text of a default that is no constant: its constants by their values and without the name of the type that is made, so that a
/// type may be renamed, and the same sequence may be spelled in each way that C# has.
/// </summary>
internal sealed class DefaultText : CSharpSyntaxRewriter
{
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellation;

    private DefaultText(SemanticModel model, CancellationToken cancellation) => (_model, _cancellation) = (model, cancellation);

    public static string Of(ExpressionSyntax initializer, bool isSequence, SemanticModel model, CancellationToken cancellation)
    {
        var text = new DefaultText(model, cancellation);
        return isSequence && ElementsOf(initializer) is { } elements
            ? $"[{string.Join(", ", elements.Select(text.Of))}]"
            : text.Of(initializer);
    }

    /// <inheritdoc/>
    public override SyntaxNode? Visit(SyntaxNode? node) => node is ExpressionSyntax && _model.GetConstantValue(node, _cancellation) is { HasValue: true, Value: var value }
        ? SyntaxFactory.ParseExpression((value is null ? null : SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)) ?? "null")
        : base.Visit(node);

    /// <inheritdoc/>
    public override SyntaxNode? VisitObjectCreationExpression(ObjectCreationExpressionSyntax node)
    {
        TypeInfo made = _model.GetTypeInfo(node, _cancellation);
        var visited = (ObjectCreationExpressionSyntax)base.VisitObjectCreationExpression(node)!;
        return SymbolEqualityComparer.Default.Equals(made.Type, made.ConvertedType)
            ? SyntaxFactory.ImplicitObjectCreationExpression(visited.ArgumentList ?? SyntaxFactory.ArgumentList(), visited.Initializer)
            : visited;
    }

    private string Of(ExpressionSyntax expression) => Visit(expression)!.NormalizeWhitespace(indentation: "", eol: " ").ToFullString();

    /// <summary>The elements of a sequence that is nothing but its elements.</summary>
    private static IEnumerable<ExpressionSyntax>? ElementsOf(ExpressionSyntax initializer) => initializer switch
    {
        CollectionExpressionSyntax collection when collection.Elements.All(element => element is ExpressionElementSyntax) =>
            collection.Elements.Select(element => ((ExpressionElementSyntax)element).Expression),
        ArrayCreationExpressionSyntax { Initializer: { } array, Type.RankSpecifiers.Count: 1 } => array.Expressions,
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
        InitializerExpressionSyntax array => array.Expressions,
        BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: { RawKind: (int)SyntaxKind.CollectionInitializerExpression } list }
            when list.Expressions.All(element => element is not InitializerExpressionSyntax) => list.Expressions,
        _ => null,
    };
}
