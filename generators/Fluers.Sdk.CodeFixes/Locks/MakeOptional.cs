using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.CodeFixes.Members;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>Lets a member be absent: of a value type it is then zero, of any other null.</summary>
internal sealed class MakeOptional : SyntaxAction
{
    public override string TitleForAll => "Make them optional";

    protected override string? TitleOf(Target target) => NodeOf(target) is not null ? $"Make '{target.Symbol!.Name}' optional" : null;

    protected override SyntaxNode? NodeOf(Target target) => MemberSyntax.Of(target) switch
    {
        MemberDeclarationSyntax member when member.Modifiers.Any(SyntaxKind.RequiredKeyword) => member,

        // What may be left out stands behind what may not.
        ParameterSyntax { Default: null, Parent: ParameterListSyntax list } parameter when list.Parameters.Skip(list.Parameters.IndexOf(parameter) + 1).All(next => next.Default is not null) => parameter,
        _ => null,
    };

    protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target)
    {
        bool isReference = target.Symbol is IPropertySymbol { Type.IsReferenceType: true } or IFieldSymbol { Type.IsReferenceType: true };
        editor.ReplaceNode(node, (current, _) => current switch
        {
            ParameterSyntax parameter => Nullable(parameter, isReference).WithDefault(DefaultOf(isReference)).WithTrailingTrivia(parameter.GetTrailingTrivia()),
            MemberDeclarationSyntax member => Nullable(WithoutRequired(member), isReference && MemberSyntax.DefaultOf(member) is null),
            _ => current,
        });
    }

    private static EqualsValueClauseSyntax DefaultOf(bool isReference) => SyntaxFactory
        .EqualsValueClause(SyntaxFactory.LiteralExpression(isReference ? SyntaxKind.NullLiteralExpression : SyntaxKind.DefaultLiteralExpression))
        .NormalizeWhitespace()
        .WithLeadingTrivia(SyntaxFactory.Space);

    private static MemberDeclarationSyntax WithoutRequired(MemberDeclarationSyntax member)
    {
        SyntaxToken required = member.Modifiers.First(modifier => modifier.IsKind(SyntaxKind.RequiredKeyword));
        SyntaxTriviaList leading = member.GetLeadingTrivia();
        return member.WithModifiers(member.Modifiers.Remove(required)).WithLeadingTrivia(leading);
    }

    private static T Nullable<T>(T member, bool isReference)
        where T : SyntaxNode => isReference && MemberSyntax.TypeOf(member) is { } type and not NullableTypeSyntax
            ? member.ReplaceNode(type, SyntaxFactory.NullableType(type.WithoutTrailingTrivia()).WithTrailingTrivia(type.GetTrailingTrivia()))
            : member;
}
