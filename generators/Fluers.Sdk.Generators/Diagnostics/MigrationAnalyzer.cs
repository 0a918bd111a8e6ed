using System.Collections.Immutable;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Holds the code of migrations to what makes it last: it reads its argument and names older versions alone.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MigrationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [HistoryDescriptors.LiveType, HistoryDescriptors.Impure];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownAttributes.Schema) is not null)
            {
                start.RegisterSyntaxNodeAction(Analyze, SyntaxKind.ClassDeclaration);
            }
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var declaration = (ClassDeclarationSyntax)context.Node;
        if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            || context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } history
            || !history.GetTypeMembers().Any(static nested => Snapshot.VersionOf(nested.Name) is not null && nested.IsGenerated()))
        {
            return;
        }

        foreach ((SimpleNameSyntax name, INamedTypeSymbol type) in new LiveTypes(context.SemanticModel, context.CancellationToken).In(declaration, history))
        {
            context.ReportDiagnostic(Diagnostic.Create(HistoryDescriptors.LiveType, name.GetLocation(),
                $"'{type.Name}' is the type of today, which the next version will change under this hop; name the one of the version that the hop leads to, such as 'V2.{type.Name}'"));
        }

        foreach ((SyntaxNode where, string source) in Impurity.AllIn(declaration, context.SemanticModel, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(HistoryDescriptors.Impure, where.GetLocation(),
                $"A hop reads {source}, so a session would come up as something else each time it is loaded; compute from the older version alone, and leave the rest for when the session is used"));
        }
    }
}
