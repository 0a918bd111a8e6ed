using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.History;

/// <summary>What the types of one version are called in C#: as in the lock, where that is a name that C# can have.</summary>
/// <param name="container">The full name of the class that holds them: <c>global::Shop.OrderHistory.V1</c>.</param>
/// <param name="root">The name of the schema's own type.</param>
internal sealed class SnapshotNames(string container, string root)
{
    // What every record has already.
    private static readonly HashSet<string> OfRecords = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "ToString", "PrintMembers", "EqualityContract", "Deconstruct", "Clone", "GetType", "MemberwiseClone", "Finalize",
        "SessionFormatter", "UnknownMembers", "Unknown",
    };

    /// <summary>The name of a type by its name in the lock; the schema itself has none there.</summary>
    public string TypeName(string name) => name.Length == 0 ? root
        : name.Replace('.', '_') is var plain && plain == root ? TypeNames.Identifier(plain + "_")
        : TypeNames.Identifier(plain);

    public string FullName(string name) => $"{container}.{TypeName(name)}";

    public string FullCaseName(string union, string name) => $"{FullName(union)}.{CaseName(union, name)}";

    /// <summary>The name of a case, which no member may share with what is around it.</summary>
    public string CaseName(string union, string name) => MemberName(name, TypeName(union));

    /// <summary>The name of a member in a type.</summary>
    public static string MemberName(MemberShape member, string typeName) => MemberName(member.Name, typeName);

    private static string MemberName(string name, string typeName) =>
        TypeNames.Identifier(OfRecords.Contains(name) || name == typeName.TrimStart('@') ? name + "_" : name);
}
