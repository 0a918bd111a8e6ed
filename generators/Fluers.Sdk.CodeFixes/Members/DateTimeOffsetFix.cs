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

/// <summary>Puts <c>DateTimeOffset</c> in the place of <c>DateTime</c>, which forgets what kind of time it is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DateTimeOffsetFix)), Shared]
public sealed class DateTimeOffsetFix() : SchemaFix(new UseDateTimeOffset())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1207"];

    private sealed class UseDateTimeOffset : SyntaxAction
    {
        public override string TitleForAll => "Use DateTimeOffset";

        protected override string? TitleOf(Target target) => NodeOf(target) is { } type && NamesIn(type).Any() ? $"Make '{target.Symbol!.Name}' a DateTimeOffset" : null;

        protected override SyntaxNode? NodeOf(Target target) => MemberSyntax.TypeOf(MemberSyntax.Of(target));

        protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target) => editor.ReplaceNode(node, static (current, _) =>
            current.ReplaceNodes(NamesIn(current), static (name, _) => name.WithIdentifier(SyntaxFactory.Identifier(nameof(DateTimeOffset)).WithTriviaFrom(name.Identifier))));

        private static IEnumerable<IdentifierNameSyntax> NamesIn(SyntaxNode type) =>
            type.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == nameof(DateTime));
    }
}
