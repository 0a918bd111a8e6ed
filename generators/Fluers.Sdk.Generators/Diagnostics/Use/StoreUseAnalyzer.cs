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
    private const string Create = "CreateAsync";

    private static readonly ImmutableHashSet<string> Methods = [Create, "LoadAsync", "TryLoadAsync", "ReadHeadAsync", "ReadAsync", "TailAsync"];

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
        if (NameOf(call.Expression) is not { } name || !Methods.Contains(name.Identifier.ValueText) || !IsOfStore(call, context))
        {
            return;
        }

        if (name is GenericNameSyntax { TypeArgumentList.Arguments: [{ } stated] })
        {
            Check(stated, context);
        }
        else if (name.Identifier.ValueText == Create && StateOf(call, context) is { } state)
        {
            Check(state, context);
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
            Check(argument, context);
        }
    }

    private static void Check(ExpressionSyntax where, SyntaxNodeAnalysisContext context)
    {
        // A type parameter has its constraint, and a type that was not found is the compiler's to report.
        if (context.SemanticModel.GetTypeInfo(where, context.CancellationToken).Type is { TypeKind: not (TypeKind.Error or TypeKind.TypeParameter) } type
            && !type.Has(KnownAttributes.Schema)
            && !type.AllInterfaces.Any(static face => face.IsNamed(Schema)))
        {
            context.ReportDiagnostic(Diagnostic.Create(UseDescriptors.NoSchema, where.GetLocation(), type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
        }
    }

    /// <summary>Whether a call is of the store's method, though its constraint may refuse the type.</summary>
    private static bool IsOfStore(InvocationExpressionSyntax call, SyntaxNodeAnalysisContext context)
    {
        SymbolInfo found = context.SemanticModel.GetSymbolInfo(call, context.CancellationToken);
        return found.CandidateSymbols.Prepend(found.Symbol).OfType<IMethodSymbol>().Any(method => method.ContainingType.IsNamed(Store));
    }

    /// <summary>What a session is created with: <c>CreateAsync(state)</c> or <c>CreateAsync(id, state)</c>, with a token or without.</summary>
    private static ExpressionSyntax? StateOf(InvocationExpressionSyntax call, SyntaxNodeAnalysisContext context)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        if (arguments.FirstOrDefault(argument => argument.NameColon is { Name.Identifier.ValueText: "state" }) is { } named)
        {
            return named.Expression;
        }

        ExpressionSyntax[] given =
        [
            .. arguments.Where(argument => argument.NameColon is null && !IsToken(argument.Expression, context)).Select(argument => argument.Expression),
        ];
        bool statesId = arguments.Any(argument => argument.NameColon is { Name.Identifier.ValueText: "id" });
        return given.Length == (statesId ? 1 : 2) || given.Length == 1 ? given[given.Length - 1] : null;
    }

    private static bool IsToken(ExpressionSyntax argument, SyntaxNodeAnalysisContext context) =>
        argument.IsKind(SyntaxKind.DefaultLiteralExpression)
        || context.SemanticModel.GetTypeInfo(argument, context.CancellationToken).Type is { Name: "CancellationToken" };

    private static SimpleNameSyntax? NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,   // nothing derives from a store, so nobody calls it by a name alone
    };
}
