using System.Text;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Recording;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>The schemas of a project beside their locks, which are its additional documents.</summary>
internal sealed class ProjectLocks
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Project _project;
    private readonly ShapeSymbols _shapes;

    private ProjectLocks(Project project, Compilation compilation, ShapeSymbols shapes)
    {
        _project = project;
        Compilation = compilation;
        _shapes = shapes;
    }

    public Compilation Compilation { get; }

    public static async Task<ProjectLocks> OfAsync(Project project, CancellationToken cancellation)
    {
        Compilation compilation = (await project.GetCompilationAsync(cancellation).ConfigureAwait(false))!;
        return new ProjectLocks(project, compilation, ShapeSymbols.Of(compilation, cancellation));
    }

    /// <summary>The document of a lock; <see langword="null"/> where the build has still to write one.</summary>
    public static TextDocument? DocumentOf(Project project, string id) =>
        project.AdditionalDocuments.FirstOrDefault(document => Path.GetFileName(document.FilePath ?? document.Name) == SchemaLock.FileNameOf(id));

    /// <summary>The schema of a type; <see langword="null"/> for a type that is at fault.</summary>
    public LocalShape? Find(string? metadataName) =>
        _shapes.Schemas.FirstOrDefault(schema => TypeNames.MetadataName(_shapes.SymbolOf(schema)) == metadataName);

    public INamedTypeSymbol SymbolOf(LocalShape schema) => _shapes.SymbolOf(schema);

    public Generators.Shapes.SchemaShape ShapeOf(LocalShape schema) => _shapes.ShapeOf(schema);

    /// <summary>The lock of a schema; <see langword="null"/> where there is none that can be read.</summary>
    public async Task<SchemaLock?> ReadAsync(LocalShape schema, CancellationToken cancellation)
    {
        if (DocumentOf(_project, schema.Schema!.Id) is not { } document)
        {
            return null;
        }

        try
        {
            return LockReader.Read((await document.GetTextAsync(cancellation).ConfigureAwait(false)).ToString());
        }
        catch (LockException)
        {
            return null;
        }
    }

    /// <summary>The lock as a build writes it; <see langword="null"/> where there is none that can be read.</summary>
    public async Task<SchemaLock?> BuiltAsync(LocalShape schema, CancellationToken cancellation) =>
        await ReadAsync(schema, cancellation).ConfigureAwait(false) is { } before
            ? LockUpdate.Build(before, before.Id, schema.Schema!.Version, _shapes.ShapeOf(schema))
            : null;

    /// <summary>A solution in which a lock is another. Projects that share the file share the change.</summary>
    public static Solution With(Solution solution, Project project, SchemaLock changed)
    {
        TextDocument document = DocumentOf(project, changed.Id)!;
        SourceText text = SourceText.From(LockWriter.Write(changed), Utf8);
        foreach (DocumentId id in solution.Projects.SelectMany(other => other.AdditionalDocuments)
            .Where(other => other.Id == document.Id || (other.FilePath is not null && other.FilePath == document.FilePath))
            .Select(other => other.Id))
        {
            solution = solution.WithAdditionalDocumentText(id, text);
        }

        return solution;
    }

    /// <summary>A solution in which the locks of some schemas are as a build leaves them.</summary>
    public static async Task<Solution> UpdateAsync(Project project, IEnumerable<string> schemas, CancellationToken cancellation)
    {
        Solution solution = project.Solution;
        ProjectLocks locks = await OfAsync(project, cancellation).ConfigureAwait(false);
        foreach (string name in schemas)
        {
            if (locks.Find(name) is { } schema && await locks.BuiltAsync(schema, cancellation).ConfigureAwait(false) is { } built)
            {
                solution = With(solution, project, built);
            }
        }

        return solution;
    }
}
