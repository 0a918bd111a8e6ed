using System.Collections.Immutable;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Reports shapes that depend on how they are compiled: one lock would have to be two.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConditionalShapeAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor ConditionalShape = Describe.Warning(
        "FLU1109", "Shape differs between target frameworks or #if branches",
        "'{0}' stores {1} only where '#{2}' holds, so builds of one version would write different shapes; store the same everywhere, and put the condition into code that computes");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [ConditionalShape];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(
            static symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (type.IsSession())
                {
                    foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
                    {
                        ConditionalMembers.Find(type, reference.GetSyntax(symbol.CancellationToken), symbol.ReportDiagnostic);
                    }
                }
            },
            SymbolKind.NamedType);
    }
}
