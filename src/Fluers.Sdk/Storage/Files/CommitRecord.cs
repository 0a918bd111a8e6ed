using System.Buffers.Binary;
using System.IO.Hashing;
using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Storage;

/// <summary>
/// What stands in front of the frames of a commit in a session's file. A MessagePack extension value of type
/// <see cref="ExtensionType"/>, so that any MessagePack library walks over it; all numbers are big-endian.
/// </summary>
/// <remarks>
/// Behind the frames stands the end mark, an extension value of type <see cref="EndType"/>: the length of the frames and the
/// record's checksum again. So the last commit can be found from the end of the file, and one that was torn is told from one
/// that is damaged.
/// </remarks>
internal readonly record struct CommitRecord
{
    public const sbyte ExtensionType = 72;
    public const sbyte EndType = 73;

    /// <summary>The length of a record.</summary>
    public const int Size = 3 + DataLength;

    /// <summary>The length of what an end mark repeats of a record, from its start.</summary>
    public const int SealSize = Checked + 8;

    /// <summary>The length of an end mark.</summary>
    public const int EndSize = 18;

    /// <summary>The greatest place of a commit among all of its tenant. Half of what the number holds, so that none is followed by a smaller one.</summary>
    public const long MaxUpdate = long.MaxValue / 2;

    private const byte Ext8 = 0xC7;
    private const byte FixExt16 = 0xD8;
    private const int DataLength = 8 + 8 + 4 + 4 + 8 + 8 + 8 + 8 + 8 + 4 + 16 + 16;
    private const int Checked = 11;   // the checksum ends here, and what it covers begins
    private const long MaxHeadLength = FrameHeader.Size + (long)FrameHeader.MaxPayload;

    /// <summary>No commit has more: its entries lie in one array of memory. The room is for its record and end, which are read with them.</summary>
    private static readonly long MaxEntriesLength = Array.MaxLength - (Size + EndSize);

    /// <summary>The length of the frames behind the record.</summary>
    public required long FramesLength { get; init; }

    /// <summary>How much of it is a head, which stands first; 0 for none.</summary>
    public required int HeadLength { get; init; }

    /// <summary>How many entries follow the head.</summary>
    public required int Entries { get; init; }

    /// <summary>The session's revision with this commit.</summary>
    public required long Revision { get; init; }

    /// <summary>The length of the log with this commit.</summary>
    public required long EntryCount { get; init; }

    /// <summary>The place of this commit among all of its tenant.</summary>
    public required long Update { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required ulong SchemaHash { get; init; }

    public required int SchemaVersion { get; init; }

    public required Guid CommitId { get; init; }

    public required UInt128 ContentHash { get; init; }

    /// <summary>The length of the whole commit, record and end mark included.</summary>
    public long Length => Size + FramesLength + EndSize;

    public byte[] Write()
    {
        byte[] bytes = new byte[Size];
        bytes[0] = Ext8;
        bytes[1] = DataLength;
        bytes[2] = (byte)ExtensionType;
        Span<byte> at = bytes.AsSpan(Checked);
        BinaryPrimitives.WriteInt64BigEndian(at, FramesLength);
        BinaryPrimitives.WriteInt32BigEndian(at[8..], HeadLength);
        BinaryPrimitives.WriteInt32BigEndian(at[12..], Entries);
        BinaryPrimitives.WriteInt64BigEndian(at[16..], Revision);
        BinaryPrimitives.WriteInt64BigEndian(at[24..], EntryCount);
        BinaryPrimitives.WriteInt64BigEndian(at[32..], Update);
        BinaryPrimitives.WriteInt64BigEndian(at[40..], Time.UtcTicks);
        BinaryPrimitives.WriteUInt64BigEndian(at[48..], SchemaHash);
        BinaryPrimitives.WriteInt32BigEndian(at[56..], SchemaVersion);
        CommitId.TryWriteBytes(at[60..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt128BigEndian(at[76..], ContentHash);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(3), XxHash3.HashToUInt64(at));
        return bytes;
    }

    /// <summary>The end mark of a record.</summary>
    public static byte[] End(ReadOnlySpan<byte> record)
    {
        byte[] bytes = new byte[EndSize];
        bytes[0] = FixExt16;
        bytes[1] = (byte)EndType;
        record[Checked..(Checked + 8)].CopyTo(bytes.AsSpan(2));
        record[3..Checked].CopyTo(bytes.AsSpan(10));
        return bytes;
    }

    /// <summary>Whether bytes are the end mark of a record.</summary>
    /// <param name="record">The record, or its first <see cref="SealSize"/> bytes.</param>
    /// <param name="end">As many bytes as an end mark has.</param>
    public static bool IsEnd(ReadOnlySpan<byte> record, ReadOnlySpan<byte> end) =>
        end[0] == FixExt16 && end[1] == (byte)EndType
        && end[2..10].SequenceEqual(record[Checked..SealSize]) && end[10..EndSize].SequenceEqual(record[3..Checked]);

    /// <summary>The length of the frames in front of an end mark; -1 when the bytes are none.</summary>
    public static long FramesBefore(ReadOnlySpan<byte> end) =>
        end[0] == FixExt16 && end[1] == (byte)EndType ? BinaryPrimitives.ReadInt64BigEndian(end[2..]) : -1;

    /// <summary>Reads a record.</summary>
    /// <returns>Why the bytes are none, to follow the name of the record; <see langword="null"/> when they are one, undamaged.</returns>
    public static string? TryRead(ReadOnlySpan<byte> bytes, out CommitRecord record)
    {
        ReadOnlySpan<byte> at = bytes[Checked..Size];
        record = default;
        if (bytes[0] != Ext8 || bytes[1] != DataLength || bytes[2] != (byte)ExtensionType
            || BinaryPrimitives.ReadUInt64BigEndian(bytes[3..]) != XxHash3.HashToUInt64(at))
        {
            return "is damaged";
        }

        // A right checksum says that somebody meant these bytes, not that they are a commit: anybody can make one.
        if (Fault(at) is { } fault)
        {
            return fault;
        }

        record = new CommitRecord
        {
            FramesLength = BinaryPrimitives.ReadInt64BigEndian(at),
            HeadLength = BinaryPrimitives.ReadInt32BigEndian(at[8..]),
            Entries = BinaryPrimitives.ReadInt32BigEndian(at[12..]),
            Revision = BinaryPrimitives.ReadInt64BigEndian(at[16..]),
            EntryCount = BinaryPrimitives.ReadInt64BigEndian(at[24..]),
            Update = BinaryPrimitives.ReadInt64BigEndian(at[32..]),
            Time = new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(at[40..]), TimeSpan.Zero),
            SchemaHash = BinaryPrimitives.ReadUInt64BigEndian(at[48..]),
            SchemaVersion = BinaryPrimitives.ReadInt32BigEndian(at[56..]),
            CommitId = new Guid(at[60..76], bigEndian: true),
            ContentHash = BinaryPrimitives.ReadUInt128BigEndian(at[76..]),
        };
        return null;
    }

    /// <summary>Whether a number of ticks is a time.</summary>
    public static bool IsTime(long ticks) => ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;

    private static string? Fault(ReadOnlySpan<byte> at)
    {
        long frames = BinaryPrimitives.ReadInt64BigEndian(at);
        int head = BinaryPrimitives.ReadInt32BigEndian(at[8..]);
        int entries = BinaryPrimitives.ReadInt32BigEndian(at[12..]);
        long revision = BinaryPrimitives.ReadInt64BigEndian(at[16..]);
        long entryCount = BinaryPrimitives.ReadInt64BigEndian(at[24..]);
        long update = BinaryPrimitives.ReadInt64BigEndian(at[32..]);
        long time = BinaryPrimitives.ReadInt64BigEndian(at[40..]);
        int version = BinaryPrimitives.ReadInt32BigEndian(at[56..]);
        return head < 0 || head > MaxHeadLength || frames < head || frames - head > MaxEntriesLength ? $"states frames of {frames} bytes, {head} of them a head"
            : entries < 0 || entries > (frames - head) / FrameHeader.Size || (entries == 0) != (frames == head) ? $"states {entries} entries in {frames - head} bytes"
            : revision < 1 ? $"states revision {revision}"
            : entryCount < entries ? $"states a log of {entryCount} entries, {entries} of them its own"
            : update is < 1 or > MaxUpdate ? $"states that it is update {update} of its tenant"
            : !IsTime(time) ? $"states a time of {time} ticks"
            : version is < 0 or > ushort.MaxValue ? $"states version {version} of a schema"
            : null;
    }

    /// <summary>What is known of a session whose last commit this is.</summary>
    public StoredSessionInfo Info(SessionKey key, DateTimeOffset createdAt) => new()
    {
        Key = key,
        Revision = Revision,
        LastCommit = CommitId,
        EntryCount = EntryCount,
        SchemaHash = SchemaHash,
        SchemaVersion = SchemaVersion,
        CreatedAt = createdAt,
        UpdatedAt = Time,
    };
}
