using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Recording;

/// <summary>Finds the shape of every type that is stored, here or in a referenced assembly, and joins them.</summary>
internal sealed class ShapeIndex
{
    // A generic type may hold itself with ever longer arguments, which no value ever reaches.
    private const int MaxNesting = 8;

    private readonly Dictionary<string, NamedShape> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);

    /// <param name="local">The types of this assembly.</param>
    /// <param name="foreign">Those of others, by full name.</param>
    public ShapeIndex(IEnumerable<LocalShape> local, IEnumerable<NamedShape> foreign)
    {
        foreach (NamedShape type in foreign)
        {
            _types[type.Name] = type;
        }

        LocalShape[] own = [.. local];
        ILookup<string, LocalShape> cases = own.Where(type => type.Case is not null).ToLookup(type => type.Case!.Union, StringComparer.Ordinal);
        Dictionary<string, EquatableArray<MemberShape>> members = own.GroupBy(type => type.FullName, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Members, StringComparer.Ordinal);
        Uncertain =
        [
            .. cases.Where(union => union.GroupBy(type => type.Case!.Tag).Any(same => same.Skip(1).Any())).Select(union => union.Key),
            .. own.Where(type => type.Listed.GroupBy(@case => @case.Tag).Any(same => same.Skip(1).Any()) || !type.Listed.All(IsWhole)).Select(type => type.FullName),
        ];
        foreach (LocalShape type in own)
        {
            foreach (EnumShape numbers in type.Enums)
            {
                Add(numbers);
            }

            if (type.Type is not UnionShape union)
            {
                Add(type.Type);
            }
            else if (type.Listed.Count == 0)
            {
                Add(union with { Cases = CasesOf(cases[type.FullName].Select(@case => (@case.Case!.Tag, @case.Case.Name, @case.Members))) });
            }
            else
            {
                Add(union with { Cases = CasesOf(type.Listed.Where(IsWhole).Select(@case => (@case.Tag, @case.Name, members[@case.FullName]))) });
            }
        }

        bool IsWhole(ListedCase @case) => members.ContainsKey(@case.FullName);
    }

    /// <summary>The full names of the unions of this assembly of which not all is known: two cases have one tag, or one in their list is at fault.</summary>
    public IReadOnlyCollection<string> Uncertain { get; }

    /// <summary>The types of this assembly, by full name.</summary>
    public IEnumerable<NamedShape> Own => _own.Select(name => _types[name]);

    /// <summary>The shape of a schema with all that it is made of, under names that are short.</summary>
    public SchemaShape Of(LocalShape schema)
    {
        NamedShape root = _types[schema.FullName];
        Dictionary<TypeShape, NamedShape> types = Reached(root.AllMembers);
        ShortNames names = ShortNames.Of(types.Keys);
        return new SchemaShape
        {
            Root = names.Root(root),
            Types = types.Select(type => names.In(type.Key, type.Value)).OrderBy(type => type.Name, StringComparer.Ordinal).ToEquatableArray(),
            Log = schema.Log,
            OldestReadable = schema.Schema!.OldestReadable,
            IsRolling = schema.Schema.IsRolling,
        };
    }

    /// <summary>The full names of the types in the shape of a schema, by the short ones that they have there.</summary>
    public IReadOnlyDictionary<string, string> FullNames(LocalShape schema)
    {
        Dictionary<TypeShape, NamedShape> types = Reached(_types[schema.FullName].AllMembers);
        ShortNames names = ShortNames.Of(types.Keys);
        return types.Keys.ToDictionary(names.Of, type => type.Name, StringComparer.Ordinal);
    }

    /// <summary>The full names of types that a schema is made of and that have no shape, for they are at fault.</summary>
    public IEnumerable<string> Missing(LocalShape schema) => Reached(_types[schema.FullName].AllMembers).Values
        .Append(_types[schema.FullName])
        .SelectMany(type => type.AllMembers)
        .SelectMany(member => member.Type.NamedTypes)
        .Select(type => type.Name)
        .Where(name => !_types.ContainsKey(name));

    private void Add(NamedShape type)
    {
        _types[type.Name] = type;
        _own.Add(type.Name);
    }

    private Dictionary<TypeShape, NamedShape> Reached(IEnumerable<MemberShape> members)
    {
        var found = new Dictionary<TypeShape, NamedShape>();
        var waiting = new Queue<MemberShape>(members);
        while (waiting.Count > 0)
        {
            foreach (TypeShape named in waiting.Dequeue().Type.NamedTypes)
            {
                TypeShape type = named with { IsNullable = false };
                if (found.ContainsKey(type) || !_types.TryGetValue(type.Name, out NamedShape definition))
                {
                    continue;
                }

                NamedShape shape = Depth(type) > MaxNesting
                    ? new PartShape(type.Name, IsValueType: false, default)
                    : new Arguments(type.Arguments, IsValueType).Put(definition);
                found.Add(type, shape);
                foreach (MemberShape member in shape.AllMembers)
                {
                    waiting.Enqueue(member);
                }
            }
        }

        return found;
    }

    private bool IsValueType(TypeShape type) => type.Form switch
    {
        TypeForm.Scalar => Scalars.IsValueType(type.Name),
        TypeForm.Named => _types.TryGetValue(type.Name, out NamedShape found) && found is EnumShape or PartShape { IsValueType: true },
        TypeForm.Tuple => true,
        _ => false,
    };

    private static int Depth(TypeShape type) => type.Arguments.Count == 0 ? 0 : 1 + type.Arguments.Max(Depth);

    private static EquatableArray<CaseShape> CasesOf(IEnumerable<(int Tag, string Name, EquatableArray<MemberShape> Members)> cases) => cases
        .GroupBy(@case => @case.Tag)
        .Select(same => same.First())   // a tag given twice is an error already
        .OrderBy(@case => @case.Tag)
        .Select(@case => new CaseShape(@case.Tag, @case.Name, @case.Members))
        .ToEquatableArray();
}
