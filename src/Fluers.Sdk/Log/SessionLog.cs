using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Fluers.Sdk;

/// <summary>
/// The log of a session: immutable and append-only. Appending takes constant time, because a log shares its buffer with
/// the logs it was appended to. Logs compare by content.
/// </summary>
/// <typeparam name="T">The entry: a type with <see cref="SessionSchemaAttribute"/>.</typeparam>
/// <remarks>Safe to read and to append to from many threads; each append gives a log of its own.</remarks>
[CollectionBuilder(typeof(SessionLog), nameof(SessionLog.Create))]
public sealed class SessionLog<T> : IReadOnlyList<T>, IEquatable<SessionLog<T>>
{
    private readonly Buffer _buffer;

    internal SessionLog(T[] entries, int count)
    {
        _buffer = new Buffer(entries, count);
        Count = count;
    }

    private SessionLog(Buffer buffer, int count)
    {
        _buffer = buffer;
        Count = count;
    }

    /// <summary>The log without entries.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "As ImmutableArray<T>.Empty.")]
    public static SessionLog<T> Empty { get; } = new([], 0);

    /// <summary>The number of entries.</summary>
    public int Count { get; }

    /// <summary>The entry at a position, 0 for the oldest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public T this[int index] => (uint)index < (uint)Count
        ? _buffer.Entries[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"The log has {Count} entries.");

    /// <summary>The entries, oldest first.</summary>
    public ReadOnlySpan<T> AsSpan() => _buffer.Entries.AsSpan(0, Count);

    /// <summary>A log with one more entry.</summary>
    public SessionLog<T> Append(T entry) => Append([entry]);

    /// <summary>A log with more entries, in the order given.</summary>
    public SessionLog<T> Append(params ReadOnlySpan<T> entries)
    {
        if (entries.IsEmpty)
        {
            return this;
        }

        int count = checked(Count + entries.Length);
        Buffer buffer = _buffer.TryClaim(Count, count) ? _buffer : _buffer.Copy(Count, count);
        entries.CopyTo(buffer.Entries.AsSpan(Count));
        return new SessionLog<T>(buffer, count);
    }

    /// <summary>Whether this log begins with all entries of another one. Constant time when one was appended to the other.</summary>
    public bool StartsWith(SessionLog<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Count <= Count
            && (ReferenceEquals(_buffer, other._buffer) || SameEntries(AsSpan()[..other.Count], other.AsSpan()));
    }

    /// <summary>Whether two logs hold equal entries in the same order.</summary>
    public bool Equals([NotNullWhen(true)] SessionLog<T>? other) => other is not null && Count == other.Count && StartsWith(other);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as SessionLog<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, this[Count - 1]);

    /// <summary>Walks the entries, oldest first.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => new ArraySegment<T>(_buffer.Entries, 0, Count).AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    /// <summary>Such as <c>SessionLog&lt;AgentMessage&gt;[12]</c>.</summary>
    public override string ToString() => $"SessionLog<{typeof(T).Name}>[{Count}]";

    private static bool SameEntries(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            // Entries that survived a move to a larger buffer are the same objects: no need to look inside.
            if (!(typeof(T).IsClass && ReferenceEquals(left[i], right[i])) && !EqualityComparer<T>.Default.Equals(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Memory that several logs share. A slot is claimed once and written by the one who claimed it; a log reads only below
    /// its own count. So equal buffers mean equal beginnings.
    /// </summary>
    private sealed class Buffer(T[] entries, int claimed)
    {
        private int _claimed = claimed;

        public T[] Entries { get; } = entries;

        public bool TryClaim(int from, int to) =>
            to <= Entries.Length && Interlocked.CompareExchange(ref _claimed, to, from) == from;

        public Buffer Copy(int count, int needed)
        {
            var larger = new T[Math.Max(needed, (int)Math.Min(Math.Max(4, 2L * count), Array.MaxLength))];
            Entries.AsSpan(0, count).CopyTo(larger);
            return new Buffer(larger, needed);
        }
    }
}

/// <summary>Makes logs.</summary>
public static class SessionLog
{
    /// <summary>Makes a log of entries; collection expressions use this.</summary>
    public static SessionLog<T> Create<T>(ReadOnlySpan<T> entries) =>
        entries.IsEmpty ? SessionLog<T>.Empty : new SessionLog<T>(entries.ToArray(), entries.Length);
}
