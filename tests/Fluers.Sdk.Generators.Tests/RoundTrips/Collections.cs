using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>Makes a collection of any kind that can be stored.</summary>
internal static class Collections
{
    public static object? Sequence(Type type, Array items) => Call(nameof(MakeSequence), type, items);

    public static object? Map(Type type, Array keys, Array values) => Call(nameof(MakeMap), type, keys, values);

    /// <summary>Makes an array of several dimensions.</summary>
    public static Array Grid(Type element, int[] lengths, IReadOnlyList<object?> items)
    {
        var grid = Array.CreateInstance(element, lengths);
        int[] at = new int[lengths.Length];
        foreach (object? item in items)
        {
            grid.SetValue(item, at);
            for (int i = at.Length - 1; i >= 0 && ++at[i] == lengths[i]; i--)
            {
                at[i] = 0;
            }
        }

        return grid;
    }

    private static object? Call(string method, Type type, params object[] arguments) => typeof(Collections)
        .GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
        .MakeGenericMethod(type.GetGenericArguments())
        .Invoke(null, [type, .. arguments]);

    private static IEnumerable MakeSequence<T>(Type type, T[] items) => First(
        type,
        () => items, () => items.ToList(), () => items.ToImmutableList(), () => items.ToImmutableArray(), () => items.ToHashSet(),
        () => new SortedSet<T>(items), () => new Queue<T>(items), () => new Stack<T>(items), () => new LinkedList<T>(items),
        () => new ObservableCollection<T>(items), () => new Collection<T>(items.ToList()), () => new ReadOnlyCollection<T>(items),
        () => items.ToImmutableHashSet(), () => items.ToImmutableSortedSet(), () => ImmutableQueue.Create(items), () => ImmutableStack.Create(items),
        () => items.ToFrozenSet());

    private static IEnumerable MakeMap<TKey, TValue>(Type type, TKey[] keys, TValue[] values)
        where TKey : notnull
    {
        Dictionary<TKey, TValue> map = keys.Zip(values).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);
        return First(
            type,
            () => map, () => new SortedDictionary<TKey, TValue>(map), () => new SortedList<TKey, TValue>(map), () => map.ToImmutableDictionary(),
            () => map.ToImmutableSortedDictionary(), () => new ReadOnlyDictionary<TKey, TValue>(map), () => map.ToFrozenDictionary(),
            () => new ConcurrentDictionary<TKey, TValue>(map));
    }

    private static IEnumerable First(Type type, params Func<IEnumerable>[] candidates) => candidates
        .First(candidate => Makes(candidate, type))();

    // The kind that a candidate makes shows in what it makes; one that cannot be made, such as a sorted one of what has no order, is not the one.
    private static bool Makes(Func<IEnumerable> candidate, Type type)
    {
        try
        {
            return type.IsInstanceOfType(candidate());
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
