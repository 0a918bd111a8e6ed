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

/// <summary>Makes a member required: who makes the object then gives it a value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddRequiredFix)), Shared]
public sealed class AddRequiredFix() : SchemaFix(new AddRequired())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1112"];

    private sealed class AddRequired : SyntaxAction
    {
        public override string TitleForAll => "Make them required";

        protected override string? TitleOf(Target target) => NodeOf(target) is not null ? $"Make '{target.Symbol!.Name}' required" : null;

        // What is required must be within reach of everybody who makes the object.
        protected override SyntaxNode? NodeOf(Target target) => MemberSyntax.Of(target) is MemberDeclarationSyntax member && target.Symbol is { } symbol && IsInReach(symbol)
            ? member
            : null;

        protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target) =>
            editor.ReplaceNode(node, static (current, _) => ((MemberDeclarationSyntax)MemberSyntax.WithoutDefault(current)).WithRequired());

        private static bool IsInReach(ISymbol member) => member switch
        {
            IPropertySymbol property => property.SetMethod is { } setter && setter.DeclaredAccessibility >= ReachOf(property.ContainingType),
            IFieldSymbol field => field is { IsReadOnly: false } && field.DeclaredAccessibility >= ReachOf(field.ContainingType),
            _ => false,
        };

        private static Accessibility ReachOf(INamedTypeSymbol type) =>
            type.Chain().Min(outer => outer.DeclaredAccessibility) is var least && least < Accessibility.Internal ? Accessibility.Internal : least;
    }
}
