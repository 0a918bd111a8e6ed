using System.Collections.Immutable;
using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.CodeFixes.Members;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>
/// Stores a member of a new type as a member of its own: under a free key and another name, for the old name at another key would be the
/// same thing moved. The old key is retired.
/// </summary>
internal sealed class NewMember : FixAction
{
    public override string TitleForAll => "Store them as new members";

    public override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        return MemberAt(model, diagnostic, cancellation) is { } member && IsOptional(member) && KeyOf(diagnostic) is { } key
            ? $"Store it as the new member '{NameFor(member)}', under key {key}"
            : null;
    }

    public override async Task<Solution> ApplyAsync(Project project, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var found = new List<(ISymbol Member, int Key)>();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (project.DocumentOf(diagnostic) is { } document
                && MemberAt((await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!, diagnostic, cancellation) is { } member
                && KeyOf(diagnostic) is { } key)
            {
                found.Add((member, key));
            }
        }

        var given = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        (ISymbol Member, int Key)[] members =
        [
            .. found
                .GroupBy(pair => pair.Member, SymbolEqualityComparer.Default)
                .Select(same => (same.First().Member, Take(given, same.First().Member.ContainingType, same.First().Key))),
        ];

        Solution solution = project.Solution;
        foreach ((ISymbol member, int key) in members)
        {
            // Each step is a solution of its own, in which the next member is found again by its name.
            solution = await RenameAsync(solution, project.Id, member, cancellation).ConfigureAwait(false);
            solution = await SetKeyAsync(solution, project.Id, member, key, cancellation).ConfigureAwait(false);
        }

        return solution;
    }

    private static async Task<Solution> RenameAsync(Solution solution, ProjectId project, ISymbol member, CancellationToken cancellation) =>
        await FindAsync(solution, project, member, member.Name, cancellation).ConfigureAwait(false) is { } found
            ? await Renamer.RenameSymbolAsync(solution, found, default, NameFor(member), cancellation).ConfigureAwait(false)
            : solution;

    private static async Task<Solution> SetKeyAsync(Solution solution, ProjectId project, ISymbol member, int key, CancellationToken cancellation)
    {
        if (await FindAsync(solution, project, member, NameFor(member), cancellation).ConfigureAwait(false) is not { } found
            || found.FindKey()?.ApplicationSyntaxReference is not { } reference
            || solution.GetProject(project)!.GetDocument(reference.SyntaxTree) is not { } document)
        {
            return solution;
        }

        var attribute = (AttributeSyntax)await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false);
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        return solution.WithDocumentSyntaxRoot(document.Id, root.ReplaceNode(attribute, attribute.WithFirst(Attributes.Literal(key))));
    }

    private static async Task<ISymbol?> FindAsync(Solution solution, ProjectId project, ISymbol member, string name, CancellationToken cancellation)
    {
        Compilation compilation = (await solution.GetProject(project)!.GetCompilationAsync(cancellation).ConfigureAwait(false))!;
        return compilation.GetTypeByMetadataName(TypeNames.MetadataName(member.ContainingType))?.GetMembers(name).FirstOrDefault(found => found.Kind == member.Kind);
    }

    private static ISymbol? MemberAt(SemanticModel model, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode node = model.SyntaxTree.GetRoot(cancellation).FindNode(diagnostic.Location.SourceSpan);
        return new Target(node, model, diagnostic, cancellation) { Given = [] }.Symbol is { } symbol and (IPropertySymbol or IFieldSymbol { ContainingType.TypeKind: not TypeKind.Enum })
            ? symbol
            : null;
    }

    private static bool IsOptional(ISymbol member) =>
        !FoundMembers.IsRequired(member)
        && member.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).All(syntax => syntax is not ParameterSyntax { Default: null });

    /// <summary>The name with the first number that makes it another one: <c>Total2</c>.</summary>
    private static string NameFor(ISymbol member)
    {
        int number = 2;
        while (member.ContainingType.GetMembers($"{member.Name}{number}").Length > 0)
        {
            number++;
        }

        return $"{member.Name}{number}";
    }

    private static int? KeyOf(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(Hints.Value, out string? text) && int.TryParse(text, out int key) ? key : null;

    private static int Take(Dictionary<ISymbol, int> given, ISymbol type, int key) =>
        given[type] = given.TryGetValue(type, out int last) ? Math.Max(key, last + 1) : key;
}
