using System.ComponentModel;
using System.Runtime.InteropServices;
using MessagePack;

namespace Fluers.Sdk.Wire;

/// <summary>
/// The values that were found at keys which a shape does not have, kept byte for byte so that they are written back.
/// They compare by content, so that two objects which differ only here are two.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UnknownMembers : IEquatable<UnknownMembers>
{
    // One reference: most objects have none, and each has room for it.
    private readonly Kept? _kept;

    private UnknownMembers(Kept kept) => _kept = kept;

    private ReadOnlySpan<Run> Runs => CollectionsMarshal.AsSpan(_kept?.Runs);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _kept is null;

    /// <summary>The length of the array that holds these and the keys below <paramref name="count"/>.</summary>
    public int LengthWith(int count) => _kept is null ? count : Math.Max(count, _kept.Runs[^1].End);

    /// <summary>Writes what is kept at a key between known ones, or nil.</summary>
    public void WriteAt(ref SessionWriter writer, int key)
    {
        foreach (Run run in Runs)
        {
            if (run.Key == key)
            {
                writer.WriteRaw(run.Raw);
                return;
            }
        }

        writer.WriteNil();
    }

    /// <summary>Writes what is kept behind the last known key. Every object ends with it.</summary>
    /// <param name="writer">Takes the values.</param>
    /// <param name="key">The first key behind the known ones.</param>
    public void WriteFrom(ref SessionWriter writer, int key)
    {
        if (_kept is null)
        {
            return;
        }

        writer.Carry(_kept.Origin);
        if (_kept.Runs[^1].Key == key)
        {
            writer.WriteRaw(_kept.Runs[^1].Raw);
        }
    }

    /// <summary>
    /// These, and a run of values at consecutive keys above all others. What is kept so far is not copied but taken over, so
    /// that many runs cost no more than each of them: only the reader that is making an object calls this.
    /// </summary>
    internal UnknownMembers With(int key, int count, ReadOnlySpan<byte> raw, FrameOrigin? origin = null)
    {
        Kept kept = _kept ?? new Kept(origin);
        kept.Runs.Add(new Run(key, count, raw.ToArray()));
        return new(kept);
    }

    /// <summary>These as what an object of another shape does not know.</summary>
    /// <param name="count">One more than the highest key of that shape.</param>
    /// <param name="forgotten">The keys at which it has something, or must have nothing any more.</param>
    public UnknownMembers For(int count, ReadOnlySpan<int> forgotten)
    {
        UnknownMembers made = default;
        var behind = new List<byte>();
        int end = count;
        foreach (Run run in Runs)
        {
            var reader = new SessionReader(run.Raw);
            for (int key = run.Key; key < run.End; key++)
            {
                ReadOnlySpan<byte> raw = reader.ReadRaw();
                if (forgotten.Contains(key))
                {
                    continue;
                }

                if (key < count)
                {
                    made = made.With(key, 1, raw);
                    continue;
                }

                behind.AddRange(Enumerable.Repeat(MessagePackCode.Nil, key - end));
                behind.AddRange(raw);
                end = key + 1;
            }
        }

        return end == count ? made : made.With(count, end - count, CollectionsMarshal.AsSpan(behind));
    }

    /// <inheritdoc/>
    public bool Equals(UnknownMembers other) =>
        ReferenceEquals(_kept, other._kept) || Runs.SequenceEqual(other.Runs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UnknownMembers other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (Run run in Runs)
        {
            hash.Add(run);
        }

        return _kept is null ? 0 : hash.ToHashCode();
    }

    /// <summary>Compares by content.</summary>
    public static bool operator ==(UnknownMembers left, UnknownMembers right) => left.Equals(right);

    /// <summary>Compares by content.</summary>
    public static bool operator !=(UnknownMembers left, UnknownMembers right) => !left.Equals(right);

    /// <summary>What is kept, and where it came from, which makes no two of equal content differ.</summary>
    private sealed class Kept(FrameOrigin? origin)
    {
        // Ascending by key; never changed once the object that holds them has been read.
        public List<Run> Runs { get; } = new(1);

        public FrameOrigin? Origin { get; } = origin;
    }

    private readonly struct Run(int key, int count, byte[] raw) : IEquatable<Run>
    {
        public int Key { get; } = key;

        public byte[] Raw { get; } = raw;

        public int End => Key + count;

        public bool Equals(Run other) => Key == other.Key && End == other.End && Raw.AsSpan().SequenceEqual(other.Raw);

        public override bool Equals(object? obj) => obj is Run other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.Add(Key);
            hash.AddBytes(Raw);
            return hash.ToHashCode();
        }
    }
}
