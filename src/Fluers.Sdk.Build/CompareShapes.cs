using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Fluers.Sdk.Build;

/// <summary>
/// Reports the schemas that store something else for one target framework than for another: both builds write one version into one
/// store, and each changes the lock back.
/// </summary>
public sealed class CompareShapes : Task
{
    private const string Id = "FLU1109";

    /// <summary>The paths of the compiled assemblies, one for each target framework.</summary>
    [Required]
    public ITaskItem[] Assemblies { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var seen = new Dictionary<string, (SchemaLock Schema, string Framework)>(StringComparer.Ordinal);
        foreach (string assembly in Assemblies.Select(item => item.ItemSpec))
        {
            string framework = Path.GetFileName(Path.GetDirectoryName(assembly));
            foreach (SchemaLock schema in RecordedSchemas.In(assembly, Log))
            {
                if (!seen.TryGetValue(schema.Id, out (SchemaLock Schema, string Framework) first))
                {
                    seen.Add(schema.Id, (schema, framework));
                }
                else if (DifferenceOf(first.Schema, schema) is { } difference)
                {
                    Log.LogWarning(subcategory: null, Id, helpKeyword: null, BuildEngine.ProjectFileOfTaskNode, lineNumber: 0, columnNumber: 0, endLineNumber: 0, endColumnNumber: 0,
                        $"The builds of schema '{schema.Id}' for {first.Framework} and {framework} differ: {difference}. They share one lock and one store, so store the same for all target frameworks");
                }
            }
        }

        return !Log.HasLoggedErrors;
    }

    private static string? DifferenceOf(SchemaLock one, SchemaLock other)
    {
        if (one.Last.Version != other.Last.Version)
        {
            return $"version {one.Last.Version} and {other.Last.Version}";
        }

        Finding? found = Judge.Compare(one.Last.Shape, other.Last.Shape).FirstOrDefault();
        return found is null ? null : ChangeText.Describe(one.Id, found);
    }
}
