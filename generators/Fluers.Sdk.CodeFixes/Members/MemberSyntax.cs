using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.CodeFixes.Members;

/// <summary>The syntax of a member: a property, a field, or the parameter of a positional record.</summary>
internal static class MemberSyntax
{
    public static SyntaxNode? Of(Target target) => target.Node.AncestorsAndSelf().FirstOrDefault(node =>
        node is PropertyDeclarationSyntax or FieldDeclarationSyntax or ParameterSyntax { Parent.Parent: TypeDeclarationSyntax });

    public static TypeSyntax? TypeOf(SyntaxNode? member) => member switch
    {
        PropertyDeclarationSyntax property => property.Type,
        FieldDeclarationSyntax field => field.Declaration.Type,
        ParameterSyntax parameter => parameter.Type,
        _ => null,
    };

    public static EqualsValueClauseSyntax? DefaultOf(SyntaxNode? member) => member switch
    {
        PropertyDeclarationSyntax property => property.Initializer,
        FieldDeclarationSyntax { Declaration.Variables: [{ } only] } => only.Initializer,
        ParameterSyntax parameter => parameter.Default,
        _ => null,
    };

    /// <summary>A member that states no default.</summary>
    public static SyntaxNode WithoutDefault(SyntaxNode member) => member switch
    {
        PropertyDeclarationSyntax { Initializer: not null } property => property
            .WithInitializer(null)
            .WithSemicolonToken(default)
            .WithAccessorList(property.AccessorList!.WithTrailingTrivia(property.SemicolonToken.TrailingTrivia)),
        FieldDeclarationSyntax { Declaration.Variables: [{ Initializer: not null } only] } field => field.ReplaceNode(only, only.WithInitializer(null).WithIdentifier(only.Identifier.WithTrailingTrivia())),
        ParameterSyntax { Default: not null } parameter => parameter.WithDefault(null).WithIdentifier(parameter.Identifier.WithTrailingTrivia()),
        _ => member,
    };
}
