namespace Fluers.Sdk;

/// <summary>
/// Makes a class, a record or an interface a union: a closed set of cases, each a sealed nested or derived type with its
/// own <see cref="CaseAttribute"/>. A union that is not abstract is a case of itself. Of a union declaration of C# 15 the
/// cases are the types in its list. The generator adds the case <c>Unknown</c>, which keeps what a newer build wrote.
/// </summary>
/// <remarks>On the wire a union is the MessagePack array <c>[tag, payload]</c>.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class SessionUnionAttribute : Attribute;
