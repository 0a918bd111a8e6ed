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

/// <summary>Settles whether a member may be null: its default says that it never is, its type that it may be.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NullDefaultFix)), Shared]
public sealed class NullDefaultFix() : SchemaFix(new MakeNonNullable(), new DropDefault())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1111"];

    private sealed class MakeNonNullable : SyntaxAction
    {
        public override string TitleForAll => "Make them non-nullable";

        protected override string? TitleOf(Target target) => NodeOf(target) is not null ? $"Make '{target.Symbol!.Name}' non-nullable" : null;

        protected override SyntaxNode? NodeOf(Target target) => MemberSyntax.TypeOf(MemberSyntax.Of(target)) as NullableTypeSyntax;

        protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target) =>
            editor.ReplaceNode(node, static (current, _) => ((NullableTypeSyntax)current).ElementType.WithTriviaFrom(current));
    }

    private sealed class DropDefault : SyntaxAction
    {
        public override string TitleForAll => "Drop their defaults";

        protected override string? TitleOf(Target target) => NodeOf(target) is { } member && MemberSyntax.DefaultOf(member) is { } value
            ? $"Drop the default {value.Value} of '{target.Symbol!.Name}'"
            : null;

        protected override SyntaxNode? NodeOf(Target target) => MemberSyntax.Of(target);

        // A parameter stays optional, with the default that means nothing.
        protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target) => editor.ReplaceNode(node, static (current, _) => current is ParameterSyntax { Default: { } given } parameter
            ? parameter.WithDefault(given.WithValue(SyntaxFactory.LiteralExpression(SyntaxKind.NullLiteralExpression).WithTriviaFrom(given.Value)))
            : MemberSyntax.WithoutDefault(current));
    }
}
