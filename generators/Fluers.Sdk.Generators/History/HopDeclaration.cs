using System.Text.RegularExpressions;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.History;

/// <summary>Where a hop stands, and what the declarations of its class name: enough to declare it where nothing is generated for it.</summary>
/// <param name="Declarations">What to reopen, outermost first: the namespace, the types around the class, the class.</param>
/// <param name="Signature">The head of the method; <see langword="null"/> for one that is not partial and so needs no declaration.</param>
/// <param name="Named">The types of versions that its class names outside of bodies, such as <c>V1.Order.Line</c>.</param>
/// <param name="Nested">The names of the types that are nested in the class already.</param>
internal sealed record HopDeclaration(EquatableArray<string> Declarations, string? Signature, EquatableArray<string> Named, EquatableArray<string> Nested)
{
    public static HopDeclaration Of(MethodDeclarationSyntax method)
    {
        var type = (ClassDeclarationSyntax)method.Parent!;
        return new HopDeclaration(
            type.AncestorsAndSelf().Reverse().Select(Reopened).OfType<string>().ToEquatableArray(),
            method.Modifiers.Any(SyntaxKind.PartialKeyword) ? OnOneLine($"{method.Modifiers} {method.ReturnType} {method.Identifier}{method.ParameterList};") : null,
            VersionsNamed(type).Distinct().OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray(),
            type.Members.OfType<BaseTypeDeclarationSyntax>().Select(nested => nested.Identifier.ValueText).Distinct().ToEquatableArray());
    }

    private static string? Reopened(SyntaxNode node) => node switch
    {
        BaseNamespaceDeclarationSyntax space => $"namespace {space.Name}",
        RecordDeclarationSyntax record => $"partial record {record.ClassOrStructKeyword.Text} {record.Identifier.Text}{record.TypeParameterList}",
        TypeDeclarationSyntax type => $"partial {type.Keyword.Text} {type.Identifier.Text}{type.TypeParameterList}",
        _ => null,
    };

    private static IEnumerable<string> VersionsNamed(ClassDeclarationSyntax type) =>
        type.DescendantNodes(node => node == type || node is not (BlockSyntax or ArrowExpressionClauseSyntax or TypeDeclarationSyntax { Parent: TypeDeclarationSyntax }))
            .OfType<QualifiedNameSyntax>()
            .Where(static name => name.Parent is not QualifiedNameSyntax)
            .Select(static name => name.ToString().Replace("@", "").Replace(" ", ""))
            .Select(static name => name.Split('.'))
            .Where(static parts => parts.All(SyntaxFacts.IsValidIdentifier))
            .Select(static parts => parts.SkipWhile(part => Snapshot.VersionOf(part) is null).ToArray())
            .Where(static parts => parts.Length > 1)
            .Select(static parts => string.Join(".", parts));

    private static string OnOneLine(string text) => Regex.Replace(text, @"\s+", " ").Trim();
}
