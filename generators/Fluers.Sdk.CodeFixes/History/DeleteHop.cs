using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Fluers.Sdk.CodeFixes.History;

/// <summary>Deletes a hop.</summary>
internal sealed class DeleteHop : SyntaxAction
{
    public override string TitleForAll => "Delete the hops";

    protected override string? TitleOf(Target target) => NodeOf(target) is not null ? "Delete the hop" : null;

    protected override SyntaxNode? NodeOf(Target target) => target.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>();

    protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target) => editor.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia);
}
