using System.Collections.Immutable;
using System.Globalization;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Diagnostics.Use;

/// <summary>Reports older versions of a type outside the class that brings them up: code that uses them keeps the past alive.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SnapshotUseAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [UseDescriptors.SnapshotEscapes];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownAttributes.Schema) is not null)
            {
                start.RegisterSyntaxNodeAction(Analyze, SyntaxKind.QualifiedName, SyntaxKind.SimpleMemberAccessExpression);
            }
        });
    }

    // Versions are named through their class, such as V1.Order: nothing else is looked up.
    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        (SyntaxNode left, SimpleNameSyntax right) = context.Node is QualifiedNameSyntax qualified
            ? ((SyntaxNode)qualified.Left, qualified.Right)
            : (((MemberAccessExpressionSyntax)context.Node).Expression, ((MemberAccessExpressionSyntax)context.Node).Name);
        if (VersionOf(left) is { } version
            && context.SemanticModel.GetSymbolInfo(right, context.CancellationToken).Symbol is INamedTypeSymbol { ContainingType: { } versions } type
            && versions.IsGenerated()
            && versions.ContainingType is { } history
            && history.Name.EndsWith(SchemaHistory.Suffix, StringComparison.Ordinal)
            && !IsInside(history, context.ContainingSymbol))
        {
            context.ReportDiagnostic(Diagnostic.Create(UseDescriptors.SnapshotEscapes, context.Node.GetLocation(), $"{versions.Name}.{type.Name}", version, history.Name));
        }
    }

    private static int? VersionOf(SyntaxNode versions)
    {
        string? name = versions switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => null,
        };
        return name is ['V', ..] && int.TryParse(name.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null;
    }

    private static bool IsInside(INamedTypeSymbol history, ISymbol? symbol)
    {
        for (; symbol is not null; symbol = symbol.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(symbol, history))
            {
                return true;
            }
        }

        return false;
    }
}
