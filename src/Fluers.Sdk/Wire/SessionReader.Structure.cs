using System.Runtime.CompilerServices;
using MessagePack;

namespace Fluers.Sdk.Wire;

// What values stand in: objects, unions, arrays, maps; and values that nobody knows.
public ref partial struct SessionReader
{
    /// <summary>Enters an object: an array indexed by key. Pair it with <see cref="LeaveObject"/>.</summary>
    /// <returns>The number of keys in the data.</returns>
    public int EnterObject()
    {
        if (++_depth > MaxDepth)
        {
            throw Corrupt($"objects are nested deeper than {MaxDepth}");
        }

        return ReadArrayHeader();
    }

    /// <summary>Leaves the object that was entered last.</summary>
    public void LeaveObject() => _depth--;

    /// <summary>Enters a union: the array of a tag and a payload. Pair it with <see cref="LeaveObject"/>.</summary>
    /// <returns>The tag.</returns>
    public int EnterUnion()
    {
        int start = _position;
        int count = EnterObject();
        return count == 2 ? ReadInt32() : throw CorruptAt(start, $"a union is the array of a tag and a payload, found an array of {count}");
    }

    /// <summary>Reads the header of an array. No more elements are admitted than there are bytes left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadArrayHeader()
    {
        int few = NextCode() - MessagePackCode.MinFixArray;
        return (uint)few <= MessagePackRange.MaxFixArrayCount && few < _data.Length - _position ? Take(few, 1) : ReadLongArrayHeader();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReadLongArrayHeader() =>
        ReadLength(MessagePackPrimitives.TryReadArrayHeader(Rest, out uint count, out int header), "an array", count, header);

    /// <summary>Reads the header of a map. No more entries are admitted than there are bytes left.</summary>
    public int ReadMapHeader() =>
        ReadLength(MessagePackPrimitives.TryReadMapHeader(Rest, out uint count, out int header), "a map", count, header);

    /// <summary>Keeps the value at a key that the shape does not have; nil is not worth keeping between known keys.</summary>
    public void KeepUnknown(ref UnknownMembers unknown, int key)
    {
        if (!TryReadNil())
        {
            unknown = unknown.With(key, 1, ReadRaw(), _origin);
        }
    }

    /// <summary>Keeps the values behind the last key that the shape has.</summary>
    /// <param name="unknown">Takes the values.</param>
    /// <param name="key">The first key behind the known ones.</param>
    /// <param name="count">The number of keys in the data.</param>
    public void KeepUnknownFrom(ref UnknownMembers unknown, int key, int count)
    {
        int start = _position;
        for (int i = key; i < count; i++)
        {
            Skip();
        }

        unknown = unknown.With(key, count - key, _data[start.._position], _origin);
    }

    /// <summary>Reads the next value, whatever it is, as its bytes.</summary>
    public ReadOnlySpan<byte> ReadRaw()
    {
        int start = _position;
        Skip();
        return _data[start.._position];
    }

    /// <summary>Passes over the next value, whatever it is.</summary>
    public void Skip() => _position += WireToken.LengthOf(_data, _position);

    /// <summary>The error for a required member that is not in the data.</summary>
    public readonly SessionCorruptException Missing(string member, int key) =>
        new($"the required member {member} (key {key}) is missing", _position - 1) { Depth = _depth };

    /// <summary>The error for a tag that stood for a case of an older version, and for none since.</summary>
    public readonly SessionCorruptException RetiredTag(int tag) => CorruptAt(_position - 1, $"the tag {tag} was retired, and no build of this version writes it");

    /// <summary>Passes on the number of an enum, unless it is one that an older version had and no version since.</summary>
    public readonly T NotRetired<T>(T number, ReadOnlySpan<T> retired)
        where T : IEquatable<T> => !retired.Contains(number)
            ? number
            : throw CorruptAt(_position - 1, $"the number {number} was retired, and no build of this version writes it");

    /// <summary>The error for two equal keys in a map, once the second one's value has been read.</summary>
    public readonly SessionCorruptException DuplicateKey() => CorruptAt(_position - 1, "the map holds a key twice");
}
