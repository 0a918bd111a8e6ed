namespace Fluers.Sdk;

/// <summary>
/// Makes a type a schema: a stable id, a version and a shape. A schema is stored either as an <em>envelope</em>
/// (the head of a session) or as an <em>entry</em> (one record of a session's log).
/// </summary>
/// <remarks>
/// The type must be <c>partial</c>; the source generator adds its formatter, its <see cref="SessionSchema{T}"/> and its
/// version guard. Each stored member carries MessagePack's <c>[Key(n)]</c>, each other one <c>[IgnoreMember]</c>.
/// </remarks>
/// <param name="version">The version of the shape: 1 for the first, one more for each later one; 65 535 at most.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class SessionSchemaAttribute(int version) : Attribute
{
    /// <summary>The version of the shape that this code writes.</summary>
    public int Version { get; } = version;

    /// <summary>
    /// The identity of the schema in stored data. Left out, it is the type's name in kebab case:
    /// <c>SupportSession</c> is <c>support-session</c>. State it to rename the type and keep the data.
    /// </summary>
    public string? Id { get; set; }

    /// <summary>
    /// The name of the static partial class into which the older versions of the schema are generated, and in which its hops are written.
    /// Left out, it is the type's name and <c>History</c>. State it where something else has that name.
    /// </summary>
    public string? History { get; set; }

    /// <summary>Which builds must be able to share sessions.</summary>
    public Compatibility Compatibility { get; set; }

    /// <summary>The oldest version that this code still reads; 1 unless stated.</summary>
    public int OldestReadable { get; set; } = 1;
}
