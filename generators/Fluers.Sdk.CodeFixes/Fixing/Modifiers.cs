using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Fluers.Sdk.CodeFixes.Fixing;

/// <summary>Adds modifiers where the language and custom want them.</summary>
internal static class Modifiers
{
    /// <summary>The last of all modifiers.</summary>
    public static TypeDeclarationSyntax WithPartial(this TypeDeclarationSyntax type) =>
        type.Modifiers.Any(SyntaxKind.PartialKeyword) ? type : (TypeDeclarationSyntax)Add(type, SyntaxKind.PartialKeyword, type.Modifiers.Count);

    /// <summary>Before <c>partial</c>.</summary>
    public static TypeDeclarationSyntax WithSealed(this TypeDeclarationSyntax type) =>
        type.Modifiers.Any(SyntaxKind.SealedKeyword) ? type : (TypeDeclarationSyntax)Add(type, SyntaxKind.SealedKeyword, PlaceOfSealed(type.Modifiers));

    /// <summary>Behind the accessibility and what is like it.</summary>
    public static MemberDeclarationSyntax WithRequired(this MemberDeclarationSyntax member) =>
        member.Modifiers.Any(SyntaxKind.RequiredKeyword) ? member : Add(member, SyntaxKind.RequiredKeyword, member.Modifiers.Count);

    private static int PlaceOfSealed(SyntaxTokenList modifiers)
    {
        int partial = modifiers.IndexOf(SyntaxKind.PartialKeyword);
        return partial < 0 ? modifiers.Count : partial;
    }

    private static MemberDeclarationSyntax Add(MemberDeclarationSyntax member, SyntaxKind modifier, int at)
    {
        SyntaxToken next = at < member.Modifiers.Count ? member.Modifiers[at] : FirstBehindModifiers(member);
        SyntaxToken added = Token(modifier).WithLeadingTrivia(next.LeadingTrivia).WithTrailingTrivia(Space);
        MemberDeclarationSyntax bare = member.ReplaceToken(next, next.WithLeadingTrivia());
        return bare.WithModifiers(bare.Modifiers.Insert(at, added));
    }

    private static SyntaxToken FirstBehindModifiers(MemberDeclarationSyntax member) => member switch
    {
        TypeDeclarationSyntax type => type.Keyword,
        BasePropertyDeclarationSyntax property => property.Type.GetFirstToken(),
        BaseFieldDeclarationSyntax field => field.Declaration.GetFirstToken(),
        _ => member.GetFirstToken(),
    };
}
