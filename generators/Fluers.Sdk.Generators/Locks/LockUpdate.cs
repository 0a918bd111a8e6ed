using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>What becomes of a lock when code was compiled, or published.</summary>
internal static class LockUpdate
{
    /// <summary>
    /// The lock after a build. A draft follows the code; a published version takes over what harms no build that has it, and a new
    /// version publishes the one before. Whatever else the code did leaves the lock as it is: the compiler says what is wrong.
    /// </summary>
    /// <param name="schema">The lock before; <see langword="null"/> for a schema that has none.</param>
    /// <param name="id">The schema's id.</param>
    /// <param name="version">The version that the code states.</param>
    /// <param name="now">The shape that the code has.</param>
    public static SchemaLock Build(SchemaLock? schema, string id, int version, SchemaShape now)
    {
        if (schema is null)
        {
            return new SchemaLock(id, Blocks(new VersionBlock(version, IsPublished: false, now)));
        }

        VersionBlock last = schema.Last;
        if (version == last.Version + 1)
        {
            return new SchemaLock(id, Blocks([.. schema.Versions.Take(schema.Versions.Count - 1), last with { IsPublished = true }, Draft(last, now)]));
        }

        if (version != last.Version)
        {
            return schema;
        }

        // The migrations that lead to a version name its types, so these keep their names.
        VersionBlock? before = schema.Find(version - 1);
        VersionBlock block = last.IsPublished ? Grown(last, now) : Draft(before, now) with { Version = version };
        block = before is null ? block : block with { Shape = KeptNames.Of(last.Shape, block.Shape) };
        return new SchemaLock(id, Blocks([.. schema.Versions.Take(schema.Versions.Count - 1), block]));
    }

    /// <summary>The lock with its newest version published.</summary>
    public static SchemaLock Publish(SchemaLock schema) =>
        schema with { Versions = Blocks([.. schema.Versions.Take(schema.Versions.Count - 1), schema.Last with { IsPublished = true }]) };

    private static VersionBlock Draft(VersionBlock? before, SchemaShape now) => before is null
        ? new VersionBlock(1, IsPublished: false, now)
        : new VersionBlock(before.Version + 1, IsPublished: false, Remembrance.Of(before.Shape, now, keepRequired: false));

    private static VersionBlock Grown(VersionBlock last, SchemaShape now) =>
        Judge.Compare(last.Shape, now).All(finding => finding.Rule.IsSafe)
            ? last with { Shape = Remembrance.Of(last.Shape, now, keepRequired: true) }
            : last;

    private static EquatableArray<VersionBlock> Blocks(params IEnumerable<VersionBlock> blocks) => blocks.ToEquatableArray();
}
