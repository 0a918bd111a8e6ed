using System.Globalization;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.History;

/// <summary>One version of a schema: its shape, and the C# that stands for it.</summary>
internal sealed class Snapshot
{
    private readonly SnapshotValues _values;

    /// <param name="version">The version.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="history">The full name of the class that holds all versions.</param>
    /// <param name="root">The name of the schema's own type.</param>
    /// <param name="formatters">The formatters that the shape names.</param>
    public Snapshot(int version, SchemaShape shape, string history, string root, EquatableArray<SnapshotFormatter> formatters = default)
    {
        Version = version;
        Shape = shape;
        Names = new SnapshotNames($"{history}.{ClassOf(version)}", root, shape);
        _values = new SnapshotValues(shape, Names, formatters);
    }

    public int Version { get; }

    public SchemaShape Shape { get; }

    public SnapshotNames Names { get; }

    /// <summary>The full name of the schema's own type.</summary>
    public string Root => Names.FullName("");

    /// <summary>What a type is called in the class of all versions, such as <c>V1.Order</c>, by its name in the lock.</summary>
    public string NameOf(string name) => $"{ClassOf(Version)}.{Names.TypeName(name).TrimStart('@')}";

    /// <summary>The types of the version, the schema's own first.</summary>
    public IEnumerable<SnapshotModel> Types => new SnapshotModels(Shape, Names, _values).All;

    /// <summary>The name of the class that holds the types of a version.</summary>
    public static string ClassOf(int version) => $"V{version}";

    /// <summary>The version that a class of that name holds; <see langword="null"/> for other names.</summary>
    public static int? VersionOf(string name) => name.Length > 1 && name[0] == 'V' && int.TryParse(name.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null;

    public ValueModel ValueOf(TypeShape type) => _values.Of(type);
}
