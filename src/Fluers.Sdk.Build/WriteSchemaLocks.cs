using Fluers.Sdk.Generators.Locks;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Fluers.Sdk.Build;

/// <summary>Takes the shapes of an assembly over into the locks of its project, one file for each schema.</summary>
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

    /// <inheritdoc/>
    public override bool Execute()
    {
        var folder = new LockFolder(Folder);
        foreach (SchemaLock schema in RecordedSchemas.In(Assembly, Log))
        {
            Write(folder, schema);
        }

        return !Log.HasLoggedErrors;
    }

    private void Write(LockFolder folder, SchemaLock schema)
    {
        string file = folder.PathOf(schema.Id);
        try
        {
            if (folder.Change(schema.Id, before => Changed(before, schema)))
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

    private SchemaLock Changed(SchemaLock? before, SchemaLock schema)
    {
        SchemaLock after = LockUpdate.Build(before, schema.Id, schema.Last.Version, schema.Last.Shape);
        return Publish && after.Last.Version == schema.Last.Version ? LockUpdate.Publish(after) : after;
    }
}
