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

/// <summary>Seals a case.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SealCaseFix)), Shared]
public sealed class SealCaseFix() : SchemaFix(new Seal())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1603"];

    private sealed class Seal : SyntaxAction
    {
        public override string TitleForAll => "Seal them";

        // One that others derive from would no longer compile.
        protected override string? TitleOf(Target target) => NodeOf(target) is not null && !IsBase((INamedTypeSymbol)target.Symbol!, target.Model.Compilation)
            ? $"Seal '{target.Symbol!.Name}'"
            : null;

        protected override SyntaxNode? NodeOf(Target target) =>
            target.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && !type.Modifiers.Any(SyntaxKind.AbstractKeyword) ? type : null;

        protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target) =>
            editor.ReplaceNode(node, static (current, _) => ((TypeDeclarationSyntax)current).WithSealed());

        private static bool IsBase(INamedTypeSymbol type, Compilation compilation) => compilation.Assembly.GlobalNamespace.AllTypes()
            .Any(other => SymbolEqualityComparer.Default.Equals(other.BaseType?.OriginalDefinition, type.OriginalDefinition));
    }
}
