using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Finds what a type stores in some branches of an <c>#if</c> and not in the others.</summary>
internal static class ConditionalMembers
{
    public static void Find(INamedTypeSymbol type, SyntaxNode declaration, Action<Diagnostic> report)
    {
        if (!declaration.ContainsDirectives)
        {
            return;
        }

        SourceText text = declaration.SyntaxTree.GetText();
        foreach (IfDirectiveTriviaSyntax condition in declaration.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.IfDirectiveTrivia)).Select(trivia => (IfDirectiveTriviaSyntax)trivia.GetStructure()!))
        {
            DirectiveTriviaSyntax[] directives = [.. condition.GetRelatedDirectives()];
            if (directives[directives.Length - 1] is EndIfDirectiveTriviaSyntax end && declaration.Span.Contains(condition.Span) && declaration.Span.Contains(end.Span))
            {
                Compare(type, directives, text, report);
            }
        }
    }

    private static void Compare(INamedTypeSymbol type, DirectiveTriviaSyntax[] directives, SourceText text, Action<Diagnostic> report)
    {
        List<(DirectiveTriviaSyntax Directive, HashSet<string> Stored)> branches = [];
        for (int i = 0; i + 1 < directives.Length; i++)
        {
            branches.Add((directives[i], [.. StoredIn(text.ToString(TextSpan.FromBounds(directives[i].FullSpan.End, directives[i + 1].FullSpan.Start)))]));
        }

        bool hasElse = directives.OfType<ElseDirectiveTriviaSyntax>().Any();   // without it there is one more branch, which is empty
        foreach ((DirectiveTriviaSyntax directive, HashSet<string> stored) in branches)
        {
            string[] only = [.. stored.Where(member => !hasElse || branches.Exists(branch => !branch.Stored.Contains(member)))];
            if (only.Length > 0)
            {
                report(Diagnostic.Create(ConditionalShapeAnalyzer.ConditionalShape, directive.GetLocation(), type.Name, string.Join(" and ", only), directive.ToString().Trim().TrimStart('#').Trim()));
            }
        }
    }

    /// <summary>What a piece of a type's text stores, each as one text that tells its shape.</summary>
    private static IEnumerable<string> StoredIn(string text)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText($"class _ {{\n{text}\n}}").GetRoot();
        var members = root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(HasKey).ToList();
        return members.Count > 0 ? members.Select(ShapeOf)
            : text.Contains("Key(") || text.Contains("SessionSchema(") ? [string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))]
            : [];
    }

    private static bool HasKey(MemberDeclarationSyntax member) =>
        member.AttributeLists.SelectMany(list => list.Attributes).Any(IsKey);

    private static bool IsKey(AttributeSyntax attribute) =>
        attribute.Name is SimpleNameSyntax { Identifier.ValueText: "Key" or "KeyAttribute" } or QualifiedNameSyntax { Right.Identifier.ValueText: "Key" or "KeyAttribute" };

    private static string ShapeOf(MemberDeclarationSyntax member)
    {
        string key = member.AttributeLists.SelectMany(list => list.Attributes).First(IsKey).ArgumentList?.ToString() ?? "";
        string required = member.Modifiers.Any(SyntaxKind.RequiredKeyword) ? "required " : "";
        return member switch
        {
            PropertyDeclarationSyntax property => $"[Key{key}] {required}{property.Type} {property.Identifier}{Default(property.Initializer)}",
            FieldDeclarationSyntax { Declaration: { Variables: [{ } only, ..] } field } => $"[Key{key}] {required}{field.Type} {only.Identifier}{Default(only.Initializer)}",
            _ => $"[Key{key}] {member}",
        };
    }

    private static string Default(EqualsValueClauseSyntax? initializer) => initializer is null ? "" : $" {initializer}";
}
