using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fluers.Sdk.Wire;

// Memory for what headers announce. They are untrusted: what is set aside before the elements have been seen is limited for
// the whole payload, and what goes beyond it grows with the elements that are really there.
public ref partial struct SessionReader
{
    // Most elements take up to 8 times their bytes: a reference to a short text, a small number in a long.
    private const int BytesPerByte = 8;
    private const int Slack = 256 * 1024;
    private const int Few = 16;
    private const int EntryOverhead = 16;   // of an entry in a hash table: its code, the next one, and its bucket

    /// <summary>Makes the array for as many elements as a header announced, or for the first of them. Pair it with <see cref="Grow{T}(ref T[], int)"/>.</summary>
    public T[] NewArray<T>(int count) => count == 0 ? [] : new T[Capacity<T>(count)];

    /// <summary>Makes room for more of the elements that a header announced, once there is none left.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Grow<T>(ref T[] items, int count) => Array.Resize(ref items, Math.Min(count, Larger(items.Length)));

    /// <summary>For how many elements of those that a header announced a list sets memory aside.</summary>
    public int Capacity<T>(int count) => Claim(count, Unsafe.SizeOf<T>());

    /// <summary>For how many elements of those that a header announced a set sets memory aside.</summary>
    public int Buckets<T>(int count) => Claim(count, Unsafe.SizeOf<T>() + EntryOverhead);

    /// <summary>For how many entries of those that a header announced a map sets memory aside.</summary>
    public int Buckets<TKey, TValue>(int count) => Claim(count, Unsafe.SizeOf<KeyValuePair<TKey, TValue>>() + EntryOverhead);

    /// <summary>Makes the array for as many elements as a header announced; <see langword="null"/> if they are to be seen first.</summary>
    public T[,]? NewGrid<T>(int length0, int length1) =>
        Admits<T>((long)length0 * length1) ? new T[length0, length1] : null;

    /// <summary>Makes the array for as many elements as a header announced; <see langword="null"/> if they are to be seen first.</summary>
    public T[,,]? NewGrid<T>(int length0, int length1, int length2) =>
        Admits<T>((long)length0 * length1 * length2) ? new T[length0, length1, length2] : null;

    /// <summary>Makes the array for as many elements as a header announced; <see langword="null"/> if they are to be seen first.</summary>
    public T[,,,]? NewGrid<T>(int length0, int length1, int length2, int length3) =>
        Admits<T>((long)length0 * length1 * length2 * length3) ? new T[length0, length1, length2, length3] : null;

    /// <summary>The elements of an array of several dimensions in the order in which they are stored; none of one that is not there yet.</summary>
    public static Span<T> Elements<T>(Array? grid) =>
        grid is null ? [] : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(grid)), grid.Length);

    /// <summary>Makes room for more of the elements that a header announced, once there is none left.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Grow<T>(ref Span<T> items, int count)
    {
        T[] larger = new T[Math.Min(count, Larger(items.Length))];
        items.CopyTo(larger);
        items = larger;
    }

    /// <summary>Makes an array of several dimensions of elements that have been seen.</summary>
    public static T[,] NewGrid<T>(ReadOnlySpan<T> elements, int length0, int length1) =>
        Filled(new T[length0, length1], elements);

    /// <summary>Makes an array of several dimensions of elements that have been seen.</summary>
    public static T[,,] NewGrid<T>(ReadOnlySpan<T> elements, int length0, int length1, int length2) =>
        Filled(new T[length0, length1, length2], elements);

    /// <summary>Makes an array of several dimensions of elements that have been seen.</summary>
    public static T[,,,] NewGrid<T>(ReadOnlySpan<T> elements, int length0, int length1, int length2, int length3) =>
        Filled(new T[length0, length1, length2, length3], elements);

    private static TGrid Filled<TGrid, T>(TGrid grid, ReadOnlySpan<T> elements)
        where TGrid : class
    {
        elements.CopyTo(Elements<T>((Array)(object)grid));
        return grid;
    }

    private static int Larger(int length) => (int)Math.Clamp(2L * length, Few, Array.MaxLength);

    private bool Admits<T>(long count) => count == 0 || Claim((int)count, Unsafe.SizeOf<T>()) == count;

    private int Claim(int count, int size)
    {
        long bytes = (long)count * size;
        if (bytes > _budget)
        {
            return Math.Min(count, Few);
        }

        _budget -= bytes;
        return count;
    }
}
