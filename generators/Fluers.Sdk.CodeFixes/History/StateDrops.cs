using System.Collections.Immutable;
using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.CodeFixes.Locks;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.History;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.CodeFixes.History;

/// <summary>States in a hop, which is written for it where there is none, which members end with it.</summary>
internal sealed class StateDrops : FixAction
{
    public override string TitleForAll => "State what ends with the hops";

    public override Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        Task.FromResult(MemberOf(diagnostic) is { } member ? $"State that '{member}' ends with the hop" : null);

    public override async Task<Solution> ApplyAsync(Project project, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        ProjectLocks locks = await ProjectLocks.OfAsync(project, cancellation).ConfigureAwait(false);
        var writer = new HopWriter(project, locks, cancellation);
        foreach (IGrouping<string?, Diagnostic> schema in diagnostics.GroupBy(diagnostic => diagnostic.SchemaOf()))
        {
            if (await Scaffold.HopsAsync(locks, schema.Key, cancellation).ConfigureAwait(false) is not { } hops)
            {
                continue;
            }

            foreach (PlannedHop hop in hops.Planned)
            {
                string from = Hints.Of(hop.Model.From)[Hints.Value]!;
                string[] drops = [.. schema.Where(diagnostic => diagnostic.Properties[Hints.Value] == from).Select(MemberOf).OfType<string>().Distinct()];
                if (drops.Length > 0)
                {
                    await writer.WriteAsync(locks.SymbolOf(locks.Find(schema.Key)!), hops.Head, hop, drops).ConfigureAwait(false);
                }
            }
        }

        return writer.Solution;
    }

    private static string? MemberOf(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(Hints.Name, out string? member) ? member : null;
}
