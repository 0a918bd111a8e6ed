using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Recording;

/// <summary>Finds the shape of every type that is stored, here or in a referenced assembly, and joins them.</summary>
internal sealed class ShapeIndex
{
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
        foreach (LocalShape type in own)
        {
            foreach (EnumShape numbers in type.Enums)
            {
                Add(numbers);
            }

            Add(type.Type is UnionShape union ? union with { Cases = CasesOf(cases[type.FullName]) } : type.Type);
        }
    }

    /// <summary>The types of this assembly, by full name.</summary>
    public IEnumerable<NamedShape> Own => _own.Select(name => _types[name]);

    /// <summary>The full names of the types in the shape of a schema, by the short ones that they have there.</summary>
    public IReadOnlyDictionary<string, string> FullNames(LocalShape schema)
    {
        string[] names = [.. Reached(_types[schema.FullName].AllMembers).Select(type => type.Name)];
        ShortNames shortened = ShortNames.Of(names);
        return names.ToDictionary(shortened.Of, name => name, StringComparer.Ordinal);
    }

    /// <summary>The shape of a schema with all that it is made of, under names that are short.</summary>
    public SchemaShape Of(LocalShape schema)
    {
        NamedShape root = _types[schema.FullName];
        NamedShape[] types = Reached(root.AllMembers);
        ShortNames names = ShortNames.Of(types.Select(type => type.Name));
        return new SchemaShape
        {
            Root = names.Root(root),
            Types = types.Select(names.In).OrderBy(type => type.Name, StringComparer.Ordinal).ToEquatableArray(),
            Log = schema.Log,
            OldestReadable = schema.Schema!.OldestReadable,
        };
    }

    private void Add(NamedShape type)
    {
        _types[type.Name] = type;
        _own.Add(type.Name);
    }

    private NamedShape[] Reached(IEnumerable<MemberShape> members)
    {
        var found = new Dictionary<string, NamedShape>(StringComparer.Ordinal);
        var waiting = new Queue<MemberShape>(members);
        while (waiting.Count > 0)
        {
            foreach (string name in waiting.Dequeue().Type.Names)
            {
                if (found.ContainsKey(name) || !_types.TryGetValue(name, out NamedShape type))
                {
                    continue;
                }

                found.Add(name, type);
                foreach (MemberShape member in type.AllMembers)
                {
                    waiting.Enqueue(member);
                }
            }
        }

        return [.. found.Values];
    }

    private static EquatableArray<CaseShape> CasesOf(IEnumerable<LocalShape> cases) => cases
        .GroupBy(type => type.Case!.Tag)
        .Select(same => same.First())   // a tag given twice is an error already
        .OrderBy(type => type.Case!.Tag)
        .Select(type => new CaseShape(type.Case!.Tag, type.Case.Name, ((PartShape)type.Type).Members))
        .ToEquatableArray();
}
