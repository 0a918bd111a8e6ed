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

    /// <summary>Whether other projects have their locks in the same folder, as the compiler is told.</summary>
    internal const string SharedProperty = "build_property.FluersSharedLockFolder";

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

            bool isShared = IsShared(start.Options.AnalyzerConfigOptionsProvider);
            SchemaReview Review(CancellationToken cancellation) => new(
                ShapeSymbols.Of(start.Compilation, cancellation), new UnionIndex(start.Compilation), LockFiles.In(start.Options.AdditionalFiles, cancellation), mode, isShared);

            var reports = new LocalReports((report, cancellation) => Review(cancellation).ReviewSchemas(report));
            start.RegisterSymbolAction(symbol => reports.Report((INamedTypeSymbol)symbol.Symbol, symbol.ReportDiagnostic, symbol.CancellationToken), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Review(end.CancellationToken).ReviewFiles(end.ReportDiagnostic));
        });
    }

    private static LockMode ModeOf(AnalyzerOptions options) => ModeOf(options.AnalyzerConfigOptionsProvider) ?? LockMode.Off;

    /// <summary>What the project's property says; <see langword="null"/> where it is not told.</summary>
    internal static LockMode? ModeOf(AnalyzerConfigOptionsProvider options) => options.GlobalOptions.TryGetValue(ModeProperty, out string? mode)
        ? mode.ToLowerInvariant() switch { "update" => LockMode.Update, "locked" => LockMode.Locked, _ => LockMode.Off }
        : null;

    /// <summary>Whether a lock that no schema here belongs to may be that of another project.</summary>
    internal static bool IsShared(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(SharedProperty, out string? shared) && string.Equals(shared, "true", StringComparison.OrdinalIgnoreCase);
}
