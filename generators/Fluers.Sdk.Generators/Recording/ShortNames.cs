using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Recording;

/// <summary>
/// What types are called in a lock: the last part of their name, or all of it where two would be called the same. Namespaces
/// come and go; the shape does not change with them.
/// </summary>
internal sealed class ShortNames
{
    private const string Global = "global::";

    private readonly Dictionary<string, string> _names;

    private ShortNames(Dictionary<string, string> names) => _names = names;

    public static ShortNames Of(IEnumerable<string> fullNames) => new(fullNames
        .GroupBy(LastPart, StringComparer.Ordinal)
        .SelectMany(same => same.Select(name => (name, Short: same.Count() == 1 ? same.Key : Plain(name))))
        .ToDictionary(pair => pair.name, pair => pair.Short, StringComparer.Ordinal));

    public string Of(string fullName) => _names[fullName];

    /// <summary>The schema itself, which has no name in its own lock.</summary>
    public NamedShape Root(NamedShape type) => WithNames(type is PartShape part ? part with { IsValueType = false } : type) with { Name = "" };

    public NamedShape In(NamedShape type) => WithNames(type) with { Name = _names[type.Name] };

    private NamedShape WithNames(NamedShape type) => type switch
    {
        PartShape part => part with { Members = In(part.Members) },
        UnionShape union => union with
        {
            Cases = union.Cases.Select(@case => @case with { Members = In(@case.Members) }).ToEquatableArray(),
        },
        _ => type,
    };

    private EquatableArray<MemberShape> In(EquatableArray<MemberShape> members) =>
        members.Select(member => member with { Type = In(member.Type) }).ToEquatableArray();

    private TypeShape In(TypeShape type) => type with
    {
        Name = type.Form == TypeForm.Named && _names.TryGetValue(type.Name, out string name) ? name : type.Name,
        Arguments = type.Arguments.Select(In).ToEquatableArray(),
    };

    private static string LastPart(string fullName)
    {
        string plain = Plain(fullName);
        return plain.Substring(plain.LastIndexOf('.') + 1);
    }

    private static string Plain(string fullName) => fullName.Replace(Global, "").Replace("@", "");
}
