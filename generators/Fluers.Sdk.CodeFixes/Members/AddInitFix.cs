using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace Fluers.Sdk.CodeFixes.Members;

/// <summary>Lets a member be set when an object is made.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddInitFix)), Shared]
public sealed class AddInitFix() : SchemaFix(new AddInit())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1104"];

    private sealed class AddInit : SyntaxAction
    {
        public override string TitleForAll => "Let them be set";

        protected override string? TitleOf(Target target) => NodeOf(target) switch
        {
            PropertyDeclarationSyntax property => $"Add an init accessor to '{property.Identifier.ValueText}'",
            FieldDeclarationSyntax => $"Let '{target.Symbol!.Name}' be set",
            _ => null,
        };

        // Nothing but an auto-property or a field keeps what it is set to, and only one that has no setter lacks one.
        protected override SyntaxNode? NodeOf(Target target) => MemberSyntax.Of(target) switch
        {
            PropertyDeclarationSyntax { AccessorList.Accessors: [{ RawKind: (int)SyntaxKind.GetAccessorDeclaration, Body: null, ExpressionBody: null }] } property => property,
            FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) => field,
            _ => null,
        };

        protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target) => editor.ReplaceNode(node, static (current, _) => current switch
        {
            PropertyDeclarationSyntax property => property.AddAccessorListAccessors(SyntaxFactory
                .AccessorDeclaration(SyntaxKind.InitAccessorDeclaration)
                .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(SyntaxFactory.Space))),
            FieldDeclarationSyntax field => field.WithModifiers(field.Modifiers.Remove(field.Modifiers.First(modifier => modifier.IsKind(SyntaxKind.ReadOnlyKeyword)))),
            _ => current,
        });
    }
}
