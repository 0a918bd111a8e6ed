using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Judging;

/// <summary>What became of something that is known by its number and its name together.</summary>
internal enum Fate
{
    Same,

    /// <summary>The same thing under a new name.</summary>
    Renamed,

    /// <summary>The number stands for something else.</summary>
    Reused,

    /// <summary>The name stands at another number.</summary>
    Moved,
    Removed,
    Added,

    /// <summary>The number was retired and is in use again.</summary>
    Recycled,
}

/// <summary>What became of one thing: what it was, what it is.</summary>
internal sealed record Pair<T>(Fate Fate, T? Was, T? Is)
    where T : class, INumbered;

/// <summary>Pairs the members of two objects, the cases of two unions, the values of two enums: all by one rule.</summary>
internal static class Match
{
    /// <param name="old">What there was, with what was retired.</param>
    /// <param name="now">What there is.</param>
    /// <param name="isSameThing">Whether two of different names mean the same.</param>
    public static IEnumerable<Pair<T>> Of<T>(IReadOnlyCollection<T> old, IReadOnlyCollection<T> now, Func<T, T, bool> isSameThing)
        where T : class, INumbered
    {
        T[] living = [.. old.Where(item => !item.IsRetired)];
        T[] current = [.. now.Where(item => !item.IsRetired)];
        foreach (T was in living)
        {
            T? heir = At(current, was.Number);
            if (heir?.Name == was.Name)
            {
                yield return new Pair<T>(Fate.Same, was, heir);
                continue;
            }

            T? moved = Named(current, was.Name);
            if (moved is not null)
            {
                yield return new Pair<T>(Fate.Moved, was, moved);
            }

            if (heir is not null && Named(living, heir.Name) is null)   // one that was elsewhere has moved here, and is told of there
            {
                yield return new Pair<T>(isSameThing(was, heir) ? Fate.Renamed : Fate.Reused, was, heir);
            }
            else if (moved is null)
            {
                yield return new Pair<T>(Fate.Removed, was, null);
            }
        }

        foreach (T item in current)
        {
            if (At(living, item.Number) is not null)
            {
                continue;
            }

            if (old.FirstOrDefault(other => other.IsRetired && other.Number == item.Number) is { } retired)
            {
                yield return new Pair<T>(Fate.Recycled, retired, item);
            }
            else if (Named(living, item.Name) is null)
            {
                yield return new Pair<T>(Fate.Added, null, item);
            }
        }
    }

    private static T? At<T>(T[] items, decimal number)
        where T : class, INumbered => Array.Find(items, item => item.Number == number);

    private static T? Named<T>(T[] items, string name)
        where T : class, INumbered => Array.Find(items, item => item.Name == name);
}
