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

/// <summary>Puts MessagePack's key in the place of the one that databases know.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwapKeyFix)), Shared]
public sealed class SwapKeyFix() : SchemaFix(new SwapKey())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1009"];

    private sealed class SwapKey : SyntaxAction
    {
        public override string TitleForAll => "Use MessagePack's [Key]";

        protected override string? TitleOf(Target target) => NodeOf(target) is null ? null
            : target.Number is { } key ? $"Use MessagePack's [Key({key})]"
            : "Remove the [Key] that is for databases";

        protected override SyntaxNode? NodeOf(Target target) =>
            target.Symbol?.FindForeignKey()?.ApplicationSyntaxReference?.GetSyntax(target.Cancellation);

        protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target)
        {
            if (target.Number is null)
            {
                editor.RemoveNode(node);
                return;
            }

            AttributeSyntax key = Attributes.Create(target.Model, node.SpanStart, "MessagePack", "Key", Attributes.Literal(target.TakeNumber(target.Symbol!.ContainingType)));
            editor.ReplaceNode(node, (current, _) => key.WithTriviaFrom(current));
        }
    }
}
