using System.Collections.Immutable;
using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Recording;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>Ends a merge of a lock: what either side published stays, where they agree on it, and the draft is what the code says.</summary>
internal sealed class RebuildLock : FixAction
{
    public override string TitleForAll => "Rebuild the drafts of merged locks";

    public override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        ProjectLocks locks = await ProjectLocks.OfAsync(document.Project, cancellation).ConfigureAwait(false);
        return locks.Find(diagnostic.SchemaOf()) is { } schema && await RebuiltAsync(document.Project, locks, schema, cancellation).ConfigureAwait(false) is not null
            ? $"Rebuild the draft in {SchemaLock.FileNameOf(schema.Schema!.Id)}"
            : null;
    }

    public override async Task<Solution> ApplyAsync(Project project, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        Solution solution = project.Solution;
        ProjectLocks locks = await ProjectLocks.OfAsync(project, cancellation).ConfigureAwait(false);
        foreach (string name in diagnostics.Select(diagnostic => diagnostic.SchemaOf()).OfType<string>().Distinct())
        {
            if (locks.Find(name) is { } schema && await RebuiltAsync(project, locks, schema, cancellation).ConfigureAwait(false) is { } rebuilt)
            {
                solution = ProjectLocks.With(solution, project, rebuilt);
            }
        }

        return solution;
    }

    private static async Task<SchemaLock?> RebuiltAsync(Project project, ProjectLocks locks, LocalShape schema, CancellationToken cancellation)
    {
        if (ProjectLocks.DocumentOf(project, schema.Schema!.Id) is not { } document)
        {
            return null;
        }

        string text = (await document.GetTextAsync(cancellation).ConfigureAwait(false)).ToString();
        return LockMerge.PublishedIn(text, schema.Schema.Id) is { } published
            ? LockUpdate.Build(published.Versions.Count == 0 ? null : published, schema.Schema.Id, schema.Schema.Version, locks.ShapeOf(schema))
            : null;
    }
}
