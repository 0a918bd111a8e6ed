using System.Collections.Immutable;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Fluers.Sdk.Generators.Diagnostics.Use;

/// <summary>Reports schemas that are written or read without a frame: nothing then tells which version they are of.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SerializerUseAnalyzer : DiagnosticAnalyzer
{
    private const string Serializer = "MessagePack.MessagePackSerializer";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [UseDescriptors.PastTheGuard];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownAttributes.Schema) is not null && start.Compilation.GetTypeByMetadataName(Serializer) is { } serializer)
            {
                start.RegisterOperationAction(operation => Analyze((IInvocationOperation)operation.Operation, serializer, operation), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(IInvocationOperation call, INamedTypeSymbol serializer, OperationAnalysisContext context)
    {
        if (SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, serializer)
            && call.TargetMethod.TypeArguments is [INamedTypeSymbol type]
            && type.Has(KnownAttributes.Schema))
        {
            context.ReportDiagnostic(Diagnostic.Create(UseDescriptors.PastTheGuard, call.Syntax.GetLocation(), type.Name));
        }
    }
}
