using System.Collections.Immutable;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Holds each schema against its lock, at the member that differs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockAnalyzer : DiagnosticAnalyzer
{
    /// <summary>What the compiler is told of the project's property.</summary>
    internal const string ModeProperty = "build_property.FluersLockMode";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => LockDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            LockMode mode = ModeOf(start.Options);
            if (mode == LockMode.Off || start.Compilation.GetTypeByMetadataName(KnownAttributes.Schema) is null)
            {
                return;
            }

            var review = new Lazy<SchemaReview>(() => new SchemaReview(
                new ShapeSymbols(start.Compilation, start.CancellationToken), LockFiles.In(start.Options.AdditionalFiles, start.CancellationToken), mode));
            start.RegisterSymbolAction(
                symbol =>
                {
                    if (symbol.Symbol.Has(KnownAttributes.Schema))
                    {
                        review.Value.Review((INamedTypeSymbol)symbol.Symbol, symbol.ReportDiagnostic);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => review.Value.ReviewFiles(end.ReportDiagnostic));
        });
    }

    private static LockMode ModeOf(AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(ModeProperty, out string? mode)
            ? mode.ToLowerInvariant() switch { "update" => LockMode.Update, "locked" => LockMode.Locked, _ => LockMode.Off }
            : LockMode.Off;
}
