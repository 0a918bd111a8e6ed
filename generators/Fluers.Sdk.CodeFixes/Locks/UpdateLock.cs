using System.Collections.Immutable;
using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Locks;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>Takes a change over into the lock, as the next build would where it writes locks.</summary>
internal sealed class UpdateLock : FixAction
{
    public override string TitleForAll => "Update the locks";

    public override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.RemedyOf() != Remedy.Update)
        {
            return null;
        }

        ProjectLocks locks = await ProjectLocks.OfAsync(document.Project, cancellation).ConfigureAwait(false);
        return locks.Find(diagnostic.SchemaOf()) is { } schema && ProjectLocks.DocumentOf(document.Project, schema.Schema!.Id) is not null
            ? $"Update {SchemaLock.FileNameOf(schema.Schema!.Id)}"
            : null;
    }

    public override Task<Solution> ApplyAsync(Project project, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation) =>
        ProjectLocks.UpdateAsync(project, diagnostics.Select(diagnostic => diagnostic.SchemaOf()).OfType<string>().Distinct(), cancellation);
}
