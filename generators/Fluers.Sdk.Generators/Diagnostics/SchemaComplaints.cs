using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>
/// What is to be said about the schemas of a project and their locks, without a word of where in the code that is. The generator asks
/// before it prints anything, the analyzers ask to report it: so both always agree.
/// </summary>
/// <param name="schemas">The schemas that can be stored, in the order of their full names.</param>
/// <param name="hasId">Whether some type states to be the schema of an id, be it at fault.</param>
/// <param name="files">The locks.</param>
/// <param name="mode">What the build does about locks.</param>
internal sealed class SchemaComplaints(IReadOnlyCollection<ReviewedSchema> schemas, Func<string, bool> hasId, IReadOnlyCollection<LockFile> files, LockMode mode)
{
    private readonly Dictionary<string, ReviewedSchema> _first = schemas.GroupBy(schema => schema.Id, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    public IEnumerable<Complaint> Of(ReviewedSchema schema)
    {
        string id = schema.Id;
        LockFile? file = FileOf(id);
        if (_first[id] is var first && first != schema)
        {
            return [Error("FLU1006", $"'{schema.Name}' and '{first.Name}' are both the schema '{id}'; state another Id for one of them")];
        }

        if (file?.Fault is { } fault)
        {
            return [Error(fault.Id, $"The lock of '{schema.Name}' cannot be read, {SchemaLock.FileNameOf(id)} {fault.Message}; {fault.Answer}")];
        }

        return file is null && FormerLock(schema.Shape) is { } former
            ? [Error("FLU1003", $"'{schema.Name}' has the shape of schema '{former.Id}', whose lock nothing here belongs to; state Id = \"{former.Id}\" to keep its sessions; if it is another schema, suppress this and keep the lock") with { Name = former.Id }]
            : new LockReview(schema.Name, schema.Version, schema.Shape, mode) { HandWritten = schema.HandWritten }.Of(file?.Schema, id);
    }

    public bool HasFile(string id) => FileOf(id) is not null;

    private LockFile? FileOf(string id) => files.FirstOrDefault(file => file.Id == id);

    /// <summary>A lock that no schema here has, of just this shape: most likely the type was renamed.</summary>
    private LockFile? FormerLock(SchemaShape now) => files.FirstOrDefault(file =>
        file.Schema is { } schema && !hasId(file.Id) && Judge.Compare(schema.Last.Shape, now).Count == 0);

    private static Complaint Error(string id, string text) => new(id, IsError: true, Place.Root, text);
}

/// <summary>A schema with its shape.</summary>
/// <param name="FullName">The full name of the type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Id">The schema's id.</param>
/// <param name="Version">The version that the code states.</param>
/// <param name="Shape">The shape that the code has.</param>
internal sealed record ReviewedSchema(string FullName, string Name, string Id, int Version, SchemaShape Shape)
{
    /// <summary>The versions whose hops give values of their author's; <see langword="null"/> where the code is not at hand.</summary>
    public EquatableArray<int>? HandWritten { get; init; }
}
