using System.Collections.Immutable;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
                // JSON is for people to look at: nobody reads it back.
                ImmutableHashSet<string> names = [.. serializer.GetMembers().OfType<IMethodSymbol>().Select(static method => method.Name).Where(static name => name != "SerializeToJson")];
                start.RegisterSyntaxNodeAction(node => Analyze((SimpleNameSyntax)node.Node, names, serializer, node), SyntaxKind.IdentifierName, SyntaxKind.GenericName);
            }
        });
    }

    // By names first: an action on operations would have the bodies of all methods bound once more.
    private static void Analyze(SimpleNameSyntax name, ImmutableHashSet<string> names, INamedTypeSymbol serializer, SyntaxNodeAnalysisContext context)
    {
        if (!names.Contains(name.Identifier.ValueText))
        {
            return;
        }

        ExpressionSyntax method = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        ExpressionSyntax use = method.Parent is InvocationExpressionSyntax call && call.Expression == method ? call : method;
        switch (context.SemanticModel.GetOperation(use, context.CancellationToken))
        {
            case IInvocationOperation invocation:
                Check(use, invocation.TargetMethod, invocation.Arguments.Select(static argument => argument.Value), serializer, context);
                break;
            case IMethodReferenceOperation reference:
                Check(use, reference.Method, [], serializer, context);
                break;
        }
    }

    private static void Check(ExpressionSyntax use, IMethodSymbol method, IEnumerable<IOperation> arguments, INamedTypeSymbol serializer, SyntaxNodeAnalysisContext context)
    {
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingType, serializer))
        {
            return;
        }

        IEnumerable<ITypeSymbol> types = method.TypeArguments.Concat(arguments.OfType<ITypeOfOperation>().Select(static type => type.TypeOperand));
        if (types.Select(SchemaIn).FirstOrDefault(static found => found is not null) is { } schema)
        {
            context.ReportDiagnostic(Diagnostic.Create(UseDescriptors.PastTheGuard, use.GetLocation(), schema.Name));
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
