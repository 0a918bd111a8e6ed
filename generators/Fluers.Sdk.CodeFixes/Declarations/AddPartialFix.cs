using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Fluers.Sdk.CodeFixes.Declarations;

/// <summary>Makes a type partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartialFix)), Shared]
public sealed class AddPartialFix() : SchemaFix(new AddPartial())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1001"];

    private sealed class AddPartial : SyntaxAction
    {
        public override string TitleForAll => "Make them partial";

        protected override string TitleOf(Target target) => $"Make '{target.Symbol?.Name}' partial";

        protected override SyntaxNode? NodeOf(Target target) => target.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>();

        protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target) =>
            editor.ReplaceNode(node, static (current, _) => ((TypeDeclarationSyntax)current).WithPartial());
    }
}
