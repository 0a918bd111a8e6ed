using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fluers.Sdk.Frames;
using MessagePack;

namespace Fluers.Sdk.Wire;

/// <summary>
/// Writes MessagePack straight into the memory of a buffer writer. What it writes is what MessagePack-CSharp writes.
/// Generated formatters use it; call <see cref="Flush"/> when done.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct SessionWriter
{
    private readonly IBufferWriter<byte> _output;

    // The memory at hand, as a reference and a length: every write checks the length once, itself, and no span does again.
    private ref byte _buffer;
    private int _capacity;
    private int _written;
    private int _depth;

    // Of what is written, where it is a frame.
    private readonly SessionSchema? _schema;
    private FrameStamp _stamp;

    /// <summary>Starts writing.</summary>
    /// <param name="output">Takes the bytes.</param>
    public SessionWriter(IBufferWriter<byte> output)
    {
        _output = output;
        Take(output.GetSpan());
    }

    /// <summary>Starts writing the payload of a frame, behind bytes that are left free for its header.</summary>
    internal SessionWriter(IBufferWriter<byte> output, int free, SessionSchema schema, FrameStamp stamp)
        : this(output)
    {
        Claim(free);
        _written = free;
        _schema = schema;
        _stamp = stamp;
    }

    /// <summary>The stamp of the frame: that which it was begun with, or a higher one under which something in it came.</summary>
    internal readonly FrameStamp Stamp => _stamp;

    /// <summary>Hands what was written to the output.</summary>
    public void Flush()
    {
        _output.Advance(_written);
        Take(default);
    }

    /// <summary>Writes nil.</summary>
    public void WriteNil() => WriteCode(MessagePackCode.Nil);

    /// <summary>Writes true or false.</summary>
    public void WriteBoolean(bool value) => WriteCode(value ? MessagePackCode.True : MessagePackCode.False);

    /// <summary>Writes a 32-bit floating-point number.</summary>
    public void WriteSingle(float value)
    {
        ref byte target = ref Claim(5);
        target = MessagePackCode.Float32;
        WriteBigEndian(ref Unsafe.Add(ref target, 1), BitConverter.SingleToUInt32Bits(value));
        _written += 5;
    }

    /// <summary>Writes a 64-bit floating-point number.</summary>
    public void WriteDouble(double value)
    {
        ref byte target = ref Claim(9);
        target = MessagePackCode.Float64;
        WriteBigEndian(ref Unsafe.Add(ref target, 1), BitConverter.DoubleToUInt64Bits(value));
        _written += 9;
    }

    /// <summary>Writes a decimal as invariant text, its scale kept.</summary>
    public void WriteDecimal(decimal value)
    {
        Span<byte> text = Reserve(32);
        value.TryFormat(text[1..], out int length, provider: CultureInfo.InvariantCulture);
        text[0] = (byte)(MessagePackCode.MinFixStr | length);   // at most 31 characters: sign, 29 digits, point
        _written += 1 + length;
    }

    /// <summary>Writes a Guid as its 36-character text.</summary>
    public void WriteGuid(Guid value)
    {
        Span<byte> text = Reserve(38);
        text[0] = MessagePackCode.Str8;
        text[1] = 36;
        value.TryFormat(text[2..], out _);
        _written += 38;
    }

    /// <summary>Writes bytes.</summary>
    public void WriteBytes(byte[] value)
    {
        if (value is null)
        {
            throw Null();
        }

        WriteBinary(value);
    }

    /// <summary>Writes bytes.</summary>
    public void WriteMemory(ReadOnlyMemory<byte> value) => WriteBinary(value.Span);

    /// <summary>Takes note of what a newer build wrote and this one does not know: the frame is then one of that build's version.</summary>
    /// <exception cref="SessionValueException">It came from another schema, whose versions a frame of this one cannot state.</exception>
    internal void Carry(FrameOrigin? origin)
    {
        if (origin is null || _schema is null)
        {
            return;
        }

        if (origin.Schema.IdHash != _schema.IdHash)
        {
            throw new SessionValueException(
                $"it holds what version {origin.Stamp.Version} of schema '{origin.Schema.Id}' wrote and this build, which knows version {origin.Schema.Version}, does not know, "
                + $"and under schema '{_schema.Id}' a newer build could not tell what it is; store a new object with the members that this build knows, or update this build first");
        }

        _stamp = _stamp.And(origin.Stamp);
    }

    /// <summary>The error for a null where the schema allows none.</summary>
    public static SessionValueException Null() => new("null stands where the schema allows none");

    private void WriteBinary(scoped ReadOnlySpan<byte> value)
    {
        MessagePackPrimitives.TryWriteBinHeader(Reserve(5), (uint)value.Length, out int length);
        _written += length;
        WriteRaw(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteCode(byte code)
    {
        if (_written == _capacity)
        {
            Grow(1);
        }

        Unsafe.Add(ref _buffer, _written) = code;
        _written++;
    }

    /// <summary>Memory for at least as many bytes as asked for, behind what was written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int size)
    {
        ref byte target = ref Claim(size);
        return MemoryMarshal.CreateSpan(ref target, _capacity - _written);
    }

    /// <summary>Where the next byte goes, with memory for at least as many as asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Claim(int size)
    {
        if (_capacity - _written < size)
        {
            Grow(size);
        }

        return ref Unsafe.Add(ref _buffer, _written);
    }

    private static void WriteBigEndian(ref byte target, ushort value) =>
        Unsafe.WriteUnaligned(ref target, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    private static void WriteBigEndian(ref byte target, uint value) =>
        Unsafe.WriteUnaligned(ref target, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    private static void WriteBigEndian(ref byte target, ulong value) =>
        Unsafe.WriteUnaligned(ref target, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        _output.Advance(_written);
        Take(default);   // a buffer that has no room throws, and what was handed out is not to be handed out again
        Take(_output.GetSpan(size));
        if (_capacity < size)
        {
            throw new InvalidOperationException($"The buffer writer gave {_capacity} bytes where {size} were asked for.");
        }
    }

    private void Take(Span<byte> buffer)
    {
        _buffer = ref MemoryMarshal.GetReference(buffer);
        _capacity = buffer.Length;
        _written = 0;
    }
}
