using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Judging;

/// <summary>
/// Whether two types have one wire form: parts compare by their members, whatever they are called, and nullability is left aside.
/// It tells a member that was renamed from a key that was given to something else.
/// </summary>
internal sealed class SameType(SchemaShape old, SchemaShape now)
{
    // What is being compared is taken to be the same, so that types which hold themselves come to an end.
    private readonly HashSet<(string, string)> _assumed = [];

    public bool Of(TypeShape was, TypeShape @is)
    {
        if (was.Form == TypeForm.Named || @is.Form == TypeForm.Named)
        {
            return OfNamed(was, @is);
        }

        if (was.Form != @is.Form || was.Name != @is.Name || was.Rank != @is.Rank || was.Arguments.Count != @is.Arguments.Count)
        {
            return false;
        }

        for (int i = 0; i < was.Arguments.Count; i++)
        {
            if (!Of(was.Arguments[i], @is.Arguments[i]))
            {
                return false;
            }
        }

        return true;
    }

    public bool OfMembers(EquatableArray<MemberShape> was, EquatableArray<MemberShape> @is) =>
        AreAll(was, @is, (one, other) => one.Key == other.Key && Of(one.Type, other.Type));

    private bool OfNamed(TypeShape was, TypeShape @is)
    {
        if (was.Form == TypeForm.Named && @is.Form == TypeForm.Named && !_assumed.Add((was.Name, @is.Name)))
        {
            return true;
        }

        return (Resolve(old, was), Resolve(now, @is)) switch
        {
            (PartShape one, PartShape other) => OfMembers(one.Members, other.Members),
            (UnionShape one, UnionShape other) =>
                AreAll(one.Cases, other.Cases, (left, right) => left.Tag == right.Tag && OfMembers(left.Members, right.Members)),
            (EnumShape one, EnumShape other) => one.Underlying == other.Underlying,
            (EnumShape one, null) => @is.Form == TypeForm.Scalar && @is.Name == one.Underlying,
            (null, EnumShape other) => was.Form == TypeForm.Scalar && was.Name == other.Underlying,
            _ => false,
        };
    }

    private static NamedShape? Resolve(SchemaShape shape, TypeShape type) => type.Form == TypeForm.Named ? shape.Find(type.Name) : null;

    private static bool AreAll<T>(EquatableArray<T> was, EquatableArray<T> @is, Func<T, T, bool> isSame)
        where T : class, INumbered, IEquatable<T>
    {
        T[] left = [.. was.Where(item => !item.IsRetired)];
        T[] right = [.. @is.Where(item => !item.IsRetired)];
        return left.Length == right.Length && left.Zip(right, isSame).All(same => same);
    }
}
