using System.Collections.Immutable;
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
                start.RegisterSyntaxNodeAction(AnalyzeName, SyntaxKind.QualifiedName, SyntaxKind.SimpleMemberAccessExpression);
                start.RegisterSyntaxNodeAction(AnalyzeUsing, SyntaxKind.UsingDirective);
            }
        });
    }

    // Versions are named through their class, such as V1.Order: nothing else is looked up.
    private static void AnalyzeName(SyntaxNodeAnalysisContext context)
    {
        (SyntaxNode left, SimpleNameSyntax right) = context.Node is QualifiedNameSyntax qualified
            ? ((SyntaxNode)qualified.Left, qualified.Right)
            : (((MemberAccessExpressionSyntax)context.Node).Expression, ((MemberAccessExpressionSyntax)context.Node).Name);
        if (SnapshotUse.VersionOf(LastNameOf(left)) is not null && context.Node.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null)
        {
            Report(context.Node, SnapshotUse.Of(context.SemanticModel.GetSymbolInfo(right, context.CancellationToken).Symbol), context);
        }
    }

    /// <summary>
    /// A using may give a version another name, or none. It may stand above a hop, so it says nothing by itself; the names behind it do.
    /// </summary>
    private static void AnalyzeUsing(SyntaxNodeAnalysisContext context)
    {
        var directive = (UsingDirectiveSyntax)context.Node;
        if (directive.NamespaceOrType is not NameSyntax named || (directive.Alias is null && directive.StaticKeyword.IsKind(SyntaxKind.None)))
        {
            return;
        }

        ISymbol? target = context.SemanticModel.GetSymbolInfo(named, context.CancellationToken).Symbol;
        if (!directive.GlobalKeyword.IsKind(SyntaxKind.None))
        {
            Report(named, SnapshotUse.Of(target), context);
        }
        else if ((SnapshotUse.Of(target) is not null || SnapshotUse.IsVersions(target)) && directive.Parent is { } scope)
        {
            AnalyzeScope(scope, context);
        }
    }

    private static void AnalyzeScope(SyntaxNode scope, SyntaxNodeAnalysisContext context)
    {
        foreach (IdentifierNameSyntax name in scope.DescendantNodes(static node => node is not UsingDirectiveSyntax).OfType<IdentifierNameSyntax>())
        {
            // What is named through V1 is reported at that name.
            if (SnapshotUse.VersionOf(QualifierOf(name)) is null && SnapshotUse.Of(context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol) is { } use)
            {
                Report(name, use, context);
            }
        }
    }

    private static void Report(SyntaxNode where, SnapshotUse? use, SyntaxNodeAnalysisContext context)
    {
        if (use is not null && !use.IsAllowedIn(DeclaredAround(where, context), context.Compilation))
        {
            context.ReportDiagnostic(Diagnostic.Create(UseDescriptors.SnapshotEscapes, where.GetLocation(), use.Name, use.Version, use.History.Name));
        }
    }

    /// <summary>The type that a name stands in, its header and attributes included.</summary>
    private static INamedTypeSymbol? DeclaredAround(SyntaxNode where, SyntaxNodeAnalysisContext context) =>
        where.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } declaration ? context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) : null;

    private static string? QualifierOf(IdentifierNameSyntax name) => name.Parent switch
    {
        QualifiedNameSyntax qualified when qualified.Right == name => LastNameOf(qualified.Left),
        MemberAccessExpressionSyntax access when access.Name == name => LastNameOf(access.Expression),
        _ => null,
    };

    private static string? LastNameOf(SyntaxNode name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
