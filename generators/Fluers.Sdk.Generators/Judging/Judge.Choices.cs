using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Judging;

// Unions and enums.
internal sealed partial class Judge
{
    private void CompareCases(UnionShape old, UnionShape now, Place place)
    {
        foreach (Pair<CaseShape> pair in Match.Of(old.Cases, now.Cases, (was, @is) => new SameType(_old, _now).OfMembers(was.Members, @is.Members)))
        {
            string name = (pair.Is ?? pair.Was)!.Name;
            Place at = place.OfCase(now.Name, name, isGone: pair.Is is null);
            Change? change = pair.Fate switch
            {
                Fate.Renamed => Change.CaseRenamed,
                Fate.Moved => Change.TagMoved,
                Fate.Reused or Fate.Recycled => Change.TagReused,
                Fate.Removed => Change.CaseRemoved,
                Fate.Added => Change.CaseAdded,
                _ => null,
            };
            if (change is { } found)
            {
                Add(found, at, Described(pair.Was), Described(pair.Is), pair.Was, pair.Is);
            }

            if (pair.Fate is Fate.Same or Fate.Renamed)
            {
                CompareMembers(pair.Was!.Members, pair.Is!.Members, now.Name, name, at);
            }
        }
    }

    private void CompareEnums(EnumShape old, EnumShape now, Place place)
    {
        if (old.Underlying != now.Underlying)
        {
            Add(ChangeOfScalar(old.Underlying, now.Underlying), place, $"{old.Name}: {old.Underlying}", $"{now.Name}: {now.Underlying}");
        }

        // A lock from before flags were recorded does not say so.
        if (old.IsFlags || now.IsFlags)
        {
            old = old with { Values = (old with { IsFlags = true }).Numbers.ToEquatableArray() };
            now = now with { Values = (now with { IsFlags = true }).Numbers.ToEquatableArray() };
        }

        foreach (Pair<EnumValueShape> pair in Match.Of(OneNamePerNumber(old, now), OneNamePerNumber(now, old), static (_, _) => true))
        {
            // A number means nothing but its name, so every new name at a known number is a rename.
            Change? change = pair.Fate switch
            {
                Fate.Renamed => Change.EnumValueRenamed,
                Fate.Moved => Change.EnumValueRenumbered,
                Fate.Recycled => Change.EnumNumberReused,
                Fate.Removed => Change.EnumValueRemoved,
                Fate.Added => Change.EnumValueAdded,
                _ => null,
            };
            if (change is { } found)
            {
                string name = (pair.Is ?? pair.Was)!.Name;
                Add(found, place.Of(now.Name, null, name, isGone: pair.Is is null), Described(pair.Was), Described(pair.Is), pair.Was, pair.Is);
            }
        }

        foreach (EnumValueShape alias in old.Values.Except(OneNamePerNumber(old, now)).Where(alias => !alias.IsRetired))
        {
            if (now.Values.FirstOrDefault(value => value.Name == alias.Name && !value.IsRetired) is { } moved && moved.Number != alias.Number)
            {
                Add(Change.EnumValueRenumbered, place.Of(now.Name, null, alias.Name, isGone: false), Described(alias), Described(moved));
            }
        }
    }

    /// <summary>Of the names that share a number, the one that the other side has as well.</summary>
    public static EnumValueShape[] OneNamePerNumber(EnumShape values, EnumShape other) =>
        [.. values.Values.GroupBy(value => value.Number).Select(same =>
            same.FirstOrDefault(value => other.Values.Contains(value)) ?? same.FirstOrDefault(value => !value.IsRetired) ?? same.First())];

    /// <summary>Where a number is retired, the enum takes fewer than the number by itself.</summary>
    public static Change ChangeOfNumber(EnumShape was, string @is) =>
        was.Underlying == @is ? (HasRetired(was) ? Change.Widened : Change.NumberAndEnum) : ChangeOfScalar(was.Underlying, @is);

    public static Change ChangeOfNumber(string was, EnumShape @is) =>
        was == @is.Underlying ? (HasRetired(@is) ? Change.Narrowed : Change.NumberAndEnum) : ChangeOfScalar(was, @is.Underlying) switch
        {
            Change.Widened when HasRetired(@is) => Change.Narrowed,
            Change change => change,
        };

    private static bool HasRetired(EnumShape values) => values.Values.Any(value => value.IsRetired);

    private static string Described(CaseShape? @case) => @case is null ? "" : $"{@case.Name} (tag {@case.Tag}{Retired(@case)})";

    private static string Described(EnumValueShape? value) => value is null ? "" : $"{value.Name} = {value.Number}{Retired(value)}";
}
