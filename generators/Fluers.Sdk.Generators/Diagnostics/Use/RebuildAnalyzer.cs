using System.Collections.Immutable;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Fluers.Sdk.Generators.Diagnostics.Use;

/// <summary>Reports objects that are made anew from the members of another one of their type: what this build does not know of it is left behind.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RebuildAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [UseDescriptors.Rebuilt];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownAttributes.Schema) is not null)
            {
                start.RegisterOperationAction(static operation => Analyze((IObjectCreationOperation)operation.Operation, operation), OperationKind.ObjectCreation);
            }
        });
    }

    private static void Analyze(IObjectCreationOperation made, OperationAnalysisContext context)
    {
        if (made.Type is INamedTypeSymbol type && type.IsSession() && Rebuild.Of(made) is { } rebuild)
        {
            string remedy = rebuild.CanUseWith ? $"write '{rebuild.Source.Syntax} with {{ … }}'" : $"change '{rebuild.Source.Syntax}' itself";
            context.ReportDiagnostic(Diagnostic.Create(UseDescriptors.Rebuilt, made.Syntax.GetLocation(), type.Name, rebuild.Source.Syntax, remedy));
        }
    }
}
