using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>
/// What is known of a whole compilation at once, reported piece by piece with the type that each piece stands in. An editor shows and
/// fixes while someone types only what belongs to the type that it asks about.
/// </summary>
/// <param name="find">Finds all there is; called once, when a type is first asked about.</param>
internal sealed class LocalReports(Action<Action<Diagnostic>, CancellationToken> find)
{
    private readonly object _gate = new();
    private Dictionary<(SyntaxTree, TextSpan), List<Diagnostic>>? _found;

    /// <summary>Reports what stands in a type, types nested in it left aside.</summary>
    public void Report(INamedTypeSymbol type, Action<Diagnostic> report, CancellationToken cancellation)
    {
        Dictionary<(SyntaxTree, TextSpan), List<Diagnostic>> found = Found(cancellation);
        if (found.Count == 0)
        {
            return;
        }

        foreach (SyntaxReference declaration in type.DeclaringSyntaxReferences)
        {
            if (found.TryGetValue((declaration.SyntaxTree, declaration.Span), out List<Diagnostic> here))
            {
                here.ForEach(report);
            }
        }
    }

    // Not lazily by the framework's own: a search that was stopped is made again.
    private Dictionary<(SyntaxTree, TextSpan), List<Diagnostic>> Found(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _found ??= Find(cancellation);
        }
    }

    private Dictionary<(SyntaxTree, TextSpan), List<Diagnostic>> Find(CancellationToken cancellation)
    {
        var found = new Dictionary<(SyntaxTree, TextSpan), List<Diagnostic>>();
        find(diagnostic => Add(found, diagnostic, cancellation), cancellation);
        return found;
    }

    private static void Add(Dictionary<(SyntaxTree, TextSpan), List<Diagnostic>> found, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.Location.SourceTree is { } tree
            && tree.GetRoot(cancellation).FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } type)
        {
            if (!found.TryGetValue((tree, type.Span), out List<Diagnostic> here))
            {
                found.Add((tree, type.Span), here = []);
            }

            here.Add(diagnostic);
        }
    }
}
