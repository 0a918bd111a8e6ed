using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Finds what a constructor sets whatever it is given: what stands at the beginning of no condition and no loop.</summary>
internal static class ConstructorAssignments
{
    /// <summary>The value that a constructor, or one that it calls, gives to a member, as far as the project has their sources.</summary>
    public static ExpressionSyntax? Find(IMethodSymbol? constructor, ISymbol member, Compilation compilation, CancellationToken cancellation)
    {
        for (int depth = 0; constructor is not null && depth < 32; depth++)   // constructors that call each other are the compiler's to refuse
        {
            var syntax = constructor.DeclaringSyntaxReferences.FirstOrDefault(reference => compilation.ContainsSyntaxTree(reference.SyntaxTree))?.GetSyntax(cancellation) as ConstructorDeclarationSyntax;
            if (syntax is not null && In(syntax, member.Name) is { } value)
            {
                return value;
            }

            constructor = syntax?.Initializer is { } initializer
                ? compilation.GetSemanticModel(initializer.SyntaxTree).GetSymbolInfo(initializer, cancellation).Symbol as IMethodSymbol
                : constructor.ContainingType.BaseType?.InstanceConstructors.FirstOrDefault(other => other.Parameters.Length == 0);
        }

        return null;
    }

    private static ExpressionSyntax? In(ConstructorDeclarationSyntax constructor, string member)
    {
        IEnumerable<ExpressionSyntax> expressions = constructor.ExpressionBody is { } arrow
            ? new[] { arrow.Expression }
            : constructor.Body?.Statements.OfType<ExpressionStatementSyntax>().Select(statement => statement.Expression) ?? [];
        return expressions.OfType<AssignmentExpressionSyntax>()
            .Where(assignment => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
            .SelectMany(Parts)
            .Where(part => NameOf(part.Target) == member)
            .Select(part => part.Value)
            .LastOrDefault();
    }

    /// <summary>What is assigned, each part of a tuple by itself.</summary>
    private static IEnumerable<(ExpressionSyntax Target, ExpressionSyntax Value)> Parts(AssignmentExpressionSyntax assignment) =>
        (assignment.Left, assignment.Right) is (TupleExpressionSyntax left, TupleExpressionSyntax right) && left.Arguments.Count == right.Arguments.Count
            ? left.Arguments.Zip(right.Arguments, (target, value) => (target.Expression, value.Expression))
            : [(assignment.Left, assignment.Right)];

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => name.Identifier.ValueText,
        _ => null,
    };
}
