using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>
/// Everything in a compilation that the meaning of a declaration may depend on, without the compilation. Bodies of methods are no
/// part of it, and they are where most key strokes fall.
/// </summary>
internal sealed class Declarations(Compilation compilation)
{
    private readonly ImmutableArray<SyntaxTree> _trees = [.. compilation.SyntaxTrees];
    private readonly CompilationOptions _options = compilation.Options;
    private readonly string? _assembly = compilation.AssemblyName;

    // A reference to another project holds that project's compilation, which is not this class's to keep alive.
    private readonly ImmutableArray<WeakReference<MetadataReference>> _references =
        [.. compilation.ExternalReferences.Select(reference => new WeakReference<MetadataReference>(reference))];

    private Verdict? _last;

    /// <summary>Whether every declaration means what it meant before.</summary>
    public bool MeanTheSameAs(Declarations before, CancellationToken cancellation)
    {
        if (ReferenceEquals(this, before))
        {
            return true;
        }

        // One run asks for every type, and all of them were seen in the same run before.
        if (_last is not { } last || !last.Before.TryGetTarget(out Declarations? compared) || compared != before)
        {
            _last = last = new Verdict(new WeakReference<Declarations>(before), Equal(before, cancellation));
        }

        return last.IsSame;
    }

    private bool Equal(Declarations before, CancellationToken cancellation)
    {
        if (_trees.Length != before._trees.Length
            || _references.Length != before._references.Length
            || _assembly != before._assembly
            || !_options.Equals(before._options))
        {
            return false;
        }

        for (int i = 0; i < _references.Length; i++)
        {
            if (!_references[i].TryGetTarget(out MetadataReference? now) || !before._references[i].TryGetTarget(out MetadataReference? then) || now != then)
            {
                return false;
            }
        }

        for (int i = 0; i < _trees.Length; i++)
        {
            if (_trees[i] != before._trees[i] && !Equal(_trees[i], before._trees[i], cancellation))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Equal(SyntaxTree one, SyntaxTree other, CancellationToken cancellation) =>
        one.FilePath == other.FilePath && one.Options.Equals(other.Options) && TextOf(one, cancellation) == TextOf(other, cancellation);

    /// <summary>The text of a file, an empty brace for each body.</summary>
    private static string TextOf(SyntaxTree tree, CancellationToken cancellation)
    {
        string text = tree.GetText(cancellation).ToString();
        var declared = new StringBuilder(text.Length);
        int end = 0;
        foreach (TextSpan body in BodiesIn(tree.GetRoot(cancellation)))
        {
            declared.Append(text, end, body.Start - end).Append('{');
            end = body.End;
        }

        return declared.Append(text, end, text.Length - end).ToString();
    }

    /// <summary>
    /// The bodies of methods and operators. Not those of constructors of objects, which say what a member is when it is absent; nor those of
    /// accessors, which say whether a property has a field; nor one with a directive, which may change what follows it.
    /// </summary>
    private static IEnumerable<TextSpan> BodiesIn(SyntaxNode root) =>
        root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<BaseMethodDeclarationSyntax>()
            .Where(static method => method is not ConstructorDeclarationSyntax || method.Modifiers.Any(SyntaxKind.StaticKeyword))
            .Select(static method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression)
            .Where(static body => body is { ContainsDirectives: false })
            .Select(static body => body!.Span);

    private sealed record Verdict(WeakReference<Declarations> Before, bool IsSame);
}
