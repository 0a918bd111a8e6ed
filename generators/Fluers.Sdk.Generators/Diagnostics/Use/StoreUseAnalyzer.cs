using System.Collections.Immutable;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Diagnostics.Use;

/// <summary>Reports types that a store is asked for and that are no schemas. The compiler refuses them too, in words about constraints.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StoreUseAnalyzer : DiagnosticAnalyzer
{
    private const string Store = "Fluers.Sdk.SessionStore";
    private const string Session = "Fluers.Sdk.Session";
    private const string Schema = "Fluers.Sdk.ISessionSchema";

    private static readonly ImmutableHashSet<string> Methods = ["CreateAsync", "LoadAsync", "TryLoadAsync", "ReadHeadAsync", "ReadAsync", "TailAsync"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [UseDescriptors.NoSchema];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Store) is not null)
            {
                start.RegisterSyntaxNodeAction(AnalyzeCall, SyntaxKind.InvocationExpression);
                start.RegisterSyntaxNodeAction(AnalyzeName, SyntaxKind.GenericName);
            }
        });
    }

    private static void AnalyzeCall(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (NameOf(call.Expression) is not { } name || !Methods.Contains(name.Identifier.ValueText) || MethodOf(call, context) is null)
        {
            return;
        }

        if (name is GenericNameSyntax { TypeArgumentList.Arguments: [{ } stated] })
        {
            Check(stated, context.SemanticModel.GetTypeInfo(stated, context.CancellationToken).Type, context);
        }
        else if (call.ArgumentList.Arguments.FirstOrDefault(argument => IsState(argument, context)) is { } state)
        {
            Check(state.Expression, context.SemanticModel.GetTypeInfo(state.Expression, context.CancellationToken).Type, context);
        }
    }

    private static void AnalyzeName(SyntaxNodeAnalysisContext context)
    {
        var name = (GenericNameSyntax)context.Node;
        if (name is { Identifier.ValueText: "Session", TypeArgumentList.Arguments: [{ } argument] }
            && context.SemanticModel.GetSymbolInfo(name, context.CancellationToken) is var found
            && (found.Symbol ?? found.CandidateSymbols.FirstOrDefault()) is INamedTypeSymbol type
            && type.IsNamed(Session))
        {
            Check(argument, context.SemanticModel.GetTypeInfo(argument, context.CancellationToken).Type, context);
        }
    }

    private static void Check(SyntaxNode where, ITypeSymbol? type, SyntaxNodeAnalysisContext context)
    {
        // A type parameter has its constraint, and a type that was not found is the compiler's to report.
        if (type is INamedTypeSymbol { TypeKind: not TypeKind.Error } && !type.Has(KnownAttributes.Schema) && !type.AllInterfaces.Any(static face => face.IsNamed(Schema)))
        {
            context.ReportDiagnostic(Diagnostic.Create(UseDescriptors.NoSchema, where.GetLocation(), type.Name));
        }
    }

    /// <summary>The store's method, though its constraint may refuse the type.</summary>
    private static IMethodSymbol? MethodOf(InvocationExpressionSyntax call, SyntaxNodeAnalysisContext context)
    {
        SymbolInfo found = context.SemanticModel.GetSymbolInfo(call, context.CancellationToken);
        return found.CandidateSymbols.Prepend(found.Symbol).OfType<IMethodSymbol>().FirstOrDefault(method => method.ContainingType.IsNamed(Store));
    }

    /// <summary>Of what a session is created with, only the state can be of a wrong type and still look right.</summary>
    private static bool IsState(ArgumentSyntax argument, SyntaxNodeAnalysisContext context) =>
        argument.NameColon is { Name.Identifier.ValueText: "state" }
        || (argument.NameColon is null
            && context.SemanticModel.GetTypeInfo(argument.Expression, context.CancellationToken).Type is { } type
            && type.Name is not ("SessionId" or "Guid" or "CancellationToken" or "Stream"));

    private static SimpleNameSyntax? NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };
}
