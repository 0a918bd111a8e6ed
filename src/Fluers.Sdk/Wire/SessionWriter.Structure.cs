using System.Runtime.CompilerServices;
using MessagePack;

namespace Fluers.Sdk.Wire;

// What values stand in: objects, unions, arrays, maps.
public ref partial struct SessionWriter
{
    /// <summary>Enters an object: an array indexed by key. Pair it with <see cref="LeaveObject"/>.</summary>
    /// <exception cref="SessionValueException">Objects are nested deeper than they could be read again.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EnterObject(int keys)
    {
        if (++_depth > SessionReader.MaxDepth)
        {
            throw TooDeep();
        }

        WriteArrayHeader(keys);
    }

    /// <summary>Leaves the object or union that was entered last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void LeaveObject() => _depth--;

    /// <summary>Enters a union: the array of a tag and a payload. Pair it with <see cref="LeaveObject"/>.</summary>
    /// <exception cref="SessionValueException">Objects are nested deeper than they could be read again.</exception>
    public void EnterUnion(int tag)
    {
        EnterObject(2);
        WriteInt32(tag);
    }

    /// <summary>Writes back a case that this build does not know.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="origin">The newer build that it came from.</param>
    /// <exception cref="SessionValueException">The payload is not exactly one MessagePack value.</exception>
    public void WriteUnknownCase(int tag, scoped ReadOnlySpan<byte> payload, FrameOrigin? origin = null)
    {
        Carry(origin);
        try
        {
            if (WireToken.LengthOf(payload, 0) != payload.Length)
            {
                throw new SessionValueException($"the payload of the unknown case {tag} is more than one MessagePack value");
            }
        }
        catch (SessionCorruptException e)
        {
            throw new SessionValueException($"the payload of the unknown case {tag} is no MessagePack value: {e.Reason}");
        }

        EnterUnion(tag);
        WriteRaw(payload);
        LeaveObject();
    }

    /// <summary>Writes the header of an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteArrayHeader(int count)
    {
        if ((uint)count <= MessagePackRange.MaxFixArrayCount)
        {
            WriteCode((byte)(MessagePackCode.MinFixArray | count));
        }
        else
        {
            WriteLongArrayHeader(count);
        }
    }

    /// <summary>Writes the header of a map.</summary>
    public void WriteMapHeader(int count)
    {
        MessagePackPrimitives.TryWriteMapHeader(Reserve(5), (uint)count, out int length);
        _written += length;
    }

    /// <summary>Writes bytes that are MessagePack already.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        _written += value.Length;
    }

    /// <summary>Passes on the number of an enum, unless it is one that an older version had and no version since.</summary>
    /// <exception cref="SessionValueException">The number is out of use, and would be refused when it is read.</exception>
    public static T NotRetired<T>(T number, scoped ReadOnlySpan<T> retired)
        where T : IEquatable<T> => !retired.Contains(number)
            ? number
            : throw new SessionValueException($"the number {number} was retired, and no build of this version reads it");

    /// <summary>The error for a case whose tag stood for one of an older version, and for none since.</summary>
    public static SessionValueException RetiredTag(int tag) => new($"the tag {tag} was retired, and no build of this version reads it");

    /// <summary>The error for an object that is no case of its union.</summary>
    public static SessionValueException NoCase(object? value, string union) => value is null
        ? Null()
        : new($"{value.GetType()} is no case of {union}; give it [Case(tag)]");

    /// <summary>The error for an object of a type derived from the one that the schema states.</summary>
    public static SessionValueException NotExactly(object? value, string type) => value is null
        ? Null()
        : new($"{value.GetType()} is derived from {type}, and would come back as {type}, without what it adds; make {type} a union");

    private static SessionValueException TooDeep() => new($"objects are nested deeper than {SessionReader.MaxDepth}");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLongArrayHeader(int count)
    {
        MessagePackPrimitives.TryWriteArrayHeader(Reserve(5), (uint)count, out int length);
        _written += length;
    }
}
