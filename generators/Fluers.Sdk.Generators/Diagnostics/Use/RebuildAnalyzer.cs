using System.Collections.Immutable;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
                start.RegisterSyntaxNodeAction(
                    static node => Analyze((BaseObjectCreationExpressionSyntax)node.Node, node), SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
            }
        });
    }

    // By the count of values first: an action on operations would have the bodies of all methods bound once more.
    private static void Analyze(BaseObjectCreationExpressionSyntax creation, SyntaxNodeAnalysisContext context)
    {
        if ((creation.ArgumentList?.Arguments.Count ?? 0) + (creation.Initializer?.Expressions.Count ?? 0) >= Rebuild.FewestCopies
            && context.SemanticModel.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation { Type: INamedTypeSymbol type } made
            && type.IsSession()
            && Rebuild.Of(made) is { } rebuild)
        {
            string remedy = rebuild.CanUseWith ? $"write '{rebuild.SourceText} with {{ … }}'"
                : rebuild.Changes.All(change => IsAssignable(change.Member)) ? $"change '{rebuild.SourceText}' itself"
                : $"make '{type.Name}' a record, and write '{rebuild.SourceText} with {{ … }}'";
            context.ReportDiagnostic(Diagnostic.Create(UseDescriptors.Rebuilt, creation.GetLocation(), type.Name, rebuild.SourceText, remedy));
        }
    }

    private static bool IsAssignable(ISymbol member) => member is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod: { IsInitOnly: false } };
}
