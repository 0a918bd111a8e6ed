using System.Collections.Immutable;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Diagnostics.Completion;

/// <summary>
/// Compares what was generated with what the whole compilation shows. No generator sees what another one writes, so a member that another
/// one adds would not be stored, silently; an analyzer sees the output of all.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CompletedTypeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CompletionDescriptors.CompletedElsewhere];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // A type may stand wholly in a file that another generator wrote.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownAttributes.Schema) is null)
            {
                return;
            }

            var seen = new Lazy<SeenTypes>(() => SeenTypes.In(start.Compilation.Assembly));
            start.RegisterSymbolAction(
                symbol =>
                {
                    if (symbol.Symbol is INamedTypeSymbol type && type.IsSession())
                    {
                        new CompletionReview(type, symbol.Compilation, seen.Value, symbol.CancellationToken).Report(symbol.ReportDiagnostic);
                    }
                },
                SymbolKind.NamedType);
        });
    }
}
