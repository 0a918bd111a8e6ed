using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Fixing;

/// <summary>
/// Answers all diagnostics of a document, a project or a solution in one pass, project by project. Several of them may be about one
/// lock, or one version, so they are never fixed one by one and merged.
/// </summary>
internal sealed class SchemaFixAll : FixAllProvider
{
    public static readonly SchemaFixAll Instance = new();

    private SchemaFixAll()
    {
    }

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        foreach (FixAction action in ((SchemaFix)fixAllContext.CodeFixProvider).ActionsOf(fixAllContext.CodeActionEquivalenceKey))
        {
            ImmutableArray<(ProjectId Project, ImmutableArray<Diagnostic> Diagnostics)> found = await FindAsync(action, fixAllContext).ConfigureAwait(false);
            if (!found.IsEmpty)
            {
                return CodeAction.Create(action.TitleForAll, cancellation => ApplyAsync(action, fixAllContext.Solution, found, cancellation), action.Key);
            }
        }

        return null;
    }

    private static async Task<Solution> ApplyAsync(
        FixAction action, Solution solution, ImmutableArray<(ProjectId Project, ImmutableArray<Diagnostic> Diagnostics)> found, CancellationToken cancellation)
    {
        foreach ((ProjectId project, ImmutableArray<Diagnostic> diagnostics) in found)
        {
            solution = await action.ApplyAsync(solution.GetProject(project)!, diagnostics, cancellation).ConfigureAwait(false);
        }

        return solution;
    }

    /// <summary>The diagnostics in the scope that the action can answer.</summary>
    private static async Task<ImmutableArray<(ProjectId, ImmutableArray<Diagnostic>)>> FindAsync(FixAction action, FixAllContext context)
    {
        var found = ImmutableArray.CreateBuilder<(ProjectId, ImmutableArray<Diagnostic>)>();
        foreach (Project project in context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project])
        {
            var fixable = ImmutableArray.CreateBuilder<Diagnostic>();
            foreach (Diagnostic diagnostic in await DiagnosticsAsync(project, context).ConfigureAwait(false))
            {
                if (project.DocumentOf(diagnostic) is { } document
                    && await action.TitleAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not null)
                {
                    fixable.Add(diagnostic);
                }
            }

            if (fixable.Count > 0)
            {
                found.Add((project.Id, fixable.OrderBy(diagnostic => diagnostic.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ToImmutableArray()));
            }
        }

        return found.ToImmutable();
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project, FixAllContext context) =>
        context is { Scope: FixAllScope.Document, Document: { } document }
            ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
            : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
}
