using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.History;

/// <summary>What the types of one version are called in C#: as in the lock, where that is a name that C# can have there.</summary>
internal sealed class SnapshotNames
{
    // What every record has already.
    private static readonly HashSet<string> OfRecords = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "ToString", "PrintMembers", "EqualityContract", "Deconstruct", "Clone", "GetType", "MemberwiseClone", "Finalize",
        "SessionFormatter", "UnknownMembers", "Unknown",
    };

    private readonly string _container;
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    /// <param name="container">The full name of the class that holds them: <c>global::Shop.OrderHistory.V1</c>.</param>
    /// <param name="root">The name of the schema's own type.</param>
    /// <param name="shape">The shape, whose types have names.</param>
    public SnapshotNames(string container, string root, SchemaShape shape)
    {
        _container = container;
        var taken = new HashSet<string>(OfRecords, StringComparer.Ordinal) { container.Substring(container.LastIndexOf('.') + 1) };
        foreach (string name in shape.Types.Select(type => type.Name).Prepend(""))   // the schema itself has no name there
        {
            string free = name.Length == 0 ? root.TrimStart('@') : name.Replace('.', '_');
            while (!taken.Add(free))
            {
                free += "_";
            }

            _types.Add(name, TypeNames.Identifier(free));
        }
    }

    /// <summary>The name of a type by its name in the lock.</summary>
    public string TypeName(string name) => _types[name];

    public string FullName(string name) => $"{_container}.{TypeName(name)}";

    public string FullCaseName(string union, string name) => $"{FullName(union)}.{CaseName(union, name)}";

    /// <summary>The name of a case, which no member may share with what is around it.</summary>
    public string CaseName(string union, string name) => MemberName(name, TypeName(union));

    /// <summary>The name of a member in a type.</summary>
    public static string MemberName(MemberShape member, string typeName) => MemberName(member.Name, typeName);

    private static string MemberName(string name, string typeName) =>
        TypeNames.Identifier(OfRecords.Contains(name) || name == typeName.TrimStart('@') ? name + "_" : name);
}
