namespace Fluers.Sdk;

/// <summary>Makes a type a case of the <see cref="SessionUnionAttribute">union</see> that it derives from, or of each union declaration that lists it.</summary>
/// <param name="tag">The number that stands for this case in stored data, zero or more. Never used again for another case.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class CaseAttribute(int tag) : Attribute
{
    /// <summary>The number that stands for this case in stored data.</summary>
    public int Tag { get; } = tag;
}
