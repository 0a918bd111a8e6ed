using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>
/// Carries into a newer shape what must not be forgotten of an older one: the numbers that are out of use, and which members a
/// build of the same version required.
/// </summary>
internal sealed class Remembrance
{
    private readonly SchemaShape _old;
    private readonly bool _keepRequired;
    private readonly Dictionary<string, NamedShape> _types;
    private readonly HashSet<(string, string)> _visited = [];

    private Remembrance(SchemaShape old, SchemaShape now, bool keepRequired)
    {
        _old = old;
        _keepRequired = keepRequired;
        _types = now.Types.ToDictionary(type => type.Name, StringComparer.Ordinal);
    }

    /// <param name="old">The older shape.</param>
    /// <param name="now">The newer one.</param>
    /// <param name="keepRequired">Whether both are of one version, so that builds which require what is optional now may still run.</param>
    public static SchemaShape Of(SchemaShape old, SchemaShape now, bool keepRequired)
    {
        var remembrance = new Remembrance(old, now, keepRequired);
        NamedShape root = remembrance.Merge(old.Root, now.Root);
        return now with { Root = root, Types = now.Types.Select(type => remembrance._types[type.Name]).ToEquatableArray() };
    }

    private EquatableArray<MemberShape> Members(EquatableArray<MemberShape> old, EquatableArray<MemberShape> now)
    {
        foreach ((MemberShape was, MemberShape @is) in Pairs(old, now))
        {
            Follow(was.Type, @is.Type);
        }

        return Numbers(old, now.Select(Marked), was => new MemberShape(was.Key, was.Name, was.Type) { IsRetired = true });

        MemberShape Marked(MemberShape @is) => _keepRequired
            && !@is.IsRequired
            && old.FirstOrDefault(was => was.Key == @is.Key) is { IsRequired: true } or { WasRequired: true }
                ? @is with { WasRequired = true }
                : @is;
    }

    private void Follow(TypeShape was, TypeShape @is)
    {
        if (was.Form != @is.Form)
        {
            FollowInside(was, @is);
        }

        foreach ((TypeShape inner, TypeShape outer) in was.Arguments.Zip(@is.Arguments, (one, other) => (one, other)))
        {
            Follow(inner, outer);
        }

        if (was.Form != TypeForm.Named || @is.Form != TypeForm.Named || !_visited.Add((was.Name, @is.Name)) || !_types.TryGetValue(@is.Name, out NamedShape? now))
        {
            return;
        }

        if (_old.Find(was.Name) is { } before)
        {
            // Several older types may have become this one, and it may have been met inside itself in the meantime: nothing of that is lost.
            NamedShape merged = Merge(before, now);
            _types[@is.Name] = Joined(merged, _types[@is.Name]);
        }
    }

    /// <summary>What stood by itself may stand in a list now, or the other way round: where there is one type of a kind in each, it is the same one.</summary>
    private void FollowInside(TypeShape was, TypeShape @is)
    {
        TypeShape[] old = [.. was.NamedTypes];
        TypeShape[] now = [.. @is.NamedTypes];
        if (old.Length == 1 && now.Length == 1)
        {
            Follow(old[0] with { Arguments = default }, now[0] with { Arguments = default });
        }
    }

    private NamedShape Merge(NamedShape was, NamedShape @is) => (was, @is) switch
    {
        (PartShape one, PartShape other) => other with { Members = Members(one.Members, other.Members) },
        (UnionShape one, UnionShape other) => other with
        {
            Cases = Numbers(one.Cases, other.Cases.Select(@case => Merge(one, @case)).ToArray(), before => new CaseShape(before.Tag, before.Name, default) { IsRetired = true }),
        },
        (EnumShape one, EnumShape other) => other with { Values = Numbers(Retirable(one, other), other.Values, value => value with { IsRetired = true }) },
        _ => @is,
    };

    private CaseShape Merge(UnionShape union, CaseShape @case) =>
        union.Cases.FirstOrDefault(before => before.Tag == @case.Tag) is { } before
            ? @case with { Members = Members(before.Members, @case.Members) }
            : @case;

    /// <summary>The numbers that go out of use where their names are gone: not so those of combinations.</summary>
    private static IEnumerable<EnumValueShape> Retirable(EnumShape old, EnumShape now) => (old with { IsFlags = old.IsFlags || now.IsFlags }).Numbers;

    private static NamedShape Joined(NamedShape one, NamedShape other) => (one, other) switch
    {
        (PartShape left, PartShape right) => left with { Members = JoinedMembers(left.Members, right.Members) },
        (UnionShape left, UnionShape right) => left with { Cases = Joined(left.Cases, right.Cases, static (one, other) => one with { Members = JoinedMembers(one.Members, other.Members) }) },
        (EnumShape left, EnumShape right) => left with { Values = Joined(left.Values, right.Values, static (one, _) => one) },
        _ => one,
    };

    /// <summary>A member that builds of either required is required by builds.</summary>
    private static EquatableArray<MemberShape> JoinedMembers(EquatableArray<MemberShape> one, EquatableArray<MemberShape> other) =>
        Joined(one, other, static (left, right) => left with { WasRequired = left.WasRequired || right.WasRequired });

    /// <summary>What there is, and what there was at other numbers.</summary>
    private static EquatableArray<T> Numbers<T>(IEnumerable<T> old, IEnumerable<T> now, Func<T, T> retire)
        where T : class, INumbered, IEquatable<T>
    {
        T[] current = [.. now];
        return current
            .Concat(old.Where(was => !current.Any(@is => @is.Number == was.Number)).Select(retire))
            .OrderBy(item => item.Number)
            .ToEquatableArray();
    }

    /// <summary>What either has, and what both have joined.</summary>
    private static EquatableArray<T> Joined<T>(EquatableArray<T> one, EquatableArray<T> other, Func<T, T, T> join)
        where T : class, INumbered, IEquatable<T> =>
        Numbers(other, one.Select(item => other.FirstOrDefault(same => same.Number == item.Number) is { } same ? join(item, same) : item), item => item);

    private static IEnumerable<(T Was, T Is)> Pairs<T>(IEnumerable<T> old, EquatableArray<T> now)
        where T : class, INumbered, IEquatable<T> =>
        from was in old
        from @is in now
        where was.Number == @is.Number && !was.IsRetired && !@is.IsRetired
        select (was, @is);
}
