using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.CodeFixes.Fixing;

/// <summary>Finds the documents that diagnostics stand in.</summary>
internal static class Places
{
    /// <summary>
    /// The document of a diagnostic. Who runs analyzers from a command line may have found it in another snapshot of the same text, whose
    /// trees are not those of the project at hand.
    /// </summary>
    public static Document? DocumentOf(this Project project, Diagnostic diagnostic) => diagnostic.Location.SourceTree is not { } tree ? null
        : project.GetDocument(tree) ?? project.Documents.FirstOrDefault(document => document.FilePath == tree.FilePath);
}
