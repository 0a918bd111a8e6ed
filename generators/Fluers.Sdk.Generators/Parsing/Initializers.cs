using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Finds what a member is before anybody sets it: by its initializer, or by the constructor.</summary>
internal static class Initializers
{
    /// <summary>What a new object has in a member.</summary>
    /// <param name="member">The property or field.</param>
    /// <param name="constructor">The constructor that makes the object; <see langword="null"/> where it is not known.</param>
    /// <param name="compilation">Where it stands.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>
    /// Whether the project has the source that tells, and what it says; <see langword="null"/> for nothing. Of a member of another project, a
    /// constructor of this one may tell.
    /// </returns>
    public static (bool IsHere, ExpressionSyntax? Value) Of(ISymbol member, IMethodSymbol? constructor, Compilation compilation, CancellationToken cancellation)
    {
        SyntaxNode[] declarations = [.. DeclarationsOf(member, compilation).Select(reference => reference.GetSyntax(cancellation))];
        ExpressionSyntax? assigned = ConstructorAssignments.Find(constructor, member, compilation, cancellation);
        return (declarations.Length > 0 || assigned is not null, assigned ?? declarations.Select(Stated).FirstOrDefault(found => found is not null));
    }

    /// <summary>The expression inside parentheses and <c>!</c>: <c>null!</c> quiets the compiler and initializes nothing.</summary>
    public static ExpressionSyntax Unwrap(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => Unwrap(parenthesized.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => Unwrap(suppressed.Operand),
        _ => expression,
    };

    private static ExpressionSyntax? Stated(SyntaxNode declaration) => declaration switch
    {
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        VariableDeclaratorSyntax field => field.Initializer?.Value,
        _ => null,
    };

    /// <summary>Where a member is declared in this project; of a partial property that is twice, and its initializer stands in either place.</summary>
    private static IEnumerable<SyntaxReference> DeclarationsOf(ISymbol member, Compilation compilation)
    {
        IEnumerable<SyntaxReference> more = member is IPropertySymbol { PartialImplementationPart: { } part } ? part.DeclaringSyntaxReferences : [];
        return member.DeclaringSyntaxReferences.Concat(more).Where(reference => compilation.ContainsSyntaxTree(reference.SyntaxTree));
    }
}
