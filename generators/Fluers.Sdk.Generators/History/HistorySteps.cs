using System.Collections.Immutable;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Emission;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.History;

/// <summary>The steps from the locks of a project to the older versions of its schemas.</summary>
internal static class HistorySteps
{
    public const string Locks = nameof(Locks);
    public const string Authored = nameof(Authored);
    public const string Recorded = nameof(Recorded);
    public const string Formatters = nameof(Formatters);
    public const string Histories = nameof(Histories);
    public const string Strays = nameof(Strays);
    public const string Past = nameof(Past);

    /// <summary>Registers the output, and gives what the types must know of the past.</summary>
    /// <param name="context">Where the steps are registered.</param>
    /// <param name="schemas">The types with a schema.</param>
    /// <param name="shapes">The shapes of today.</param>
    /// <param name="faults">The schemas that their locks speak against.</param>
    public static IncrementalValueProvider<PastOfAssembly> Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<TypeModel> schemas,
        ShapeProviders shapes,
        IncrementalValueProvider<EquatableArray<SchemaFault>> faults)
    {
        IncrementalValueProvider<ImmutableArray<SchemaLock>> locks = context.AdditionalTextsProvider
            .Select(static (file, cancellation) => LockFile.Read(file, cancellation)?.Schema)
            .Where(static schema => schema is { Versions.Count: > 0 })
            .Select(static (schema, _) => schema!)
            .WithTrackingName(Locks)
            .Collect();
        IncrementalValueProvider<ImmutableArray<AuthoredHop>> authored = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => AuthoredHop.IsCandidate(node),
                static (found, _) => AuthoredHop.Of((MethodDeclarationSyntax)found.Node))
            .Where(static hop => hop is not null)
            .Select(static (hop, _) => hop!)
            .WithTrackingName(Authored)
            .Collect();
        IncrementalValuesProvider<SchemaHistory> recorded = schemas
            .Select(static (type, _) => HistoryHead.Of(type))
            .Collect()
            .Combine(shapes.Joined)
            .Combine(locks)
            .Combine(authored)
            .SelectMany(static (all, _) => Join(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right))
            .WithTrackingName(Recorded);

        // Only the few formatters are looked up again in every compilation, not what names them.
        IncrementalValueProvider<EquatableArray<SnapshotFormatter>> formatters = recorded
            .SelectMany(static (history, _) => history.FormatterNames)
            .Collect()
            .Combine(context.CompilationProvider)
            .Select(static (pair, _) => SnapshotFormatters.Find(pair.Left.Distinct(), pair.Right))
            .WithTrackingName(Formatters);
        IncrementalValuesProvider<SchemaHistory> found = recorded.Combine(formatters).Select(static (pair, _) => pair.Left.With(pair.Right));
        IncrementalValuesProvider<SchemaHistory> histories = found
            .Where(static history => !history.LacksFormatter)
            .WithTrackingName(Histories);
        context.RegisterSourceOutput(histories, static (output, history) => output.AddSource(history.HintName, HistoryEmitter.Emit(history)));
        IncrementalValuesProvider<StrayHops> strays = authored
            .Combine(histories.Select(static (history, _) => GeneratedVersions.Of(history)).Collect())
            .SelectMany(static (pair, _) => StrayHops.In(pair.Left, pair.Right))
            .WithTrackingName(Strays);
        context.RegisterImplementationSourceOutput(strays, static (output, hops) => output.AddSource(hops.HintName, StrayHopEmitter.Emit(hops)));
        IncrementalValueProvider<ImmutableArray<string>> faulty = found
            .Where(static history => history.LacksFormatter || history.LeavesGaps)
            .Select(static (history, _) => history.Schema.FullName)
            .Collect()
            .Combine(PublishedFormatters.Register(schemas, locks, context.CompilationProvider))
            .Select(static (pair, _) => pair.Left.AddRange(pair.Right.Except(pair.Left)));
        FaultSteps.ReportHistories(
            context,
            faulty,
            strays.Select(static (hops, _) => hops.Class));
        IncrementalValueProvider<EquatableArray<RetiredNumbers>> retired = shapes.Local
            .Combine(shapes.Foreign)
            .Combine(locks)
            .Select(static (all, _) => RetiredNumbers.Of(all.Left.Left, all.Left.Right, all.Right));
        IncrementalValueProvider<EquatableArray<string>> drafts = schemas
            .Select(static (type, _) => (type.FullName, Schema: type.Schema!))
            .Collect()
            .Combine(locks)
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => LockAnalyzer.ModeOf(options)))
            .Select(static (all, _) => all.Right is LockMode.Update or LockMode.Locked
                ? all.Left.Left.Where(schema => !IsPublished(schema.Schema, all.Left.Right)).Select(schema => schema.FullName).ToEquatableArray()
                : default);
        return histories
            .Select(static (history, _) => HistoryLink.Of(history))
            .Collect()
            .Combine(retired)
            .Combine(faults)
            .Combine(drafts)
            .Select(static (all, _) => new PastOfAssembly(all.Left.Left.Left.ToEquatableArray(), all.Left.Left.Right, all.Left.Right, all.Right))
            .WithTrackingName(Past);
    }

    private static bool IsPublished(SchemaModel schema, ImmutableArray<SchemaLock> locks) =>
        locks.Any(other => other.Id == schema.Id && other.Find(schema.Version) is { IsPublished: true });

    private static IEnumerable<SchemaHistory> Join(
        ImmutableArray<HistoryHead> schemas, AssemblyShapes shapes, ImmutableArray<SchemaLock> locks, ImmutableArray<AuthoredHop> authored)
    {
        string[] names = [.. schemas.Select(schema => schema.MetadataName)];
        foreach (HistoryHead schema in schemas)
        {
            string id = schema.Schema.Id;
            SchemaLock[] own = [.. locks.Where(other => other.Id == id)];
            SchemaLock[] recorded = [.. shapes.Schemas.Where(other => other.Id == id)];

            // A schema with a fault has no shape; the one that was recorded keeps the hops compiling, so that the fault is what is reported.
            SchemaShape? now = recorded.Length == 1 && recorded[0].Last.Shape.IsWhole ? recorded[0].Last.Shape
                : recorded.Length <= 1 && own.Length == 1 ? own[0].Find(schema.Schema.Version)?.Shape
                : null;
            if (own.Length == 1 && now is not null && !schema.Schema.HasNoHistory && SchemaHistory.Of(HintNames.Of(schema.MetadataName, names, "-History"), schema, now, own[0], authored) is { } history)
            {
                yield return history;
            }
        }
    }
}
