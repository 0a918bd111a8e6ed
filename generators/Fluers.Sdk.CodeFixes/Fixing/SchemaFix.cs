using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Fixing;

/// <summary>The fix of a diagnostic: its actions, the safe choice first.</summary>
public abstract class SchemaFix : CodeFixProvider
{
    private readonly ImmutableArray<FixAction> _actions;

    private protected SchemaFix(params ImmutableArray<FixAction> actions) => _actions = actions;

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => SchemaFixAll.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics.Where(diagnostic => FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            foreach (FixAction action in _actions)
            {
                if (await action.TitleAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } title)
                {
                    context.RegisterCodeFix(
                        CodeAction.Create(title, cancellation => action.ApplyAsync(context.Document.Project, [diagnostic], cancellation), action.Key), diagnostic);
                }
            }
        }
    }

    /// <summary>The action of a key; all of them, the safe choice first, where who asks has chosen none.</summary>
    internal IEnumerable<FixAction> ActionsOf(string? key) => _actions.Where(action => key is null || action.Key == key);
}
