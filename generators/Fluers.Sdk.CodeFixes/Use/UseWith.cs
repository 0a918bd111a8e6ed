using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.Generators.Diagnostics.Use;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;

namespace Fluers.Sdk.CodeFixes.Use;

/// <summary>Copies an object with its changes, instead of making one from some of its members.</summary>
internal sealed class UseWith : SyntaxAction
{
    public override string TitleForAll => "Use 'with'";

    protected override string? TitleOf(Target target) => RebuildOf(target) is { } rebuild ? $"Use '{rebuild.Source.Syntax} with'" : null;

    protected override SyntaxNode? NodeOf(Target target) => RebuildOf(target) is null ? null : MadeOf(target);

    protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target)
    {
        Rebuild rebuild = RebuildOf(target)!;
        var source = (ExpressionSyntax)rebuild.Source.Syntax.WithoutTrivia();
        string changes = string.Join(", ", rebuild.Changes.Select(change => $"{change.Member.Name} = {change.Value.Syntax.WithoutTrivia()}"));
        ExpressionSyntax copy = changes.Length == 0 ? source : SyntaxFactory.ParseExpression($"{source} with {{ {changes} }}");
        editor.ReplaceNode(node, copy.WithTriviaFrom(node).WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static BaseObjectCreationExpressionSyntax? MadeOf(Target target) => target.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>();

    private static Rebuild? RebuildOf(Target target) =>
        MadeOf(target) is { } made && target.Model.GetOperation(made, target.Cancellation) is IObjectCreationOperation operation && Rebuild.Of(operation) is { CanUseWith: true } rebuild
            ? rebuild
            : null;
}
