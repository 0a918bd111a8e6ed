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
    private const string Schema = "Fluers.Sdk.ISessionSchema";

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
                start.RegisterOperationAction(
                    operation =>
                    {
                        var call = (IInvocationOperation)operation.Operation;
                        Check(call.TargetMethod, call.Arguments.Select(argument => argument.Value), serializer, operation);
                    },
                    OperationKind.Invocation);
                start.RegisterOperationAction(operation => Check(((IMethodReferenceOperation)operation.Operation).Method, [], serializer, operation), OperationKind.MethodReference);
            }
        });
    }

    private static void Check(IMethodSymbol method, IEnumerable<IOperation> arguments, INamedTypeSymbol serializer, OperationAnalysisContext context)
    {
        // JSON is for people to look at: nobody reads it back.
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingType, serializer) || method.Name == "SerializeToJson")
        {
            return;
        }

        IEnumerable<ITypeSymbol> types = method.TypeArguments.Concat(arguments.OfType<ITypeOfOperation>().Select(type => type.TypeOperand));
        if (types.Select(SchemaIn).FirstOrDefault(found => found is not null) is { } schema)
        {
            context.ReportDiagnostic(Diagnostic.Create(UseDescriptors.PastTheGuard, context.Operation.Syntax.GetLocation(), schema.Name));
        }
    }

    /// <summary>The schema that a type is, or is made of.</summary>
    private static ITypeSymbol? SchemaIn(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => SchemaIn(array.ElementType),
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(IsOfSchemas) ? parameter : null,
        INamedTypeSymbol named => named.Has(KnownAttributes.Schema) ? named : named.TypeArguments.Select(SchemaIn).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static bool IsOfSchemas(ITypeSymbol constraint) => constraint.IsNamed(Schema) || constraint.AllInterfaces.Any(static face => face.IsNamed(Schema));
}
