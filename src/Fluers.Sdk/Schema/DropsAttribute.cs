namespace Fluers.Sdk;

/// <summary>
/// Says that a hop leaves out members of the older version on purpose. Without it the compiler warns of each that the hop neither
/// brings over nor looks at.
/// </summary>
/// <param name="members">The members: <c>Name</c> for one of the schema itself, <c>Customer.Name</c> for one of a part.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DropsAttribute(params string[] members) : Attribute
{
    /// <summary>The members.</summary>
    public IReadOnlyList<string> Members { get; } = members;
}
