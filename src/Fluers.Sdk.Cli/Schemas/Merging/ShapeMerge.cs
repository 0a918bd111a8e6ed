using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Cli.Schemas.Merging;

/// <summary>Joins what two branches made of one version, each of its members, cases and values by itself.</summary>
internal sealed class ShapeMerge
{
    private bool _isConflict;

    private ShapeMerge()
    {
    }

    /// <summary>What both branches added; <see langword="null"/> where they made different things of the same one.</summary>
    /// <param name="before">The shape that both started from.</param>
    /// <param name="ours">What one made of it.</param>
    /// <param name="theirs">What the other made of it.</param>
    public static SchemaShape? Of(SchemaShape before, SchemaShape ours, SchemaShape theirs)
    {
        var merge = new ShapeMerge();
        var merged = new SchemaShape
        {
            OldestReadable = merge.Pick(before.OldestReadable, ours.OldestReadable, theirs.OldestReadable),
            IsRolling = merge.Pick(before.IsRolling, ours.IsRolling, theirs.IsRolling),
            Log = merge.Pick(before.Log, ours.Log, theirs.Log),
            Root = merge.Type(before.Root, ours.Root, theirs.Root)!,
            Types = Rows(before.Types, ours.Types, theirs.Types, type => type.Name, StringComparer.Ordinal, merge.Type),
        };
        return merge._isConflict ? null : merged;
    }

    private NamedShape? Type(NamedShape? before, NamedShape? ours, NamedShape? theirs) => (before, ours, theirs) switch
    {
        (PartShape b, PartShape o, PartShape t) when o.IsValueType == t.IsValueType => o with { Members = Members(b.Members, o.Members, t.Members) },
        (UnionShape b, UnionShape o, UnionShape t) => o with { Cases = Rows(b.Cases, o.Cases, t.Cases, @case => @case.Tag, Comparer<int>.Default, Case) },
        (EnumShape b, EnumShape o, EnumShape t) when o.Underlying == t.Underlying =>
            o with { Values = Rows(b.Values, o.Values, t.Values, value => (value.Number, value.Name), Comparer<(decimal, string)>.Default, Pick) },
        _ => Pick(before, ours, theirs),
    };

    private CaseShape? Case(CaseShape? before, CaseShape? ours, CaseShape? theirs) => (before, ours, theirs) switch
    {
        ({ } b, { } o, { } t) when o with { Members = t.Members } == t => o with { Members = Members(b.Members, o.Members, t.Members) },
        _ => Pick(before, ours, theirs),
    };

    private EquatableArray<MemberShape> Members(EquatableArray<MemberShape> before, EquatableArray<MemberShape> ours, EquatableArray<MemberShape> theirs) =>
        Rows(before, ours, theirs, member => member.Key, Comparer<int>.Default, Pick);

    private static EquatableArray<T> Rows<T, TKey>(
        EquatableArray<T> before, EquatableArray<T> ours, EquatableArray<T> theirs, Func<T, TKey> key, IComparer<TKey> order, Func<T?, T?, T?, T?> merge)
        where T : class, IEquatable<T>
        where TKey : notnull
    {
        Dictionary<TKey, T> b = before.ToDictionary(key), o = ours.ToDictionary(key), t = theirs.ToDictionary(key);
        return o.Keys.Union(t.Keys)
            .Order(order)
            .Select(one => merge(b.GetValueOrDefault(one), o.GetValueOrDefault(one), t.GetValueOrDefault(one)))
            .OfType<T>()
            .ToEquatableArray();
    }

    /// <summary>What the one that changed it made of it.</summary>
    private T Pick<T>(T before, T ours, T theirs)
    {
        EqualityComparer<T> same = EqualityComparer<T>.Default;
        if (same.Equals(ours, theirs) || same.Equals(theirs, before))
        {
            return ours;
        }

        _isConflict |= !same.Equals(ours, before);
        return theirs;
    }
}
