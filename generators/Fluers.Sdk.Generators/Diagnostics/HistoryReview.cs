using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Recording;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Reviews the hops of one compilation's schemas.</summary>
internal sealed class HistoryReview(Compilation compilation, ShapeSymbols shapes, LockFiles files)
{
    /// <summary>The full names of the schemas whose hops stand elsewhere: of these it is not said that they are missing.</summary>
    public IReadOnlyCollection<string> Misplaced { get; init; } = [];

    /// <summary>Holds the hops of each schema against what its versions need.</summary>
    /// <param name="report">Takes what is found.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <param name="isAsked">Whether a schema, by its full name, is asked about; all are by default.</param>
    public void ReviewSchemas(Action<Diagnostic> report, CancellationToken cancellation, Func<string, bool>? isAsked = null)
    {
        foreach (LocalShape schema in shapes.Schemas.Where(schema => isAsked?.Invoke(schema.FullName) != false))
        {
            if (files.Of(schema.Schema!.Id)?.Schema is { } recorded)
            {
                Review(schema, shapes.SymbolOf(schema), recorded, report, cancellation);
            }
        }
    }

    private void Review(LocalShape schema, INamedTypeSymbol type, SchemaLock recorded, Action<Diagnostic> report, CancellationToken cancellation)
    {
        SchemaHops hops = SchemaHops.Of(type, schema.Schema!, shapes.ShapeOf(schema), recorded, compilation, cancellation);
        VersionBlock? published = recorded.Find(schema.Schema!.Version) is { IsPublished: true } block ? block : null;
        bool lacksFormatter = ReportFormatters(type, [.. hops.History?.Older ?? [], .. published is null ? Array.Empty<VersionBlock>() : [published]], schema.Schema.Version, report);
        if (lacksFormatter || hops.History is { LacksFormatter: true })
        {
            return;
        }

        int minReader = hops.History?.MinReader ?? 0;
        foreach (PlannedHop hop in hops.Planned)
        {
            bool isUsed = hop.Model.From < minReader;
            if (hop.Author is { } author)
            {
                new HopReview(hops.Head, hop.Model, isUsed, compilation.GetSemanticModel(author.SyntaxTree), author, report).Review(cancellation);
            }
            else
            {
                ReportGenerated(type, hops.Head, hop, isUsed, report);
            }
        }

        if (hops.History is { } known && hops.Head.Schema.IsRolling
            && known.Older[known.Older.Count - 1].Version is var before
            && hops.Authored.FirstOrDefault(written => written.Hop.From == before) is { Hop.IsPlain: false } last)
        {
            report(Diagnostic.Create(LockDescriptors.CompatibilityViolated, last.Syntax.Identifier.GetLocation(),
                $"The hop from version {before} of '{type.Name}' gives values of its own, so builds of that version no longer read what this one writes, and '{type.Name}' states Compatibility.Rolling; leave the hop to be generated, or give up that promise"));
        }
    }

    private void ReportGenerated(INamedTypeSymbol type, HistoryHead head, PlannedHop planned, bool isUsed, Action<Diagnostic> report)
    {
        HopModel hop = planned.Model;
        int to = hop.From + 1;
        string signature = $"public static partial V{to}.{planned.To.Names.TypeName("")} Up(V{hop.From}.{planned.From.Names.TypeName("")} s) => s.ToV{to}({string.Join(", ", hop.Gaps.Select(gap => $"{gap.Name}: …"))})";
        if (hop.Gaps.Any())
        {
            if (Misplaced.Contains(head.FullName))
            {
                return;
            }

            string gaps = string.Join("; ", hop.Gaps.Select(gap => $"{gap.Name} {gap.Reason}"));
            report(Stable.Create(HistoryDescriptors.MissingHop, LocationOf(type), DiagnosticSeverity.Error, HopHints.Of(head, hop.From), $"'{type.Name}' has no hop from version {hop.From} to {to}, and it has gaps: {gaps}; write '{signature}' in {InClass(head)}"));
            return;
        }

        foreach (string member in hop.Dropped.Where(_ => isUsed))
        {
            report(Diagnostic.Create(HistoryDescriptors.MemberDropped, LocationOf(type), HopHints.Of(head, hop.From, member), $"'{member}' of version {hop.From} of '{type.Name}' ends with version {to}; if that is meant, write '[Drops(\"{member}\")] {signature}' in {InClass(head)}"));
        }
    }

    /// <summary>Where a hop stands: the class, and where that is not evident its namespace.</summary>
    private static string InClass(HistoryHead head) => $"'static partial class {head.Class}'{(head.Namespace.Length == 0 ? "" : $" of the namespace {head.Namespace}")}";

    /// <returns>Whether one is gone.</returns>
    private bool ReportFormatters(INamedTypeSymbol type, VersionBlock[] versions, int current, Action<Diagnostic> report)
    {
        EquatableArray<SnapshotFormatter> known = SnapshotFormatters.Find(versions.SelectMany(block => SnapshotFormatters.In(block.Shape)).Distinct(), compilation);
        (int Version, string Name)[] gone =
        [
            .. from block in versions
               from name in SnapshotFormatters.In(block.Shape)
               where block.Version == current ? !SnapshotFormatters.IsThere(name, compilation) : known.All(formatter => formatter.Name != name)
               select (block.Version, name),
        ];
        foreach ((int version, string name) in gone)
        {
            string answer = version < current ? $"keep it for as long as that version is read, or state OldestReadable = {version + 1}" : "keep it, and give another format to a formatter of its own, in the next version";
            report(Stable.Create(HistoryDescriptors.FormatterGone, LocationOf(type), DiagnosticSeverity.Error, hints: null,
                $"Version {version} of '{type.Name}' was written by the formatter '{name}', which is gone, cannot be made without arguments, or is out of reach; {answer}"));
        }

        return gone.Length > 0;
    }

    private static Location LocationOf(INamedTypeSymbol type) => type.Locations.FirstOrDefault(location => location.IsInSource) ?? Location.None;
}
