using System.Collections.Immutable;
using Fluers.Sdk.Generators.Emission;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Recording;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>
/// The errors that the generator reports itself. Analyzers are switched off, skip what they take for generated code, and are not asked
/// where declarations do not compile; the generator always runs. What its pipeline carries says only that something is wrong. Where that
/// is, and the words, are looked up when it is, by the code of the analyzers.
/// </summary>
internal static class FaultSteps
{
    /// <summary>The name under which tests follow the step.</summary>
    public const string Faults = nameof(Faults);

    /// <summary>Registers the reports, and gives the schemas that their locks speak against.</summary>
    /// <param name="context">Where the steps are registered.</param>
    /// <param name="types">The annotated types, those with a schema first.</param>
    /// <param name="assembly">All of them together.</param>
    /// <param name="shapes">The shapes of today.</param>
    public static IncrementalValueProvider<EquatableArray<SchemaFault>> Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<TypeModel>[] types,
        IncrementalValueProvider<AssemblyModel> assembly,
        ShapeProviders shapes)
    {
        IncrementalValueProvider<(LockMode? Mode, bool IsShared)> settings = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => (LockAnalyzer.ModeOf(options), LockAnalyzer.IsShared(options)));
        IncrementalValueProvider<ImmutableArray<LockFile>> files = context.AdditionalTextsProvider
            .Select(static (file, cancellation) => LockFile.Read(file, cancellation))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .Collect();
        IncrementalValueProvider<EquatableArray<SchemaFault>> faults = shapes.Joined
            .Combine(types[0].Select(static (type, _) => type.Schema?.Id ?? "").Collect())
            .Combine(files)
            .Combine(settings)
            .Select(static (all, _) => SchemaFault.In(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right.Mode, all.Right.IsShared))
            .WithTrackingName(Faults);

        // Where nothing is wrong, nothing reaches the compilation, and none of this runs.
        foreach (IncrementalValuesProvider<TypeModel> some in types)
        {
            context.RegisterImplementationSourceOutput(
                some.Where(static type => type.Outline is not null).Select(static (type, _) => type.MetadataName).Combine(context.CompilationProvider).Combine(context.AdditionalTextsProvider.Collect()),
                static (output, all) => ReportType(output, all.Left.Left, all.Left.Right, all.Right));
        }

        RegisterUsings(context, types);
        context.RegisterImplementationSourceOutput(
            assembly.SelectMany(static (types, _) => types.TagsGivenTwice).Combine(context.CompilationProvider).Combine(context.AdditionalTextsProvider.Collect()),
            static (output, all) => ReportType(output, all.Left.Left, all.Left.Right, all.Right));
        context.RegisterImplementationSourceOutput(
            faults.SelectMany(static (all, _) => all.Count == 0 ? ImmutableArray<EquatableArray<SchemaFault>>.Empty : [all])
                .Combine(context.CompilationProvider)
                .Combine(context.AdditionalTextsProvider.Collect())
                .Combine(settings),
            static (output, all) => ReportSchemas(output, all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right.Mode ?? LockMode.Update, all.Right.IsShared));
        return faults;
    }

    /// <summary>Reports the schemas whose older versions cannot be read, and the hops that belong to none.</summary>
    /// <param name="context">Where the steps are registered.</param>
    /// <param name="schemas">The full names of the schemas.</param>
    /// <param name="strays">The classes of the hops.</param>
    public static void ReportHistories(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<ImmutableArray<string>> schemas, IncrementalValuesProvider<string> strays) =>
        context.RegisterImplementationSourceOutput(
            schemas.Combine(strays.Collect())
                .SelectMany(static (pair, _) => pair.Left.IsEmpty && pair.Right.IsEmpty ? ImmutableArray<FaultyHistories>.Empty : [new FaultyHistories(pair.Left.ToEquatableArray(), pair.Right.Length > 0)])
                .Combine(context.CompilationProvider)
                .Combine(context.AdditionalTextsProvider.Collect())
                .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => LockAnalyzer.ModeOf(options))),
            static (output, all) => ReportHistories(output, all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right));

    private static void ReportHistories(SourceProductionContext output, FaultyHistories faulty, Compilation compilation, ImmutableArray<AdditionalText> texts, LockMode? mode)
    {
        ShapeSymbols shapes = ShapeSymbols.Of(compilation, output.CancellationToken);
        LockFiles files = LockFiles.In(texts, output.CancellationToken);
        void ReportOwn(Diagnostic found) => Report(output, compilation, found, HistoryDescriptors.OfGenerator.Contains(found.Id));
        var strays = new StrayHopReview(compilation, shapes, files, mode);
        if (faulty.HasStrays)
        {
            strays.Review(ReportOwn, output.CancellationToken);
        }

        new HistoryReview(compilation, shapes, files) { Misplaced = strays.Misplaced }.ReviewSchemas(ReportOwn, output.CancellationToken, name => faulty.Schemas.Contains(name));
    }

    /// <summary>
    /// Opens what a forgotten using would have opened, so that the error which tells of it is not one of many. An editor, whose own fix for
    /// such names adds the using, does not ask for this output.
    /// </summary>
    private static void RegisterUsings(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<TypeModel>[] types) =>
        context.RegisterImplementationSourceOutput(
            types.Select(some => some.SelectMany(static (type, _) => type.LostAttributes).Collect()).Aggregate((left, right) => left.Combine(right).Select(static (pair, _) => pair.Left.AddRange(pair.Right))),
            static (output, names) =>
            {
                if (names.Length > 0)
                {
                    output.AddSource(UsingsEmitter.HintName, UsingsEmitter.Emit(names.Distinct()));
                }
            });

    private static void ReportType(SourceProductionContext output, string metadataName, Compilation compilation, ImmutableArray<AdditionalText> files)
    {
        if (compilation.Assembly.GetTypeByMetadataName(metadataName) is { } type)
        {
            var unions = new UnionIndex(compilation);
            var locks = new LockedTypes(new Lazy<LockFiles>(() => LockFiles.In(files, output.CancellationToken)));
            foreach (INamedTypeSymbol part in Parsing.TypeNames.Chain(type))
            {
                SchemaAnalyzer.Analyze(part, unions, locks, compilation, found => Report(output, compilation, found), output.CancellationToken);
            }
        }
    }

    private static void ReportSchemas(SourceProductionContext output, EquatableArray<SchemaFault> faults, Compilation compilation, ImmutableArray<AdditionalText> files, LockMode mode, bool isShared)
    {
        HashSet<string> names = [.. faults.Select(fault => fault.FullName)];
        new SchemaReview(
            ShapeSymbols.Of(compilation, output.CancellationToken), new UnionIndex(compilation), LockFiles.In(files, output.CancellationToken), mode, isShared)
            .ReviewSchemas(found => Report(output, compilation, found), names.Contains);
    }

    private static void Report(SourceProductionContext output, Compilation compilation, Diagnostic found, bool isWanted = true)
    {
        // An editor has the sources of other projects too, where this one may not report.
        if (isWanted && found.Severity == DiagnosticSeverity.Error && found.Location.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree))
        {
            output.ReportDiagnostic(found);
        }
    }

    /// <summary>What is wrong with the older versions of a project's schemas.</summary>
    /// <param name="Schemas">The full names of those that cannot be read.</param>
    /// <param name="HasStrays">Whether there are hops that belong to none.</param>
    private sealed record FaultyHistories(EquatableArray<string> Schemas, bool HasStrays);
}
