using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Fluers.Sdk.Generators.Diagnostics.Conditions;

/// <summary>An <c>#if</c> with all that belongs to it, up to its <c>#endif</c>.</summary>
/// <param name="Directives">The directives: each but the last begins a branch.</param>
internal sealed record Branches(IReadOnlyList<DirectiveTriviaSyntax> Directives)
{
    /// <summary>The outermost ones of a file.</summary>
    public static IEnumerable<Branches> In(SyntaxNode root)
    {
        int end = 0;
        for (DirectiveTriviaSyntax? next = root.GetFirstDirective(IsIf); next is not null; next = next.GetNextDirective(IsIf))
        {
            List<DirectiveTriviaSyntax> directives = next.GetRelatedDirectives();
            if (next.SpanStart >= end && directives[directives.Count - 1] is EndIfDirectiveTriviaSyntax last)
            {
                end = last.Span.End;
                yield return new Branches(directives);
            }
        }
    }

    public TextSpan Span => TextSpan.FromBounds(Directives[0].FullSpan.Start, Directives[Directives.Count - 1].FullSpan.End);

    /// <summary>The branches, and the empty one where no condition holds; its directive is <see langword="null"/>.</summary>
    public IEnumerable<(DirectiveTriviaSyntax? Directive, TextSpan Text)> All
    {
        get
        {
            for (int i = 0; i + 1 < Directives.Count; i++)
            {
                yield return (Directives[i], TextSpan.FromBounds(Directives[i].FullSpan.End, Directives[i + 1].FullSpan.Start));
            }

            if (!Directives.Any(directive => directive is ElseDirectiveTriviaSyntax))
            {
                yield return (null, new TextSpan(Span.End, 0));
            }
        }
    }

    private static bool IsIf(DirectiveTriviaSyntax directive) => directive.IsKind(SyntaxKind.IfDirectiveTrivia);
}
