using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace Fluers.Sdk.CodeFixes.Fixing;

/// <summary>An action that edits the code where the diagnostic stands, or where the symbol that stands there is written.</summary>
internal abstract class SyntaxAction : FixAction
{
    public sealed override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        Target target = await TargetAsync(document, diagnostic, new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default), cancellation).ConfigureAwait(false);
        return TitleOf(target);
    }

    public sealed override async Task<Solution> ApplyAsync(Project project, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var editor = new SolutionEditor(project.Solution);
        var edited = new HashSet<object>();
        var given = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (project.DocumentOf(diagnostic) is not { } document)
            {
                continue;
            }

            Target target = await TargetAsync(document, diagnostic, given, cancellation).ConfigureAwait(false);
            if (NodeOf(target) is { } node && edited.Add(IdentityOf(node, target)) && project.GetDocument(node.SyntaxTree) is { } owner)
            {
                Edit(await editor.GetDocumentEditorAsync(owner.Id, cancellation).ConfigureAwait(false), node, target);
            }
        }

        return editor.GetChangedSolution();
    }

    /// <summary>What the action does there; <see langword="null"/> where it can do nothing.</summary>
    protected abstract string? TitleOf(Target target);

    /// <summary>What is edited. It is edited once, whatever is said of it.</summary>
    protected abstract SyntaxNode? NodeOf(Target target);

    /// <summary>What tells this edit from others of the same node; the node itself, where one edit is enough.</summary>
    protected virtual object IdentityOf(SyntaxNode node, Target target) => node;

    protected abstract void Edit(DocumentEditor editor, SyntaxNode node, Target target);

    private static async Task<Target> TargetAsync(Document document, Diagnostic diagnostic, Dictionary<ISymbol, int> given, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return new Target(node, model, diagnostic, cancellation) { Given = given };
    }
}
