using System.Buffers.Binary;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using MessagePack;
using DecodeResult = MessagePack.MessagePackPrimitives.DecodeResult;

namespace Fluers.Sdk.Wire;

/// <summary>
/// Reads MessagePack from contiguous, untrusted bytes. Every fault is a <see cref="SessionCorruptException"/> with the
/// offset at which it was found. Generated formatters use it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct SessionReader
{
    /// <summary>How deep objects may be nested.</summary>
    public const int MaxDepth = 256;

    private readonly ReadOnlySpan<byte> _data;
    private int _position;
    private int _depth;
    private long _budget;   // the bytes that may still be set aside for elements before they have been seen
    private Collisions? _collisions;   // of elements that hash themselves, in all sets together
    private readonly FrameOrigin? _origin;

    /// <summary>Starts reading.</summary>
    public SessionReader(ReadOnlySpan<byte> data)
    {
        _data = data;
        _budget = Slack + (long)BytesPerByte * data.Length;
    }

    /// <summary>Starts reading what a newer build wrote.</summary>
    internal SessionReader(ReadOnlySpan<byte> data, FrameOrigin? origin)
        : this(data) => _origin = origin;

    /// <summary>The newer build that wrote this; <see langword="null"/> where all builds of its version are known.</summary>
    public readonly FrameOrigin? Origin => _origin;

    /// <summary>Where the next value begins, in bytes from the start.</summary>
    public readonly int Position => _position;

    private readonly ReadOnlySpan<byte> Rest => _data[_position..];

    /// <summary>Passes over nil, if that is what comes next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNil()
    {
        if ((uint)_position < (uint)_data.Length && _data[_position] == MessagePackCode.Nil)
        {
            _position++;
            return true;
        }

        return false;
    }

    /// <summary>Reads true or false.</summary>
    public bool ReadBoolean()
    {
        byte code = NextCode();
        return code is MessagePackCode.True or MessagePackCode.False ? Take(code == MessagePackCode.True, 1) : throw Mismatch("a boolean");
    }

    /// <summary>Reads a 32-bit floating-point number, or an integer.</summary>
    public float ReadSingle()
    {
        ReadOnlySpan<byte> rest = Rest;
        if (rest.Length >= 5 && rest[0] == MessagePackCode.Float32)
        {
            return Take(BinaryPrimitives.ReadSingleBigEndian(rest[1..]), 5);
        }

        if (NextCode() == MessagePackCode.Float64)
        {
            throw Mismatch("a 32-bit floating-point number");
        }

        return Check(MessagePackPrimitives.TryReadSingle(Rest, out float value, out int length), "a floating-point number", value, length);
    }

    /// <summary>Reads a floating-point number, or an integer.</summary>
    public double ReadDouble()
    {
        ReadOnlySpan<byte> rest = Rest;
        return rest.Length >= 9 && rest[0] == MessagePackCode.Float64
            ? Take(BinaryPrimitives.ReadDoubleBigEndian(rest[1..]), 9)
            : Check(MessagePackPrimitives.TryReadDouble(rest, out double value, out int length), "a floating-point number", value, length);
    }

    /// <summary>Reads bytes into an array of their own.</summary>
    public byte[] ReadBytes() => ReadBinary("bytes").ToArray();

    /// <summary>Reads bytes into memory of their own.</summary>
    public ReadOnlyMemory<byte> ReadMemory() => ReadBytes();

    /// <summary>Checks that nothing follows what was read.</summary>
    public readonly void End()
    {
        if (_position != _data.Length)
        {
            throw Corrupt($"{_data.Length - _position} bytes follow the value");
        }
    }

    /// <summary>An error at the current position.</summary>
    public readonly SessionCorruptException Corrupt(string reason) => CorruptAt(_position, reason);

    private static SessionCorruptException CorruptAt(int offset, string reason) => new(reason, offset);

    private ReadOnlySpan<byte> ReadBinary(string expected)
    {
        int count = ReadLength(MessagePackPrimitives.TryReadBinHeader(Rest, out uint length, out int header), expected, length, header);
        ReadOnlySpan<byte> value = _data.Slice(_position, count);
        _position += count;
        return value;
    }

    private readonly byte NextCode() => (uint)_position < (uint)_data.Length ? _data[_position] : throw Ended();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Take<T>(T value, int length)
    {
        _position += length;
        return value;
    }

    private T Check<T>(DecodeResult result, string expected, T value, int length) => result switch
    {
        DecodeResult.Success => Take(value, length),
        DecodeResult.TokenMismatch => throw Mismatch(expected),
        _ => throw Ended(),
    };

    private int ReadLength(DecodeResult result, string what, uint count, int header)
    {
        Check(result, what, count, header);
        return count <= (uint)(_data.Length - _position)
            ? (int)count
            : throw TooLong(what, count);
    }

    private readonly SessionCorruptException TooLong(string what, uint count) =>
        Corrupt($"{what} of {count} is claimed where only {_data.Length - _position} bytes are left");

    private readonly SessionCorruptException Ended() => CorruptAt(_data.Length, "the bytes end in the middle of a value");

    private readonly SessionCorruptException Mismatch(string expected) =>
        Corrupt($"expected {expected}, found {WireToken.Describe(_data[_position])}");
}
