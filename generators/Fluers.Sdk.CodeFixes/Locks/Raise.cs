using System.Collections.Immutable;
using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.CodeFixes.History;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Recording;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>
/// Gives a schema its next version: once, however much of it changed. The lock publishes the version before and begins the new one, and
/// the hop between them is written where it asks for something.
/// </summary>
internal sealed class Raise : FixAction
{
    public override string TitleForAll => "Raise their versions";

    public override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.RemedyOf() is not (Remedy.Raise or Remedy.RestoreOrRaise))
        {
            return null;
        }

        ProjectLocks locks = await ProjectLocks.OfAsync(document.Project, cancellation).ConfigureAwait(false);
        return locks.Find(diagnostic.SchemaOf()) is { } schema && AttributeOf(locks, schema, document.Project, cancellation) is not null
            ? $"Raise '{locks.SymbolOf(schema).Name}' to version {schema.Schema!.Version + 1}"
            : null;
    }

    public override async Task<Solution> ApplyAsync(Project project, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        ImmutableArray<string> schemas = [.. diagnostics.Select(diagnostic => diagnostic.SchemaOf()).OfType<string>().Distinct()];
        Solution raised = await RaiseAsync(project, schemas, cancellation).ConfigureAwait(false);
        Solution locked = await ProjectLocks.UpdateAsync(raised.GetProject(project.Id)!, schemas, cancellation).ConfigureAwait(false);
        return await Scaffold.WriteAsync(locked.GetProject(project.Id)!, schemas, cancellation).ConfigureAwait(false);
    }

    private static async Task<Solution> RaiseAsync(Project project, ImmutableArray<string> schemas, CancellationToken cancellation)
    {
        var editor = new SolutionEditor(project.Solution);
        ProjectLocks locks = await ProjectLocks.OfAsync(project, cancellation).ConfigureAwait(false);
        foreach (string name in schemas)
        {
            if (locks.Find(name) is { } schema && AttributeOf(locks, schema, project, cancellation) is { } attribute)
            {
                DocumentEditor document = await editor.GetDocumentEditorAsync(project.GetDocument(attribute.SyntaxTree)!.Id, cancellation).ConfigureAwait(false);
                document.ReplaceNode(attribute, attribute.WithFirst(Attributes.Literal(schema.Schema!.Version + 1)));
            }
        }

        return editor.GetChangedSolution();
    }

    private static AttributeSyntax? AttributeOf(ProjectLocks locks, LocalShape schema, Project project, CancellationToken cancellation) =>
        locks.SymbolOf(schema).Find(KnownAttributes.Schema)?.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax attribute
        && project.GetDocument(attribute.SyntaxTree) is not null
            ? attribute
            : null;
}
