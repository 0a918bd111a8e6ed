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

namespace Fluers.Sdk.CodeFixes.Unions;

/// <summary>Makes a type that derives from a union a case of it, under a tag that nothing has or had.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddCaseFix)), Shared]
public sealed class AddCaseFix() : SchemaFix(new AddCase())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1611"];

    private sealed class AddCase : SyntaxAction
    {
        public override string TitleForAll => "Make them cases under free tags";

        protected override string? TitleOf(Target target) => target.Number is { } tag && NodeOf(target) is not null ? $"Make '{target.Symbol!.Name}' the case with tag {tag}" : null;

        protected override SyntaxNode? NodeOf(Target target) => target.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>();

        protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target)
        {
            var type = (INamedTypeSymbol)target.Symbol!;
            int tag = target.TakeNumber(UnionParser.UnionOf(type)!);
            AttributeSyntax attribute = Attributes.Create(target.Model, node.SpanStart, KnownAttributes.Sdk, "Case", Attributes.Literal(tag));
            bool onOwnLine = TypeSyntaxes.AreAttributesOnOwnLines(node);
            editor.ReplaceNode(node, (current, _) => ((TypeDeclarationSyntax)current).WithPartial().WithAttribute(attribute, onOwnLine));
        }
    }
}
