using System.Collections.Immutable;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.History;

/// <summary>The formatters that the published version of the code names in its lock: the code may have lost one without a version before it.</summary>
/// <param name="Schema">The full name of the schema.</param>
/// <param name="Formatters">Their names.</param>
internal sealed record PublishedFormatters(string Schema, EquatableArray<string> Formatters)
{
    public const string Step = nameof(PublishedFormatters);

    /// <summary>Registers the step that gives the full names of the schemas of which such a formatter is gone.</summary>
    /// <param name="schemas">The types with a schema.</param>
    /// <param name="locks">The locks.</param>
    /// <param name="compilation">The code.</param>
    public static IncrementalValueProvider<EquatableArray<string>> Register(
        IncrementalValuesProvider<TypeModel> schemas, IncrementalValueProvider<ImmutableArray<SchemaLock>> locks, IncrementalValueProvider<Compilation> compilation) => schemas
        .Select(static (type, _) => (type.FullName, Schema: type.Schema!))
        .Collect()
        .Combine(locks)
        .Select(static (pair, _) => pair.Left.SelectMany(schema => Of(schema.FullName, schema.Schema, pair.Right)).ToEquatableArray())
        .Combine(compilation)
        .Select(static (pair, _) => pair.Left
            .Where(published => !published.Formatters.All(name => SnapshotFormatters.IsThere(name, pair.Right)))
            .Select(published => published.Schema)
            .ToEquatableArray())
        .WithTrackingName(Step);

    private static IEnumerable<PublishedFormatters> Of(string fullName, SchemaModel schema, ImmutableArray<SchemaLock> locks)
    {
        VersionBlock? block = locks.FirstOrDefault(one => one.Id == schema.Id)?.Find(schema.Version);
        EquatableArray<string> names = block is { IsPublished: true } ? SnapshotFormatters.In(block.Shape).ToEquatableArray() : default;
        return names.Count > 0 ? [new PublishedFormatters(fullName, names)] : [];
    }
}
