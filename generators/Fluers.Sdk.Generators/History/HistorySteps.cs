using System.Collections.Immutable;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Emission;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Recording;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.History;

/// <summary>The steps from the locks of a project to the older versions of its schemas.</summary>
internal static class HistorySteps
{
    public const string Locks = nameof(Locks);
    public const string Authored = nameof(Authored);
    public const string Histories = nameof(Histories);
    public const string Links = nameof(Links);

    /// <summary>Registers the output, and gives what the schemas must know of it.</summary>
    /// <param name="context">Where the steps are registered.</param>
    /// <param name="schemas">The types with a schema.</param>
    /// <param name="shapes">The shapes of today.</param>
    public static IncrementalValueProvider<EquatableArray<HistoryLink>> Register(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<TypeModel> schemas, IncrementalValueProvider<AssemblyShapes> shapes)
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
        IncrementalValuesProvider<SchemaHistory> histories = schemas
            .Select(static (type, _) => HistoryHead.Of(type))
            .Collect()
            .Combine(shapes)
            .Combine(locks)
            .Combine(authored)
            .SelectMany(static (all, _) => Join(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right))
            .Combine(context.CompilationProvider)
            .Select(static (pair, _) => pair.Left with { Formatters = SnapshotFormatters.Of(pair.Left.Shapes, pair.Right) })
            .Where(static history => !history.LacksFormatter)
            .WithTrackingName(Histories);
        context.RegisterSourceOutput(histories, static (output, history) => output.AddSource(history.HintName, HistoryEmitter.Emit(history)));
        return histories
            .Select(static (history, _) => HistoryLink.Of(history))
            .Collect()
            .Select(static (links, _) => links.ToEquatableArray())
            .WithTrackingName(Links);
    }

    private static IEnumerable<SchemaHistory> Join(
        ImmutableArray<HistoryHead> schemas, AssemblyShapes shapes, ImmutableArray<SchemaLock> locks, ImmutableArray<AuthoredHop> authored)
    {
        string[] names = [.. schemas.Select(schema => schema.MetadataName)];
        foreach (HistoryHead schema in schemas)
        {
            string id = schema.Schema.Id;
            SchemaLock[] own = [.. locks.Where(other => other.Id == id)];
            SchemaLock[] recorded = [.. shapes.Schemas.Where(other => other.Id == id)];
            if (own.Length == 1 && recorded.Length == 1 && SchemaHistory.Of(HintNames.Of(schema.MetadataName, names, "-History"), schema, recorded[0].Last.Shape, own[0], authored) is { } history)
            {
                yield return history;
            }
        }
    }
}
