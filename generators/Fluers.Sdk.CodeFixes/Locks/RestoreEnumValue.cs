using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>Brings back a value of an enum that is gone, or the number that it had.</summary>
internal sealed class RestoreEnumValue : SyntaxAction
{
    public override string TitleForAll => "Bring back what is stored";

    protected override string? TitleOf(Target target) =>
        target.Diagnostic.RemedyOf() is not (Remedy.Restore or Remedy.RestoreOrRaise) || target.Value is not { } number ? null
        : NodeOf(target) switch
        {
            EnumDeclarationSyntax when target.Hint(Hints.Name) is { } name => $"Bring back '{name} = {number}'",
            EnumMemberDeclarationSyntax value => $"Give '{value.Identifier.ValueText}' back its number {number}",
            _ => null,
        };

    protected override SyntaxNode? NodeOf(Target target) =>
        (SyntaxNode?)target.Node.FirstAncestorOrSelf<EnumMemberDeclarationSyntax>() ?? target.Node.FirstAncestorOrSelf<EnumDeclarationSyntax>();

    // Several values of one enum may be gone.
    protected override object IdentityOf(SyntaxNode node, Target target) => (node, target.Hint(Hints.Name));

    protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target)
    {
        ExpressionSyntax number = SyntaxFactory.ParseExpression(target.Value!);
        if (node is EnumMemberDeclarationSyntax value)
        {
            editor.ReplaceNode(value, (current, _) => WithNumber((EnumMemberDeclarationSyntax)current, number));
            return;
        }

        EnumMemberDeclarationSyntax member = WithNumber(SyntaxFactory.EnumMemberDeclaration(SyntaxFactory.Identifier(TypeNames.Identifier(target.Hint(Hints.Name)!))), number);
        editor.ReplaceNode(node, (current, _) => WithMember((EnumDeclarationSyntax)current, member));
    }

    /// <summary>The value behind the last one, laid out as that is.</summary>
    private static EnumDeclarationSyntax WithMember(EnumDeclarationSyntax numbers, EnumMemberDeclarationSyntax member)
    {
        SeparatedSyntaxList<EnumMemberDeclarationSyntax> members = numbers.Members;
        if (members.Count == 0)
        {
            return numbers.AddMembers(member);
        }

        EnumMemberDeclarationSyntax last = members.Last();
        SyntaxTriviaList indent = [.. last.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))];
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken);
        SyntaxNodeOrToken[] all = members.SeparatorCount == members.Count
            ? [.. members.GetWithSeparators(), member.WithLeadingTrivia(indent).WithTrailingTrivia(), comma.WithTrailingTrivia(members.GetSeparators().Last().TrailingTrivia)]
            : [
                .. members.GetWithSeparators().Take(members.GetWithSeparators().Count - 1),
                last.WithTrailingTrivia(),
                comma.WithTrailingTrivia(last.GetTrailingTrivia() is var end && end.Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) ? end : [SyntaxFactory.Space]),
                member.WithLeadingTrivia(indent).WithTrailingTrivia(last.GetTrailingTrivia()),
            ];
        return numbers.WithMembers(SyntaxFactory.SeparatedList<EnumMemberDeclarationSyntax>(all));
    }

    private static EnumMemberDeclarationSyntax WithNumber(EnumMemberDeclarationSyntax value, ExpressionSyntax number) => value.EqualsValue is { } given
        ? value.WithEqualsValue(given.WithValue(number.WithTriviaFrom(given.Value)))
        : value
            .WithIdentifier(value.Identifier.WithTrailingTrivia(SyntaxFactory.Space))
            .WithEqualsValue(SyntaxFactory.EqualsValueClause(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space), number.WithTrailingTrivia(value.GetTrailingTrivia())));
}
