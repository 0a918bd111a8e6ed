using System.Collections;
using System.Collections.Immutable;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>Makes a collection of any kind that can be stored.</summary>
internal static class Collections
{
    public static object? Sequence(Type type, Array items) => Call(nameof(MakeSequence), type, items);

    public static object? Map(Type type, Array keys, Array values) => Call(nameof(MakeMap), type, keys, values);

    private static object? Call(string method, Type type, params object[] arguments) => typeof(Collections)
        .GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
        .MakeGenericMethod(type.GetGenericArguments())
        .Invoke(null, [type, .. arguments]);

    private static IEnumerable MakeSequence<T>(Type type, T[] items) => First(type, items, items.ToList(), items.ToImmutableList(), items.ToImmutableArray());

    private static IEnumerable MakeMap<TKey, TValue>(Type type, TKey[] keys, TValue[] values)
        where TKey : notnull
    {
        Dictionary<TKey, TValue> map = keys.Zip(values).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);
        return First(type, map, new SortedDictionary<TKey, TValue>(map), map.ToImmutableDictionary(), map.ToImmutableSortedDictionary());
    }

    private static IEnumerable First(Type type, params IEnumerable[] candidates) => candidates.First(type.IsInstanceOfType);
}
