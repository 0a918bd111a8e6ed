using System.Collections.Immutable;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>
/// Reports what keeps a type from being generated. It asks the generator's own parser, so that both always agree; as an
/// analyzer it reports at real locations, and the generator carries no diagnostics through its pipeline.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SchemaAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownAttributes.Schema) is null)
            {
                return;   // the library is not referenced
            }

            var unions = new UnionIndex(start.Compilation);
            var locks = new Lazy<LockFiles>(() => LockFiles.In(start.Options.AdditionalFiles, start.CancellationToken));
            start.RegisterSymbolAction(symbol => Analyze((INamedTypeSymbol)symbol.Symbol, unions, new LockedTypes(locks), symbol), SymbolKind.NamedType);
        });
    }

    private static void Analyze(INamedTypeSymbol type, UnionIndex unions, LockedTypes locks, SymbolAnalysisContext context)
    {
        var report = new Report(type, context.ReportDiagnostic, context.CancellationToken) { Locks = locks };
        if (type.IsSession())
        {
            TypeParser.Parse(type, context.Compilation, report);
        }
        else if (SessionInside(type) is { } inner && !TypeParser.IsPartial(type, context.CancellationToken))
        {
            report.Add(Descriptors.NotPartial, type, type.Name, inner.Name);
        }

        UnionChecks.CheckMember(type, unions, report);
        UnionChecks.CheckUnion(type, unions, report);
    }

    private static INamedTypeSymbol? SessionInside(INamedTypeSymbol type) => type.GetTypeMembers().IsEmpty ? null : type.AllTypes().FirstOrDefault(inner => inner.IsSession());
}
