using System.Collections.Immutable;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Diagnostics.Conditions;

/// <summary>Reports shapes that depend on how they are compiled: one lock would have to be two.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConditionalShapeAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor ConditionalShape = Describe.Warning(
        "FLU1109", "Shape differs between target frameworks or #if branches",
        "'{0}' stores {1} only under '#{2}', so builds of one version would write different shapes; store the same everywhere, and put the condition into code that computes");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [ConditionalShape];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownAttributes.Schema) is not null)
            {
                start.RegisterSemanticModelAction(Analyze);
            }
        });
    }

    private static void Analyze(SemanticModelAnalysisContext context)
    {
        SyntaxNode root = context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken);
        if (!root.ContainsDirectives || !Branches.In(root).Any())
        {
            return;
        }

        INamedTypeSymbol[] types =
        [
            .. root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                .OfType<BaseTypeDeclarationSyntax>()
                .Select(declaration => context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken))
                .OfType<INamedTypeSymbol>()
                .Where(type => IsStored(type, context))
                .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default),
        ];
        if (types.Length > 0)
        {
            new BranchReview(types, context).Review();
        }
    }

    /// <summary>A type of a session, an enum that one holds, or a base from which one has members.</summary>
    private static bool IsStored(INamedTypeSymbol type, SemanticModelAnalysisContext context) =>
        type.TypeKind == TypeKind.Enum
            ? ShapeSymbols.Of(context.SemanticModel.Compilation, context.CancellationToken).IsStoredEnum(type)
            : type.IsSession() || (!type.IsMessagePackObject() && type.GetMembers().Any(member => member.FindKey() is not null));
}
