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
            start.RegisterSymbolAction(symbol => Analyze(
                (INamedTypeSymbol)symbol.Symbol, unions, new LockedTypes(locks), symbol.Compilation, symbol.ReportDiagnostic, symbol.CancellationToken), SymbolKind.NamedType);
        });
    }

    /// <summary>Finds what is wrong with a type, if it is one that is stored or holds one.</summary>
    internal static void Analyze(INamedTypeSymbol type, UnionIndex unions, LockedTypes locks, Compilation compilation, Action<Diagnostic> sink, CancellationToken cancellation)
    {
        var report = new Report(type, sink, cancellation) { Locks = locks };
        if (type.IsSession())
        {
            TypeParser.Parse(type, compilation, report);
        }
        else if (SessionInside(type) is { } inner && !TypeParser.IsPartial(type, cancellation))
        {
            report.Add(Descriptors.NotPartial, type, type.Name, inner.Name, CodeLine.OfType(type));
        }

        UnionChecks.CheckMember(type, unions, report);
        UnionChecks.CheckUnion(type, unions, report);
    }

    private static INamedTypeSymbol? SessionInside(INamedTypeSymbol type) => type.GetTypeMembers().IsEmpty ? null : type.AllTypes().FirstOrDefault(inner => inner.IsSession());
}
