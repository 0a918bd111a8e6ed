using System.Collections.Immutable;
using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.CodeFixes.Locks;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Locks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.CodeFixes.History;

/// <summary>Writes the hops that ask for something, each gap by its name: what is known to convert is filled in, the rest waits for its author.</summary>
internal sealed class Scaffold : FixAction
{
    public override string TitleForAll => "Write the hops";

    public override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        ProjectLocks locks = await ProjectLocks.OfAsync(document.Project, cancellation).ConfigureAwait(false);
        return await HopsAsync(locks, diagnostic.SchemaOf(), cancellation).ConfigureAwait(false) is { } hops && Missing(hops).FirstOrDefault() is { } hop
            ? $"{(hop.Author is null ? "Write" : "Fill the gaps of")} the hop from version {hop.Model.From} to {hop.Model.From + 1}"
            : null;
    }

    public override Task<Solution> ApplyAsync(Project project, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation) =>
        WriteAsync(project, [.. diagnostics.Select(diagnostic => diagnostic.SchemaOf()).OfType<string>().Distinct()], cancellation);

    /// <summary>A solution in which the hops of some schemas are written.</summary>
    public static async Task<Solution> WriteAsync(Project project, ImmutableArray<string> schemas, CancellationToken cancellation)
    {
        ProjectLocks locks = await ProjectLocks.OfAsync(project, cancellation).ConfigureAwait(false);
        var writer = new HopWriter(project, locks, cancellation);
        foreach (string schema in schemas)
        {
            if (await HopsAsync(locks, schema, cancellation).ConfigureAwait(false) is { } hops)
            {
                foreach (PlannedHop hop in Missing(hops))
                {
                    await writer.WriteAsync(locks.SymbolOf(locks.Find(schema)!), hops.Head, hop, drops: []).ConfigureAwait(false);
                }
            }
        }

        return writer.Solution;
    }

    /// <summary>The hops of a schema; <see langword="null"/> for one without a lock.</summary>
    public static async Task<SchemaHops?> HopsAsync(ProjectLocks locks, string? name, CancellationToken cancellation) =>
        locks.Find(name) is { } schema && await locks.ReadAsync(schema, cancellation).ConfigureAwait(false) is { } recorded
            ? SchemaHops.Of(locks.SymbolOf(schema), schema.Schema!, locks.ShapeOf(schema), recorded, locks.Compilation, cancellation)
            : null;

    private static IEnumerable<PlannedHop> Missing(SchemaHops hops) => hops.Planned.Where(hop => hop.Author is { } author
        ? author.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => HopCall.Makes(call, hop.Model.From + 1) && HopCall.Of(call).OpenGaps(hop.Model).Any())
        : hop.Model.Gaps.Any());
}
