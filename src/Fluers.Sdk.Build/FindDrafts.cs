using Fluers.Sdk.Generators.Locks;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Fluers.Sdk.Build;

/// <summary>Reports the schemas whose newest version is a draft: what is delivered with one may store what the next build no longer reads.</summary>
public sealed class FindDrafts : Task
{
    private const string Id = "FLU1424";

    /// <summary>The paths of the compiled assemblies, one for each target framework.</summary>
    [Required]
    public ITaskItem[] Assemblies { get; set; } = [];

    /// <summary>The folder of the locks.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>Whether a draft is an error.</summary>
    public bool IsError { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var folder = new LockFolder(Folder);
        foreach (string id in Assemblies.SelectMany(assembly => RecordedSchemas.In(assembly.ItemSpec, Log)).Select(schema => schema.Id).Distinct())
        {
            try
            {
                if (folder.Read(id) is { Last.IsPublished: false } draft)
                {
                    Report(folder.PathOf(id), $"Version {draft.Last.Version} of schema '{id}' is a draft; publish it with dotnet build -t:PublishSchemas and commit the lock before anyone stores sessions of it");
                }
            }
            catch (LockException malformed)
            {
                folder.Report(id, malformed, Log);
            }
        }

        return !Log.HasLoggedErrors;
    }

    private void Report(string file, string text)
    {
        if (IsError)
        {
            Log.LogError(subcategory: null, Id, helpKeyword: null, file, lineNumber: 0, columnNumber: 0, endLineNumber: 0, endColumnNumber: 0, text);
        }
        else
        {
            Log.LogWarning(subcategory: null, Id, helpKeyword: null, file, lineNumber: 0, columnNumber: 0, endLineNumber: 0, endColumnNumber: 0, text);
        }
    }
}
