using Fluers.Sdk.Generators.Locks;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Fluers.Sdk.Build;

/// <summary>
/// Takes the shapes of an assembly over into the locks of its project, one file for each schema, and refuses what would harm stored
/// sessions. The compiler says the same, and where; this is for what was compiled before a lock changed, or with errors switched off.
/// </summary>
public sealed class WriteSchemaLocks : Task
{
    /// <summary>The path of the compiled assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The folder of the locks.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>Whether the newest version of each schema becomes published.</summary>
    public bool Publish { get; set; }

    /// <summary>Whether nothing is written: a lock that is behind is an error too.</summary>
    public bool IsLocked { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var folder = new LockFolder(Folder);
        IReadOnlyList<SchemaLock> schemas = RecordedSchemas.In(Assembly, Log);
        if (!Log.HasLoggedErrors && IsWhole())
        {
            foreach (SchemaLock schema in schemas)
            {
                Write(folder, schema);
            }
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>Whether the generator saw all that is stored. Where it did not, no lock takes over what it saw.</summary>
    private bool IsWhole()
    {
        IReadOnlyList<string> unseen = UnseenMembers.In(Assembly, Log);
        foreach (string fault in unseen)
        {
            Log.LogError(subcategory: null, "FLU1210", helpKeyword: null, BuildEngine.ProjectFileOfTaskNode, lineNumber: 0, columnNumber: 0, endLineNumber: 0, endColumnNumber: 0, fault);
        }

        return !Log.HasLoggedErrors;
    }

    private void Write(LockFolder folder, SchemaLock schema)
    {
        string file = folder.PathOf(schema.Id);
        try
        {
            if (IsLocked)
            {
                IsRefused(file, folder.Read(schema.Id), schema);
            }
            else if (folder.Change(schema.Id, before => IsRefused(file, before, schema) ? null : Changed(before, schema)))
            {
                Log.LogMessage(MessageImportance.High, $"{schema.Id} version {schema.Last.Version} -> {Path.GetFileName(Folder)}/{Path.GetFileName(file)}");
            }
        }
        catch (LockException malformed)
        {
            folder.Report(schema.Id, malformed, Log);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.LogError($"The lock of schema '{schema.Id}' cannot be written: {failure.Message}");
        }
    }

    /// <summary>Reports what is wrong with a schema by its lock.</summary>
    /// <returns>Whether anything is.</returns>
    private bool IsRefused(string file, SchemaLock? before, SchemaLock schema)
    {
        bool isRefused = false;
        foreach (Complaint complaint in new LockReview(schema.Id, schema.Last.Version, schema.Last.Shape, IsLocked ? LockMode.Locked : LockMode.Update).Of(before, schema.Id).Where(complaint => complaint.IsError))
        {
            Log.LogError(
                subcategory: null, complaint.Id, helpKeyword: null, before is null ? BuildEngine.ProjectFileOfTaskNode : file, lineNumber: 0, columnNumber: 0, endLineNumber: 0, endColumnNumber: 0, complaint.Text);
            isRefused = true;
        }

        return isRefused;
    }

    private SchemaLock Changed(SchemaLock? before, SchemaLock schema)
    {
        SchemaLock after = LockUpdate.Build(before, schema.Id, schema.Last.Version, schema.Last.Shape);
        return Publish && after.Last.Version == schema.Last.Version ? LockUpdate.Publish(after) : after;
    }
}
