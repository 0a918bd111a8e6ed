using System.Collections.Immutable;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>A schema that stops the build because of its lock.</summary>
/// <param name="FullName">The full name of the type.</param>
/// <param name="Harm">
/// How stored sessions would come to harm, as a literal of C#; <see langword="null"/> where only the lock is behind. Nothing that runs is
/// printed for such a schema: an error can be silenced.
/// </param>
internal sealed record SchemaFault(string FullName, string? Harm)
{
    // What is stored under the former id is not found, but nothing takes it for something else.
    private static readonly string Renamed = LockDescriptors.IdentityChanged.Id;

    /// <summary>The schemas of a project that have one.</summary>
    /// <param name="shapes">The shapes of today.</param>
    /// <param name="names">The ids and full names of all schemas, those at fault among them.</param>
    /// <param name="files">The locks.</param>
    /// <param name="mode">What the build does about locks; <see langword="null"/> where nobody said, so that only a lock that is there speaks.</param>
    /// <param name="isShared">Whether locks of other projects are among them.</param>
    public static EquatableArray<SchemaFault> In(AssemblyShapes shapes, IReadOnlyCollection<string> names, IReadOnlyCollection<LockFile> files, LockMode? mode, bool isShared)
    {
        if (mode == LockMode.Off || (mode is null && files.Count == 0))
        {
            return default;
        }

        ReviewedSchema[] schemas =
        [
            .. shapes.Schemas
                .Zip(shapes.FullNames, (schema, name) => new ReviewedSchema(name, LastPart(name), schema.Id, schema.Last.Version, schema.Last.Shape))
                .Where(schema => schema.Shape.IsWhole && !shapes.Ambiguous.Contains(schema.FullName))
                .OrderBy(schema => schema.FullName, StringComparer.Ordinal),
        ];
        var complaints = new SchemaComplaints(schemas, id => isShared || names.Contains(id), files, mode ?? LockMode.Update);
        return
        [
            .. from schema in schemas
               where mode is not null || complaints.HasFile(schema.Id)
               let errors = complaints.Of(schema).Where(complaint => complaint.IsError).ToArray()
               where errors.Length > 0
               select new SchemaFault(schema.FullName, HarmOf(errors.FirstOrDefault(error => error.Harms))),
        ];
    }

    private static string? HarmOf(Complaint? complaint) => complaint is null ? null : SymbolDisplay.FormatLiteral($"{complaint.Id}: {complaint.Text}", quote: true);

    private static string LastPart(string fullName)
    {
        string plain = FullNames.Plain(fullName);
        return plain.Substring(plain.LastIndexOf('.') + 1);
    }
}
