using System.ComponentModel;

namespace Fluers.Sdk;

/// <summary>
/// The shapes of the assembly's parts, unions and enums by their full names. The generator writes it, and reads it again for an
/// assembly whose schemas are made of them.
/// </summary>
/// <param name="shapes">The shapes, JSON in the form of a schema lock's types.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SessionPartShapesAttribute(string shapes) : Attribute
{
    /// <summary>The shapes, JSON.</summary>
    public string Shapes { get; } = shapes;
}
