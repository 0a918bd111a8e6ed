using System.ComponentModel;

namespace Fluers.Sdk;

/// <summary>
/// The shape of a schema that the assembly stores, in the form of a schema lock with one version. The generator writes it; the build
/// takes it over into <c>schemas/&lt;id&gt;.schema.json</c>.
/// </summary>
/// <param name="shape">The text of the lock.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SessionSchemaShapeAttribute(string shape) : Attribute
{
    /// <summary>The text of the lock, JSON.</summary>
    public string Shape { get; } = shape;
}
