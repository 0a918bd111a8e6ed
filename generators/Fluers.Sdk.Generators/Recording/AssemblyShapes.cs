using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Recording;

/// <summary>The shapes that an assembly carries: for the build, which writes locks of them, and for the compiler of code that uses its parts.</summary>
/// <param name="Schemas">Each schema as a lock with its current version alone, ordered by id.</param>
/// <param name="Parts">The parts, unions and enums by full name.</param>
internal sealed record AssemblyShapes(EquatableArray<SchemaLock> Schemas, EquatableArray<NamedShape> Parts)
{
    /// <summary>The name of the file with the shapes; no type's name has a hyphen.</summary>
    public const string HintName = "Assembly-SessionShapes.g.cs";

    /// <summary>The full names of the types of the schemas, in their order.</summary>
    public EquatableArray<string> FullNames { get; init; }

    /// <summary>The full names of the schemas in which a union is uncertain, so that nobody knows what is stored under its tags.</summary>
    public EquatableArray<string> Ambiguous { get; init; }

    public bool IsEmpty => Schemas.Count == 0 && Parts.Count == 0;

    public static AssemblyShapes Of(IReadOnlyCollection<LocalShape> local, IEnumerable<NamedShape> foreign)
    {
        var index = new ShapeIndex(local, foreign);
        LocalShape[] schemas = [.. local.Where(type => type.Schema is not null).OrderBy(type => type.Schema!.Id, StringComparer.Ordinal).ThenBy(type => type.FullName, StringComparer.Ordinal)];
        HashSet<string> ambiguous = [.. index.Uncertain];
        return new AssemblyShapes(
            schemas.Select(type => LockUpdate.Build(null, type.Schema!.Id, type.Schema.Version, index.Of(type))).ToEquatableArray(),
            index.Own.Where(part => local.All(type => type.Schema is null || type.FullName != part.Name))
                .OrderBy(part => part.Name, StringComparer.Ordinal)
                .ToEquatableArray())
        {
            FullNames = schemas.Select(type => type.FullName).ToEquatableArray(),
            Ambiguous = ambiguous.Count == 0
                ? default
                : schemas.Where(type => ambiguous.Contains(type.FullName) || index.FullNames(type).Values.Any(ambiguous.Contains)).Select(type => type.FullName).ToEquatableArray(),
        };
    }
}
