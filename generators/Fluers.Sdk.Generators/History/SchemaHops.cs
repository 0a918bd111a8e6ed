using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.History;

/// <summary>The hops between the versions of one schema, planned and with what their authors wrote, for who reviews or writes them.</summary>
internal sealed class SchemaHops
{
    private readonly Dictionary<int, AuthoredMethod> _authored = [];

    private SchemaHops(HistoryHead head) => Head = head;

    public HistoryHead Head { get; }

    /// <summary>What the hops lead through; <see langword="null"/> where no older version leads to today's.</summary>
    public SchemaHistory? History { get; private set; }

    /// <summary>The hops that someone wrote, whether or not their versions are still read.</summary>
    public IEnumerable<AuthoredMethod> Authored => _authored.Values;

    /// <summary>The hops that are needed, from the oldest version on.</summary>
    public IEnumerable<PlannedHop> Planned
    {
        get
        {
            IReadOnlyList<Snapshot> snapshots = History?.Snapshots ?? [];
            for (int i = 0; i + 1 < snapshots.Count; i++)
            {
                _authored.TryGetValue(snapshots[i].Version, out AuthoredMethod? author);
                yield return new PlannedHop(HopPlanner.Plan(snapshots[i], snapshots[i + 1]), snapshots[i], snapshots[i + 1], author?.Syntax);
            }
        }
    }

    /// <param name="type">The schema's type.</param>
    /// <param name="schema">Its identity.</param>
    /// <param name="now">Its shape.</param>
    /// <param name="recorded">Its lock.</param>
    /// <param name="compilation">The code.</param>
    /// <param name="cancellation">Stops the search for what was written.</param>
    public static SchemaHops Of(INamedTypeSymbol type, Model.SchemaModel schema, SchemaShape now, SchemaLock recorded, Compilation compilation, CancellationToken cancellation)
    {
        var hops = new SchemaHops(HeadOf(type, schema));
        foreach (AuthoredMethod method in AuthoredIn(compilation.GetTypeByMetadataName(hops.Head.ClassName), cancellation))
        {
            hops._authored[method.Hop.From] = method;
        }

        SchemaHistory? history = SchemaHistory.Of("", hops.Head, now, recorded, hops.Authored.Select(method => method.Hop));
        hops.History = history?.With(SnapshotFormatters.Find(history.FormatterNames, compilation));
        return hops;
    }

    /// <summary>The versions whose hops give values of their author's, or drop some.</summary>
    public static EquatableArray<int> HandWritten(INamedTypeSymbol type, Model.SchemaModel schema, CancellationToken cancellation) =>
        AuthoredIn(type.ContainingAssembly.GetTypeByMetadataName(HeadOf(type, schema).ClassName), cancellation).Where(method => !method.Hop.IsPlain).Select(method => method.Hop.From).ToEquatableArray();

    /// <summary>What the history of a schema is called.</summary>
    public static HistoryHead HeadOf(INamedTypeSymbol type, CancellationToken cancellation) => HeadOf(type, SchemaParser.Parse(type, new Report(type, sink: null, cancellation))!);

    private static HistoryHead HeadOf(INamedTypeSymbol type, Model.SchemaModel schema) => new(
        TypeNames.MetadataName(type),
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
        TypeNames.Identifier(type.Name),
        TypeNames.BareName(type),
        schema);

    private static IEnumerable<AuthoredMethod> AuthoredIn(INamedTypeSymbol? history, CancellationToken cancellation)
    {
        foreach (MethodDeclarationSyntax method in (history?.GetMembers(AuthoredHop.Method) ?? [])
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
                yield return new AuthoredMethod(hop, method);
            }
        }
    }
}

/// <summary>A hop, and the method that someone wrote for it.</summary>
/// <param name="Model">What the versions ask for.</param>
/// <param name="From">The older version.</param>
/// <param name="To">The newer one.</param>
/// <param name="Author">The method; <see langword="null"/> where it is generated.</param>
internal sealed record PlannedHop(HopModel Model, Snapshot From, Snapshot To, MethodDeclarationSyntax? Author);

/// <summary>A hop that someone wrote, with its syntax.</summary>
internal sealed record AuthoredMethod(AuthoredHop Hop, MethodDeclarationSyntax Syntax);
