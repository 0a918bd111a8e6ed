using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Recording;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Reviews the hops of one compilation's schemas.</summary>
internal sealed class HistoryReview(Compilation compilation, ShapeSymbols shapes, LockFiles files)
{
    /// <summary>Holds the hops of a schema against what its versions need.</summary>
    public void Review(INamedTypeSymbol type, Action<Diagnostic> report, CancellationToken cancellation)
    {
        LocalShape? schema = shapes.Schemas.FirstOrDefault(found => SymbolEqualityComparer.Default.Equals(shapes.SymbolOf(found), type));
        if (schema is null || files.Of(schema.Schema!.Id)?.Schema is not { } recorded)
        {
            return;
        }

        var head = new HistoryHead(TypeNames.MetadataName(type), NamespaceOf(type), TypeNames.Identifier(type.Name), TypeNames.BareName(type), schema.Schema!);
        Dictionary<int, AuthoredMethod> authored = AuthoredIn(head.ClassName, cancellation);
        if (SchemaHistory.Of("", head, shapes.ShapeOf(schema), recorded, authored.Values.Select(method => method.Hop)) is not { } history)
        {
            return;
        }

        history = history.With(SnapshotFormatters.Find(history.FormatterNames, compilation));
        if (history.LacksFormatter)
        {
            ReportFormatters(type, history, report);
            return;
        }

        IReadOnlyList<Snapshot> snapshots = history.Snapshots;
        for (int i = 0; i + 1 < snapshots.Count; i++)
        {
            HopModel hop = HopPlanner.Plan(snapshots[i], snapshots[i + 1]);
            if (authored.TryGetValue(hop.From, out AuthoredMethod? author))
            {
                new HopReview(type.Name, hop, compilation.GetSemanticModel(author.Syntax.SyntaxTree), author.Syntax, report).Review(cancellation);
            }
            else
            {
                ReportGenerated(type, head, hop, snapshots[i], snapshots[i + 1], report);
            }
        }

        int before = history.Older[history.Older.Count - 1].Version;
        if (head.Schema.IsRolling && authored.TryGetValue(before, out AuthoredMethod? last) && !last.Hop.IsPlain)
        {
            report(Diagnostic.Create(LockDescriptors.CompatibilityViolated, last.Syntax.Identifier.GetLocation(),
                $"The hop from version {before} of '{type.Name}' gives values of its own, so builds of that version no longer read what this one writes, and '{type.Name}' states Compatibility.Rolling; leave the hop to be generated, or give up that promise"));
        }
    }

    private static void ReportGenerated(INamedTypeSymbol type, HistoryHead head, HopModel hop, Snapshot from, Snapshot next, Action<Diagnostic> report)
    {
        int to = hop.From + 1;
        string signature = $"public static partial V{to}.{next.Names.TypeName("")} Up(V{hop.From}.{from.Names.TypeName("")} s) => s.ToV{to}({string.Join(", ", hop.Gaps.Select(gap => $"{gap.Name}: …"))})";
        if (hop.Gaps.Any())
        {
            string gaps = string.Join("; ", hop.Gaps.Select(gap => $"{gap.Name} {gap.Reason}"));
            report(Diagnostic.Create(HistoryDescriptors.MissingHop, LocationOf(type), $"'{type.Name}' has no hop from version {hop.From} to {to}, and it has gaps: {gaps}; write '{signature}' in the class {head.Class}"));
            return;
        }

        foreach (string member in hop.Dropped)
        {
            report(Diagnostic.Create(HistoryDescriptors.MemberDropped, LocationOf(type), $"'{member}' of version {hop.From} of '{type.Name}' ends with version {to}; if that is meant, write '[Drops(\"{member}\")] {signature}' in the class {head.Class}"));
        }
    }

    private static void ReportFormatters(INamedTypeSymbol type, SchemaHistory history, Action<Diagnostic> report)
    {
        foreach (VersionBlock block in history.Older)
        {
            foreach (string name in SnapshotFormatters.In(block.Shape).Where(name => history.Formatters.All(formatter => formatter.Name != name)))
            {
                report(Diagnostic.Create(HistoryDescriptors.FormatterGone, LocationOf(type),
                    $"Version {block.Version} of '{type.Name}' was written by the formatter '{name}', which is gone, cannot be made without arguments, or is out of reach; keep it for as long as that version is read, or state OldestReadable = {block.Version + 1}"));
            }
        }
    }

    private static Location LocationOf(INamedTypeSymbol type) => type.Locations.FirstOrDefault(location => location.IsInSource) ?? Location.None;

    private static string NamespaceOf(INamedTypeSymbol type) => type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();

    private Dictionary<int, AuthoredMethod> AuthoredIn(string className, CancellationToken cancellation)
    {
        var found = new Dictionary<int, AuthoredMethod>();
        foreach (MethodDeclarationSyntax method in (compilation.GetTypeByMetadataName(className)?.GetMembers("Up") ?? [])
            .Where(member => !member.IsGenerated())
            .SelectMany(member => new[] { member, (member as IMethodSymbol)?.PartialImplementationPart })
            .OfType<IMethodSymbol>()
            .SelectMany(member => member.DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax(cancellation))
            .OfType<MethodDeclarationSyntax>()
            .Where(AuthoredHop.IsCandidate))
        {
            if (AuthoredHop.Of(method) is { } hop)
            {
                found[hop.From] = new AuthoredMethod(hop, method);
            }
        }

        return found;
    }

    private sealed record AuthoredMethod(AuthoredHop Hop, MethodDeclarationSyntax Syntax);
}
