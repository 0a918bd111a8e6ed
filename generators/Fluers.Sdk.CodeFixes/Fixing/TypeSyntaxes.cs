using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.CodeFixes.Fixing;

/// <summary>What is custom around the declaration of a type.</summary>
internal static class TypeSyntaxes
{
    /// <summary>Whether types have their attributes on lines of their own here; a neighbour tells, and where there is none, it is so.</summary>
    public static bool AreAttributesOnOwnLines(SyntaxNode type)
    {
        AttributeListSyntax? neighbour = type.Parent?.ChildNodes().OfType<TypeDeclarationSyntax>()
            .Where(other => other != type)
            .SelectMany(other => other.AttributeLists)
            .FirstOrDefault();
        return neighbour is null || neighbour.GetTrailingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
    }
}
