using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Fluers.Sdk.CodeFixes.Declarations;

/// <summary>Edits the attribute of a schema, in whichever of its parts that stands.</summary>
/// <param name="title">What is done, the value in its place.</param>
/// <param name="titleForAll">What is done to many.</param>
/// <param name="edit">Puts the value into the attribute.</param>
internal sealed class SchemaAttributeAction(string title, string titleForAll, Func<AttributeSyntax, Target, AttributeSyntax> edit) : SyntaxAction
{
    public override string Key => titleForAll;

    public override string TitleForAll => titleForAll;

    protected override string? TitleOf(Target target) => target.Value is { } value && NodeOf(target) is not null ? string.Format(title, value) : null;

    protected override SyntaxNode? NodeOf(Target target) =>
        target.Symbol?.Find(KnownAttributes.Schema)?.ApplicationSyntaxReference?.GetSyntax(target.Cancellation);

    protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target) =>
        editor.ReplaceNode(node, (current, _) => edit((AttributeSyntax)current, target));
}
