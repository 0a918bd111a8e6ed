using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Fluers.Sdk.Generators.Diagnostics.Conditions;

/// <summary>
/// Reads a file once for each branch of its <c>#if</c>s, as if that branch alone were there, and compares what its types store.
/// </summary>
internal sealed class BranchReview(IReadOnlyList<INamedTypeSymbol> types, SemanticModelAnalysisContext context)
{
    private readonly SyntaxTree _tree = context.SemanticModel.SyntaxTree;

    public void Review()
    {
        SyntaxNode root = _tree.GetRoot(context.CancellationToken);
        foreach (Branches branches in Branches.In(root))
        {
            Review(branches, root, offset: 0);
        }
    }

    /// <param name="branches">The branches.</param>
    /// <param name="root">The file, or what a branch around these made of it.</param>
    /// <param name="offset">How much further in the real file stands what is in these branches.</param>
    private void Review(Branches branches, SyntaxNode root, int offset)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        string text = root.GetText().ToString();
        Variant[] variants = [.. branches.All.Select(branch => new Variant(branch.Directive, branch.Text, Parse(text, branches.Span, branch.Text)))];
        bool differ = false;
        foreach (INamedTypeSymbol type in types)
        {
            differ |= Compare(type, variants, offset);
        }

        if (differ)
        {
            return;   // what is nested in them is a part of the difference
        }

        foreach (Variant variant in variants)
        {
            var inside = new TextSpan(branches.Span.Start, variant.Text.Length);
            foreach (Branches nested in Branches.In(variant.Root).Where(nested => inside.Contains(nested.Span)))
            {
                Review(nested, variant.Root, offset + variant.Text.Start - branches.Span.Start);
            }
        }
    }

    private bool Compare(INamedTypeSymbol type, Variant[] variants, int offset)
    {
        var text = new StoredText(type, context.SemanticModel);
        (Variant Variant, HashSet<string> Stored)[] there =
        [
            .. from variant in variants
               let stored = text.In(variant.Root)
               where stored is not null
               select (variant, stored),
        ];
        bool differ = false;
        foreach ((Variant variant, HashSet<string> stored) in there)
        {
            string[] only = [.. stored.Where(member => Array.Exists(there, other => !other.Stored.Contains(member)))];
            if (variant.Directive is { } directive && only.Length > 0)
            {
                differ = true;
                context.ReportDiagnostic(Diagnostic.Create(
                    ConditionalShapeAnalyzer.ConditionalShape, Location.Create(_tree, new TextSpan(directive.SpanStart + offset, directive.Span.Length)),
                    type.Name, string.Join(" and ", only), directive.ToString().Trim().TrimStart('#').Trim()));
            }
        }

        return differ;
    }

    private SyntaxNode Parse(string text, TextSpan branches, TextSpan branch) => CSharpSyntaxTree.ParseText(
        text.Substring(0, branches.Start) + text.Substring(branch.Start, branch.Length) + text.Substring(branches.End),
        (CSharpParseOptions)_tree.Options,
        cancellationToken: context.CancellationToken).GetRoot(context.CancellationToken);

    private sealed record Variant(DirectiveTriviaSyntax? Directive, TextSpan Text, SyntaxNode Root);
}
