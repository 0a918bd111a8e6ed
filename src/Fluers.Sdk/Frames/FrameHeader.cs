using System.Buffers.Binary;
using System.IO.Hashing;

namespace Fluers.Sdk.Frames;

/// <summary>
/// The header of a frame: <see cref="Size"/> bytes in front of the payload. It is a MessagePack extension value of type
/// <see cref="ExtensionType"/>, so that any MessagePack library walks over it. All numbers are big-endian.
/// </summary>
/// <remarks>
/// <code>
/// offset  size  field
///      0     1  0xC7, MessagePack ext 8
///      1     1  length of the extension's data: 26
///      2     1  extension type: 70
///      3     8  checksum: XxHash3-64 of everything behind it, payload included
///     11     1  kind
///     12     1  flags: reserved, 0
///     13     2  version
///     15     2  minReader: the oldest version whose code may read this frame
///     17     4  length of the payload in bytes
///     21     8  hash of the schema id: XxHash3-64 of its UTF-8
/// </code>
/// </remarks>
public readonly record struct FrameHeader
{
    /// <summary>The length of a header in bytes.</summary>
    public const int Size = 29;

    /// <summary>The MessagePack extension type code of a header.</summary>
    public const sbyte ExtensionType = 70;

    /// <summary>The greatest payload of one frame in bytes: 256 MiB.</summary>
    public const int MaxPayload = 256 * 1024 * 1024;

    private const byte Ext8 = 0xC7;
    private const byte DataLength = Size - 3;
    private const int Checked = 11;   // the checksum ends here, and what it covers begins

    /// <summary>What the frame holds.</summary>
    public required FrameKind Kind { get; init; }

    /// <summary>The hash of the schema id.</summary>
    public required ulong SchemaHash { get; init; }

    /// <summary>The version of the schema that wrote the payload.</summary>
    public required int Version { get; init; }

    /// <summary>The oldest version whose code may read the payload.</summary>
    public required int MinReader { get; init; }

    /// <summary>The length of the payload in bytes.</summary>
    public int PayloadLength { get; init; }

    /// <summary>XxHash3-64 of the header behind it and the payload.</summary>
    public ulong Checksum { get; init; }

    /// <summary>The length of the whole frame in bytes.</summary>
    public int FrameLength => Size + PayloadLength;

    /// <summary>The hash by which a frame names its schema.</summary>
    public static ulong HashOf(string schemaId) => XxHash3.HashToUInt64(System.Text.Encoding.UTF8.GetBytes(schemaId));

    /// <summary>Completes a frame whose payload stands behind <see cref="Size"/> bytes left free for the header.</summary>
    /// <param name="frame">The whole frame; its first <see cref="Size"/> bytes are overwritten.</param>
    public void Seal(Span<byte> frame)
    {
        Span<byte> header = frame[..Size];   // a length known to the compiler: none of the stores is checked
        header[0] = Ext8;
        header[1] = DataLength;
        header[2] = unchecked((byte)ExtensionType);
        header[11] = (byte)Kind;
        header[12] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(header[13..], checked((ushort)Version));
        BinaryPrimitives.WriteUInt16BigEndian(header[15..], checked((ushort)MinReader));
        BinaryPrimitives.WriteUInt32BigEndian(header[17..], (uint)(frame.Length - Size));
        BinaryPrimitives.WriteUInt64BigEndian(header[21..], SchemaHash);
        BinaryPrimitives.WriteUInt64BigEndian(header[3..], XxHash3.HashToUInt64(frame[Checked..]));
    }

    /// <summary>Reads the header at the start of a frame. Neither the payload nor the checksum is looked at.</summary>
    /// <exception cref="SessionCorruptException">These bytes are not a frame header, or one of a later format.</exception>
    public static FrameHeader Parse(ReadOnlySpan<byte> bytes) =>
        TryParse(bytes, out FrameHeader header) is { } why ? throw new SessionCorruptException(why, 0) : header;

    /// <summary>Reads the header at the start of a frame, if it is one.</summary>
    /// <returns>Why these bytes are not a header; <see langword="null"/> when they are.</returns>
    public static string? TryParse(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        string? why = Fault(bytes);
        header = why is null ? Read(bytes) : default;
        return why;
    }

    /// <summary>Why bytes are not a header; <see langword="null"/> when they are.</summary>
    internal static string? Fault(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size)
        {
            return $"a frame header has {Size} bytes, only {bytes.Length} are here";
        }

        if (bytes[0] != Ext8 || bytes[1] != DataLength || bytes[2] != (byte)ExtensionType)
        {
            return $"a frame begins with C7 1A 46, found {Convert.ToHexString(bytes[..3])}";
        }

        if (bytes[11] is < (byte)FrameKind.Head or > (byte)FrameKind.ExportEnd)
        {
            return $"frame kind {bytes[11]} is not known to this build";
        }

        if (bytes[12] != 0)
        {
            return $"frame flags 0x{bytes[12]:X2} are not known to this build";
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes[17..]);
        return length > MaxPayload ? $"the frame claims a payload of {length} bytes, more than the {MaxPayload} allowed" : null;
    }

    /// <summary>Reads a header without <see cref="Fault"/>.</summary>
    internal static FrameHeader Read(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Size];
        return new FrameHeader
        {
            Kind = (FrameKind)bytes[11],
            SchemaHash = BinaryPrimitives.ReadUInt64BigEndian(bytes[21..]),
            Version = BinaryPrimitives.ReadUInt16BigEndian(bytes[13..]),
            MinReader = BinaryPrimitives.ReadUInt16BigEndian(bytes[15..]),
            PayloadLength = BinaryPrimitives.ReadInt32BigEndian(bytes[17..]),
            Checksum = BinaryPrimitives.ReadUInt64BigEndian(bytes[3..]),
        };
    }

    /// <summary>What a frame whose header is without <see cref="Fault"/> holds.</summary>
    internal static FrameKind KindOf(ReadOnlySpan<byte> header) => (FrameKind)header[11];

    /// <summary>The length of the whole frame that a header without <see cref="Fault"/> begins.</summary>
    internal static int FrameLengthOf(ReadOnlySpan<byte> header) => Size + BinaryPrimitives.ReadInt32BigEndian(header[17..]);

    /// <summary>Whether the checksum of a whole frame is right.</summary>
    internal static bool IsIntact(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadUInt64BigEndian(frame[3..]) == XxHash3.HashToUInt64(frame[Checked..]);
}
