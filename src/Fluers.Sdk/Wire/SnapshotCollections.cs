using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fluers.Sdk.Wire;

/// <summary>Collections of one version made of those of the version before. Generated hops use it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SnapshotCollections
{
    /// <summary>The same elements in the same order.</summary>
    public static IReadOnlyList<TTo> List<TFrom, TTo>(IReadOnlyCollection<TFrom> items, Func<TFrom, TTo> convert)
    {
        var list = new TTo[items.Count];
        int i = 0;
        foreach (TFrom item in items)
        {
            list[i++] = convert(item);
        }

        return list;
    }

    /// <summary>The same elements; those that have become equal are one.</summary>
    public static IReadOnlySet<TTo> Set<TFrom, TTo>(IReadOnlySet<TFrom> items, Func<TFrom, TTo> convert) => items.Select(convert).ToHashSet();

    /// <summary>The same values under the same keys.</summary>
    /// <exception cref="ArgumentException">Two keys have become equal.</exception>
    public static IReadOnlyDictionary<TToKey, TTo> Map<TFromKey, TFrom, TToKey, TTo>(
        IReadOnlyDictionary<TFromKey, TFrom> items, Func<TFromKey, TToKey> convertKey, Func<TFrom, TTo> convert)
        where TToKey : notnull
    {
        var map = new Dictionary<TToKey, TTo>(items.Count);
        foreach (KeyValuePair<TFromKey, TFrom> item in items)
        {
            map.Add(convertKey(item.Key), convert(item.Value));
        }

        return map;
    }

    /// <summary>The same elements in the same places.</summary>
    public static TTo[,] Grid<TFrom, TTo>(TFrom[,] items, Func<TFrom, TTo> convert)
    {
        var grid = new TTo[items.GetLength(0), items.GetLength(1)];
        Fill(grid, items, convert);
        return grid;
    }

    /// <summary>The same elements in the same places.</summary>
    public static TTo[,,] Grid<TFrom, TTo>(TFrom[,,] items, Func<TFrom, TTo> convert)
    {
        var grid = new TTo[items.GetLength(0), items.GetLength(1), items.GetLength(2)];
        Fill(grid, items, convert);
        return grid;
    }

    /// <summary>The same elements in the same places.</summary>
    public static TTo[,,,] Grid<TFrom, TTo>(TFrom[,,,] items, Func<TFrom, TTo> convert)
    {
        var grid = new TTo[items.GetLength(0), items.GetLength(1), items.GetLength(2), items.GetLength(3)];
        Fill(grid, items, convert);
        return grid;
    }

    private static void Fill<TFrom, TTo>(Array grid, Array items, Func<TFrom, TTo> convert)
    {
        Span<TTo> to = Elements<TTo>(grid);
        Span<TFrom> from = Elements<TFrom>(items);
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = convert(from[i]);
        }
    }

    private static Span<T> Elements<T>(Array grid) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(grid)), grid.Length);
}
