using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>
/// Keeps the names that the types of a version have in its lock. Migrations name the types of a version, so a type that is renamed in the
/// code keeps, in each version, the name that it had there first.
/// </summary>
internal sealed class KeptNames
{
    private readonly SchemaShape _recorded;
    private readonly SchemaShape _now;
    private readonly HashSet<(string, string)> _visited = [];

    // What a type is called in the code, and what in the lock.
    private readonly Dictionary<string, string> _kept = new(StringComparer.Ordinal);

    private KeptNames(SchemaShape recorded, SchemaShape now) => (_recorded, _now) = (recorded, now);

    /// <param name="recorded">The shape of the version in the lock.</param>
    /// <param name="now">A newer shape of the same version.</param>
    public static SchemaShape Of(SchemaShape recorded, SchemaShape now)
    {
        var names = new KeptNames(recorded, now);
        names.Follow(recorded.Root, now.Root);
        names.DropClashes();
        return names._kept.Any(pair => pair.Key != pair.Value) ? names.Renamed() : now;
    }

    private void Follow(NamedShape was, NamedShape @is)
    {
        foreach ((MemberShape old, MemberShape member) in Pairs(was, @is))
        {
            Follow(old.Type, member.Type);
        }
    }

    private static IEnumerable<(MemberShape Was, MemberShape Is)> Pairs(NamedShape was, NamedShape @is) => (was, @is) switch
    {
        (PartShape one, PartShape other) => Pairs(one.Members, other.Members),
        (UnionShape one, UnionShape other) => one.Cases.Join(other.Cases, @case => @case.Tag, @case => @case.Tag, (old, now) => Pairs(old.Members, now.Members)).SelectMany(pairs => pairs),
        _ => [],
    };

    private static IEnumerable<(MemberShape Was, MemberShape Is)> Pairs(EquatableArray<MemberShape> was, EquatableArray<MemberShape> @is) =>
        was.Where(member => !member.IsRetired).Join(@is.Where(member => !member.IsRetired), member => member.Key, member => member.Key, (old, now) => (old, now));

    private void Follow(TypeShape was, TypeShape @is)
    {
        foreach ((TypeShape inner, TypeShape outer) in was.Arguments.Zip(@is.Arguments, (one, other) => (one, other)))
        {
            Follow(inner, outer);
        }

        if (was.Form == TypeForm.Named && @is.Form == TypeForm.Named && _visited.Add((was.Name, @is.Name))
            && _recorded.Find(was.Name) is { } before && _now.Find(@is.Name) is { } after && before.GetType() == after.GetType())
        {
            // Of a type that became two, the one that is still called so keeps the name; two that became one have one of the names.
            if (was.Name == @is.Name || (!_kept.ContainsKey(@is.Name) && !_kept.ContainsValue(was.Name)))
            {
                _kept[@is.Name] = was.Name;
            }

            Follow(before, after);
        }
    }

    /// <summary>A name that something else has now is not kept.</summary>
    private void DropClashes()
    {
        while (_now.Types.GroupBy(type => NameOf(type.Name)).FirstOrDefault(same => same.Skip(1).Any()) is { } clash)
        {
            foreach (NamedShape type in clash)
            {
                _kept.Remove(type.Name);
            }
        }
    }

    private string NameOf(string name) => _kept.TryGetValue(name, out string? kept) ? kept : name;

    private SchemaShape Renamed() => _now with
    {
        Root = Renamed(_now.Root),
        Types = _now.Types.Select(type => Renamed(type) with { Name = NameOf(type.Name) }).OrderBy(type => type.Name, StringComparer.Ordinal).ToEquatableArray(),
    };

    private NamedShape Renamed(NamedShape type) => type switch
    {
        PartShape part => part with { Members = Renamed(part.Members) },
        UnionShape union => union with { Cases = union.Cases.Select(@case => @case with { Members = Renamed(@case.Members) }).ToEquatableArray() },
        _ => type,
    };

    private EquatableArray<MemberShape> Renamed(EquatableArray<MemberShape> members) =>
        members.Select(member => member.IsRetired ? member : member with { Type = Renamed(member.Type) }).ToEquatableArray();

    private TypeShape Renamed(TypeShape type) => type with
    {
        Name = type.Form == TypeForm.Named ? NameOf(type.Name) : type.Name,
        Arguments = type.Arguments.Select(Renamed).ToEquatableArray(),
    };
}
