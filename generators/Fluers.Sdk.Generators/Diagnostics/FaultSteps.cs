using System.Collections.Immutable;
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

    /// <summary>Reports the schemas of which a version was written by a formatter that is gone.</summary>
    public static void ReportFormatters(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<string> schemas) =>
        context.RegisterImplementationSourceOutput(
            schemas.Combine(context.CompilationProvider).Combine(context.AdditionalTextsProvider.Collect()),
            static (output, all) =>
            {
                Compilation compilation = all.Left.Right;
                ShapeSymbols shapes = ShapeSymbols.Of(compilation, output.CancellationToken);
                new HistoryReview(compilation, shapes, LockFiles.In(all.Right, output.CancellationToken)).ReviewSchemas(
                    found => Report(output, compilation, found, found.Id == HistoryDescriptors.FormatterGone.Id), output.CancellationToken, name => name == all.Left.Left);
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
}
