namespace Fluers.Sdk;

/// <summary>
/// Makes a type a part: it appears inside schemas, has no version of its own and is compared member by member
/// wherever a schema contains it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class SessionPartAttribute : Attribute;
