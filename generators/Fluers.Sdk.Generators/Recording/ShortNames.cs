using System.Globalization;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Recording;

/// <summary>
/// What types are called in a lock: the last part of their name, or all of it where two would be called the same. Namespaces
/// come and go; the shape does not change with them. A generic type is called by its arguments too, as <c>BoxOfInt</c>.
/// </summary>
internal sealed class ShortNames
{
    private readonly Dictionary<TypeShape, string> _names;

    private ShortNames(Dictionary<TypeShape, string> names) => _names = names;

    /// <param name="types">Named types, none of them nullable.</param>
    public static ShortNames Of(IEnumerable<TypeShape> types)
    {
        TypeShape[] all = [.. types.OrderBy(type => type.ToString(), StringComparer.Ordinal)];
        HashSet<string> ambiguous = [.. all.GroupBy(type => Word(type, LastPart), StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key)];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var names = new Dictionary<TypeShape, string>();
        foreach (TypeShape type in all)
        {
            string name = Word(type, LastPart) is var brief && ambiguous.Contains(brief) ? Word(type, FullNames.Plain) : brief;
            while (!taken.Add(name))
            {
                name += "_";   // another type is called BoxOfInt
            }

            names.Add(type, name);
        }

        return new(names);
    }

    public string Of(TypeShape type) => _names[type];

    /// <summary>The schema itself, which has no name in its own lock.</summary>
    public NamedShape Root(NamedShape shape) => WithNames(shape is PartShape part ? part with { IsValueType = false } : shape) with { Name = "" };

    public NamedShape In(TypeShape type, NamedShape shape) => WithNames(shape) with { Name = _names[type] };

    private NamedShape WithNames(NamedShape shape) => shape switch
    {
        PartShape part => part with { Members = In(part.Members) },
        UnionShape union => union with
        {
            Cases = union.Cases.Select(@case => @case with { Members = In(@case.Members) }).ToEquatableArray(),
        },
        _ => shape,
    };

    private EquatableArray<MemberShape> In(EquatableArray<MemberShape> members) =>
        members.Select(member => member with { Type = In(member.Type) }).ToEquatableArray();

    private TypeShape In(TypeShape type) => _names.TryGetValue(type with { IsNullable = false }, out string name)
        ? TypeShape.Named(name) with { IsNullable = type.IsNullable }
        : type with { Arguments = type.Arguments.Select(In).ToEquatableArray() };

    private static string LastPart(string fullName)
    {
        string plain = FullNames.Plain(fullName);
        return plain.Substring(plain.LastIndexOf('.') + 1);
    }

    /// <summary>A type as one word.</summary>
    private static string Word(TypeShape type, Func<string, string> nameOf)
    {
        string name = type.Form switch
        {
            TypeForm.Named => nameOf(type.Name),
            TypeForm.Formatter => string.Join("Of", type.Name.Split(['<', '>', ',', ' ', '[', ']', '(', ')', '?'], StringSplitOptions.RemoveEmptyEntries).Select(nameOf)),
            TypeForm.Grid => type.Form.ToString() + type.Rank.ToString(CultureInfo.InvariantCulture),
            TypeForm.Scalar => char.ToUpperInvariant(type.Name[0]) + type.Name.Substring(1),
            _ => type.Form.ToString(),
        };
        string arguments = string.Join("And", type.Arguments.Select(argument => Word(argument, nameOf)));
        return (type.IsNullable ? "Nullable" : "") + name + (arguments.Length == 0 ? "" : $"Of{arguments}");
    }
}
