using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>
/// Finds what an expression takes from code that may change without the expression: a field, a property or a method of the user's. What the
/// framework gives stays what it is.
/// </summary>
internal static class OwnSources
{
    /// <summary>The first such thing, as <c>Limits.Default</c>; <see langword="null"/> where there is none.</summary>
    public static string? FirstIn(ExpressionSyntax code, SemanticModel model, CancellationToken cancellation) => code
        .DescendantNodesAndSelf(node => node is not ExpressionSyntax expression || !model.GetConstantValue(expression, cancellation).HasValue)
        .OfType<SimpleNameSyntax>()
        .Where(name => !model.GetConstantValue(name, cancellation).HasValue)
        .Select(name => model.GetSymbolInfo(name, cancellation).Symbol)
        .Where(symbol => symbol is IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true } or IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension })
        .Where(symbol => !IsOfFramework(symbol!.ContainingAssembly))
        .Select(symbol => $"{symbol!.ContainingType.Name}.{symbol.Name}")
        .FirstOrDefault();

    private static bool IsOfFramework(IAssemblySymbol assembly) =>
        assembly.Name is "System" or "mscorlib" or "netstandard" || assembly.Name.StartsWith("System.", StringComparison.Ordinal);
}
