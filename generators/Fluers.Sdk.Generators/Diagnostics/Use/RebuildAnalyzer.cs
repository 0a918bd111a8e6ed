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
            string remedy = rebuild.CanUseWith ? $"write '{rebuild.SourceText} with {{ … }}'"
                : rebuild.Changes.All(change => IsAssignable(change.Member)) ? $"change '{rebuild.SourceText}' itself"
                : $"make '{type.Name}' a record, and write '{rebuild.SourceText} with {{ … }}'";
            context.ReportDiagnostic(Diagnostic.Create(UseDescriptors.Rebuilt, made.Syntax.GetLocation(), type.Name, rebuild.SourceText, remedy));
        }
    }

    private static bool IsAssignable(ISymbol member) => member is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod: { IsInitOnly: false } };
}
