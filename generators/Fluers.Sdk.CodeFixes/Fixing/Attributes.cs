using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Fluers.Sdk.CodeFixes.Fixing;

/// <summary>Writes attributes and their arguments.</summary>
internal static class Attributes
{
    public static ExpressionSyntax Literal(int number) =>
        number < 0
            ? PrefixUnaryExpression(SyntaxKind.UnaryMinusExpression, Literal(-number))
            : LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(number));

    public static ExpressionSyntax Literal(string text) => LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));

    /// <summary>An attribute with another first argument.</summary>
    public static AttributeSyntax WithFirst(this AttributeSyntax attribute, ExpressionSyntax value)
    {
        AttributeArgumentListSyntax list = attribute.ArgumentList ?? AttributeArgumentList();
        return attribute.WithArgumentList(list.Arguments is [{ NameEquals: null } first, ..]
            ? list.WithArguments(list.Arguments.Replace(first, first.WithExpression(value.WithTriviaFrom(first.Expression))))
            : list.WithArguments(list.Arguments.Insert(0, AttributeArgument(value))));
    }

    /// <summary>An attribute with a named argument, which it may have already.</summary>
    public static AttributeSyntax WithNamed(this AttributeSyntax attribute, string name, ExpressionSyntax value)
    {
        AttributeArgumentListSyntax list = attribute.ArgumentList ?? AttributeArgumentList();
        AttributeArgumentSyntax? known = list.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
        return attribute.WithArgumentList(known is null
            ? list.AddArguments(AttributeArgument(NameEquals(IdentifierName(name)), null, value).NormalizeWhitespace().WithLeadingTrivia(list.Arguments.Count > 0 ? TriviaList(Space) : default))
            : list.WithArguments(list.Arguments.Replace(known, known.WithExpression(value.WithTriviaFrom(known.Expression)))));
    }

    /// <summary>An attribute as it is spelled at a place: with its namespace where the name alone would not be found.</summary>
    public static AttributeSyntax Create(SemanticModel model, int position, string space, string name, params ExpressionSyntax[] arguments)
    {
        ISymbol[] found = [.. model.LookupNamespacesAndTypes(position, name: name + "Attribute")];
        bool isFound = found is [INamedTypeSymbol only] && only.ContainingNamespace.ToDisplayString() == space
            && !model.LookupNamespacesAndTypes(position, name: name).OfType<INamedTypeSymbol>().Any(IsAttribute);
        string list = arguments.Length == 0 ? "" : $"({string.Join(", ", arguments.Select(argument => argument.ToString()))})";
        return ListOf($"{(isFound ? "" : $"global::{space}.")}{name}{list}").Attributes[0];
    }

    /// <summary>A member with one more attribute: on its own line, or before the member, as its neighbours have theirs.</summary>
    public static SyntaxNode WithAttribute(this SyntaxNode declaration, AttributeSyntax attribute, bool onOwnLine)
    {
        if (declaration is ParameterSyntax parameter)
        {
            AttributeListSyntax list = ListOf($"property: {attribute}").WithTrailingTrivia(Space);
            return parameter
                .WithoutLeadingTrivia()
                .WithAttributeLists(parameter.AttributeLists.Insert(0, list.WithLeadingTrivia(parameter.GetLeadingTrivia())));
        }

        var member = (MemberDeclarationSyntax)declaration;
        SyntaxTriviaList leading = member.GetLeadingTrivia();
        SyntaxTrivia? indent = leading.Count > 0 && leading[leading.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? leading[leading.Count - 1] : null;
        SyntaxTriviaList between = !onOwnLine ? [Space] : indent is { } space ? [EndOfLineOf(member), space] : [EndOfLineOf(member)];
        AttributeListSyntax own = ListOf($"{attribute}").WithLeadingTrivia(leading).WithTrailingTrivia(between);
        return member.WithoutLeadingTrivia().WithAttributeLists(member.WithoutLeadingTrivia().AttributeLists.Insert(0, own));
    }

    /// <summary>Whether attributes stand on lines of their own around a declaration.</summary>
    public static bool AreOnOwnLines(SyntaxNode declaration)
    {
        SyntaxList<AttributeListSyntax> AttributesOf(SyntaxNode node) => node is MemberDeclarationSyntax member ? member.AttributeLists : default;
        AttributeListSyntax? neighbour = declaration.Parent?.ChildNodes().Where(node => node is BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax).SelectMany(node => AttributesOf(node)).FirstOrDefault();
        return neighbour is null || neighbour.GetTrailingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
    }

    private static bool IsAttribute(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type.BaseType; level is not null; level = level.BaseType)
        {
            if (level.Name == nameof(Attribute) && level.IsNamed("System.Attribute"))
            {
                return true;
            }
        }

        return false;
    }

    // Parsed, for what is made piece by piece is laid out anew as the formatter likes it.
    private static AttributeListSyntax ListOf(string content) => ((FieldDeclarationSyntax)ParseMemberDeclaration($"[{content}]int x;")!).AttributeLists[0];

    private static SyntaxTrivia EndOfLineOf(SyntaxNode node) =>
        node.SyntaxTree is { } && node.GetTrailingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end ? end : LineFeed;
}
