using System.Collections.Immutable;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Reports what the older versions of a schema lack to be read, and what their hops leave behind.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HistoryAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = HistoryDescriptors.All.Add(LockDescriptors.CompatibilityViolated);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownAttributes.Schema) is null
                || (!start.Options.AdditionalFiles.Any(static file => file.Path.EndsWith(SchemaLock.FileSuffix, StringComparison.Ordinal))
                    && !start.Compilation.ContainsSymbolsWithName(AuthoredHop.Method, SymbolFilter.Member, start.CancellationToken)))
            {
                return;
            }

            LockMode? mode = LockAnalyzer.ModeOf(start.Options.AnalyzerConfigOptionsProvider);
            var reports = new LocalReports((report, cancellation) =>
            {
                ShapeSymbols shapes = ShapeSymbols.Of(start.Compilation, cancellation);
                LockFiles files = LockFiles.In(start.Options.AdditionalFiles, cancellation);
                var strays = new StrayHopReview(start.Compilation, shapes, files, mode);
                strays.Review(report, cancellation);
                new HistoryReview(start.Compilation, shapes, files) { Misplaced = strays.Misplaced }.ReviewSchemas(report, cancellation);
            });
            start.RegisterSymbolAction(symbol => reports.Report((INamedTypeSymbol)symbol.Symbol, symbol.ReportDiagnostic, symbol.CancellationToken), SymbolKind.NamedType);
        });
    }
}
