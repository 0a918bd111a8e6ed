using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.CodeFixes.Locks;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Fluers.Sdk.CodeFixes.History;

/// <summary>Puts hops into the history class of their schema: where that is written already, or else behind the schema.</summary>
internal sealed class HopWriter(Project project, ProjectLocks locks, CancellationToken cancellation)
{
    private readonly SolutionEditor _editor = new(project.Solution);

    // A class that does not exist yet is made of all its hops together.
    private readonly Dictionary<string, (DocumentEditor Editor, SyntaxNode Behind, List<string> Hops)> _fresh = [];

    /// <summary>The solution with all that was written.</summary>
    public Solution Solution
    {
        get
        {
            foreach (KeyValuePair<string, (DocumentEditor Editor, SyntaxNode Behind, List<string> Hops)> fresh in _fresh)
            {
                (DocumentEditor editor, SyntaxNode behind, List<string> hops) = fresh.Value;
                string endOfLine = HopText.EndOfLineOf(behind);
                editor.InsertAfter(behind, Class(fresh.Key, hops, behind, endOfLine));
            }

            _fresh.Clear();
            return _editor.GetChangedSolution();
        }
    }

    /// <param name="schema">The schema's type.</param>
    /// <param name="head">What its history is called.</param>
    /// <param name="hop">The hop.</param>
    /// <param name="drops">The members that end with it on purpose.</param>
    public async Task WriteAsync(INamedTypeSymbol schema, HistoryHead head, PlannedHop hop, IReadOnlyList<string> drops)
    {
        if (hop.Author is { } author)
        {
            await EditAsync(author, head, schema, hop, drops).ConfigureAwait(false);
            return;
        }

        ClassDeclarationSyntax? history = HistoryOf(head);
        SyntaxNode? place = history ?? Outermost(schema);
        if (place is null || project.GetDocument(place.SyntaxTree) is not { } document)
        {
            return;
        }

        DocumentEditor editor = await _editor.GetDocumentEditorAsync(document.Id, cancellation).ConfigureAwait(false);
        string text = new HopText(head, schema, hop, HopText.EndOfLineOf(place)).Of(drops);
        if (history is null)
        {
            if (!_fresh.TryGetValue(head.Class, out var fresh))
            {
                _fresh[head.Class] = fresh = (editor, place, []);
            }

            fresh.Hops.Add(text);
            return;
        }

        MethodDeclarationSyntax? next = history.Members.OfType<MethodDeclarationSyntax>()
            .FirstOrDefault(method => AuthoredHop.IsCandidate(method) && AuthoredHop.Of(method) is { } other && other.From > hop.Model.From);
        MemberDeclarationSyntax member = Parse(text, HopText.EndOfLineOf(place));
        if (next is not null)
        {
            editor.InsertBefore(next, member);
        }
        else
        {
            editor.AddMember(history, member);
        }
    }

    /// <summary>Adds to a hop that is written already: values for the gaps that its call leaves open, and what ends with it.</summary>
    private async Task EditAsync(MethodDeclarationSyntax author, HistoryHead head, INamedTypeSymbol schema, PlannedHop hop, IReadOnlyList<string> drops)
    {
        if (project.GetDocument(author.SyntaxTree) is not { } document)
        {
            return;
        }

        DocumentEditor editor = await _editor.GetDocumentEditorAsync(document.Id, cancellation).ConfigureAwait(false);
        var text = new HopText(head, schema, hop, HopText.EndOfLineOf(author));
        string own = author.ParameterList.Parameters[0].Identifier.Text;
        foreach (InvocationExpressionSyntax call in author.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => HopCall.Makes(call, hop.Model.From + 1)))
        {
            ArgumentSyntax[] open = [.. HopCall.Of(call).OpenGaps(hop.Model).Select(gap => SyntaxFactory.ParseArgumentList($"({gap.Name}: {text.ValueOf(gap, own)})").Arguments[0])];
            if (open.Length > 0)
            {
                editor.ReplaceNode(call, (current, _) => ((InvocationExpressionSyntax)current).AddArgumentListArguments(open).WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation));
            }
        }

        if (drops.Count > 0)
        {
            ExpressionSyntax[] names = [.. drops.Select(Attributes.Literal)];
            AttributeSyntax? stated = author.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(attribute => attribute.Name.ToString().Split('.').Last() is "Drops" or "DropsAttribute");
            AttributeSyntax attribute = Attributes.Create(editor.SemanticModel, author.SpanStart, KnownAttributes.Sdk, "Drops", names);
            editor.ReplaceNode(author, (current, _) => stated is null
                ? ((MethodDeclarationSyntax)current).WithAttribute(attribute, onOwnLine: true)
                : current.ReplaceNode(
                    current.DescendantNodes().OfType<AttributeSyntax>().First(other => other.Name.ToString() == stated.Name.ToString()),
                    stated.AddArgumentListArguments([.. names.Select(name => SyntaxFactory.AttributeArgument(name).WithLeadingTrivia(SyntaxFactory.Space))])));
        }
    }

    private ClassDeclarationSyntax? HistoryOf(HistoryHead head) => locks.Compilation.GetTypeByMetadataName(head.ClassName)?.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax(cancellation))
        .OfType<ClassDeclarationSyntax>()
        .FirstOrDefault(found => project.GetDocument(found.SyntaxTree) is { } document && document is not SourceGeneratedDocument);

    private SyntaxNode? Outermost(INamedTypeSymbol schema) => schema.Chain().First().DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax(cancellation))
        .FirstOrDefault(found => project.GetDocument(found.SyntaxTree) is { } document && document is not SourceGeneratedDocument);

    /// <summary>The class with a blank line around it, whatever stood there before.</summary>
    private static MemberDeclarationSyntax Class(string name, List<string> hops, SyntaxNode behind, string endOfLine)
    {
        SyntaxToken next = behind.GetLastToken().GetNextToken(includeZeroWidth: true);
        bool isLineEnded = behind.GetTrailingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        string before = isLineEnded ? endOfLine : endOfLine + endOfLine;
        bool isSpaced = next.LeadingTrivia.FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);
        string after = next.IsKind(SyntaxKind.EndOfFileToken) ? (isLineEnded && !isSpaced ? endOfLine : "")
            : isSpaced || next.IsKind(SyntaxKind.CloseBraceToken) ? endOfLine
            : endOfLine + endOfLine;
        return Parse($"{before}static partial class {name}{endOfLine}{{{endOfLine}{string.Join(endOfLine, hops)}}}", after);
    }

    private static MemberDeclarationSyntax Parse(string text, string after) =>
        SyntaxFactory.ParseMemberDeclaration(text)!
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation)
            .WithTrailingTrivia(SyntaxFactory.ParseLeadingTrivia(after));
}
