using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>The recorded history of one schema: the file <c>schemas/&lt;id&gt;.schema.json</c>.</summary>
/// <param name="Id">The schema's id.</param>
/// <param name="Versions">The shape of each version, ascending without a gap.</param>
internal sealed record SchemaLock(string Id, EquatableArray<VersionBlock> Versions)
{
    /// <summary>The newest version.</summary>
    public VersionBlock Last => Versions[Versions.Count - 1];

    /// <summary>A version; <see langword="null"/> where the lock has none of the number.</summary>
    public VersionBlock? Find(int version) => Versions.FirstOrDefault(block => block.Version == version);

    public static string FileNameOf(string id) => id + FileSuffix;

    public const string FileSuffix = ".schema.json";
}

/// <summary>The shape of one version.</summary>
/// <param name="Version">The version.</param>
/// <param name="IsPublished">Whether the shape may only grow compatibly; that of a draft changes freely.</param>
/// <param name="Shape">The shape.</param>
internal sealed record VersionBlock(int Version, bool IsPublished, SchemaShape Shape);
