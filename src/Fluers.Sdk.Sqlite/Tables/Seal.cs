using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>
/// The seals of rows: a checksum over all that says which data is whose. Frames have checksums of their own; without a seal the numbers
/// beside them could be changed so that a log is cut short, shifted, or another session's, and nobody would notice.
/// </summary>
/// <remarks>
/// A seal is XxHash3-64 over the numbers as 8 bytes each, big-endian, and the texts behind their lengths. It tells damage, not forgery.
/// What only leads to a row (the keys of tails, the commit before another) is not sealed where the row that it leads to is.
/// </remarks>
internal static class Seal
{
    /// <summary>What stands first in each, so that no row passes for one of another table.</summary>
    private enum Kind
    {
        Name = 1,
        Session,
        Entries,
        Commit,
        Mark,
    }

    /// <summary>What stands for a session's name beside the name itself, so that it is found even when one of both is damaged.</summary>
    public static long OfName(ReadOnlySpan<byte> tenant, ReadOnlySpan<byte> id)
    {
        var seal = new Sealed(stackalloc byte[512]);
        seal.Add((long)Kind.Name);
        seal.Add(tenant);
        seal.Add(id);
        return seal.Value ?? 0;
    }

    /// <inheritdoc cref="OfName(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public static long OfName(SessionKey key)
    {
        // The alphabet of names is ASCII.
        Span<byte> tenant = stackalloc byte[SessionId.MaxLength];
        Span<byte> id = stackalloc byte[SessionId.MaxLength];
        return OfName(
            tenant[..Encoding.ASCII.GetBytes(key.Tenant, tenant)], id[..Encoding.ASCII.GetBytes(key.Id.Value, id)]);
    }

    /// <summary>The seal of a session's row.</summary>
    public static long? OfSession(SessionRow row)
    {
        Span<byte> tenant = stackalloc byte[SessionId.MaxLength];
        Span<byte> id = stackalloc byte[SessionId.MaxLength];
        SessionKey key = row.Info.Key;
        return OfSession(row, tenant[..Encoding.ASCII.GetBytes(key.Tenant, tenant)], id[..Encoding.ASCII.GetBytes(key.Id.Value, id)]);
    }

    /// <summary>The seal of a session's row whose name is given as it is stored; <see langword="null"/> for one that no session has.</summary>
    public static long? OfSession(SessionRow row, ReadOnlySpan<byte> tenant, ReadOnlySpan<byte> id)
    {
        var seal = new Sealed(stackalloc byte[512]);
        seal.Add((long)Kind.Session);
        seal.Add(row.Key);
        seal.Add(tenant);
        seal.Add(id);
        seal.Add(row.Name);
        seal.Add(row.DeletedMark);
        seal.Add(row.Info.Revision);
        seal.Add(row.Info.EntryCount);
        seal.Add(unchecked((long)row.Info.SchemaHash));
        seal.Add(row.SchemaVersion);
        seal.Add(row.CreatedTicks);
        seal.Add(row.UpdatedTicks);
        seal.Add(row.Updates);
        seal.Add(row.Tail.Rows);
        seal.Add(row.Tail.From);
        seal.Add(row.Tail.Bytes);
        seal.Add(row.Tail.Last);
        seal.Add(row.LastCommit);
        seal.Add(row.HeadCheck);
        seal.Add(row.Forgotten);
        return seal.Value;
    }

    /// <summary>
    /// The seal of a row of entries. It covers the checksums of the frames, and through them the frames, which whoever reads them checks
    /// anyway: nothing is hashed twice.
    /// </summary>
    /// <param name="session">The key of the session.</param>
    /// <param name="first">The sequence number of the first entry.</param>
    /// <param name="count">How many entries the row states.</param>
    /// <param name="frames">Their frames.</param>
    /// <returns>The seal; <see langword="null"/> when the bytes are not as many frames, so that there is none.</returns>
    public static long? OfEntries(long session, long first, long count, ReadOnlySpan<byte> frames)
    {
        var seal = new Sealed(stackalloc byte[512]);
        seal.Add((long)Kind.Entries);
        seal.Add(session);
        seal.Add(first);
        seal.Add(count);
        for (; !frames.IsEmpty; count--)
        {
            if (FrameHeader.TryParse(frames, out FrameHeader header) is not null || header.FrameLength > frames.Length)
            {
                return null;
            }

            seal.Chain(unchecked((long)header.Checksum));
            frames = frames[header.FrameLength..];
        }

        return count == 0 ? seal.Value : null;
    }

    /// <summary>The seal of a commit's row.</summary>
    public static long OfCommit(long session, Guid commitId, Guid? previous, StoredCommit commit)
    {
        var seal = new Sealed(stackalloc byte[128]);
        seal.Add((long)Kind.Commit);
        seal.Add(session);
        seal.Add(commitId);
        seal.Add(previous);
        seal.Add(commit.Revision);
        seal.Add(commit.EntryCount);
        seal.Add(unchecked((long)(ulong)(commit.Hash >> 64)));
        seal.Add(unchecked((long)(ulong)commit.Hash));
        return seal.Value ?? 0;
    }

    /// <summary>The seal of a mark among a session's commits.</summary>
    public static long OfMark(long place, Guid commitId, long storedAt)
    {
        var seal = new Sealed(stackalloc byte[64]);
        seal.Add((long)Kind.Mark);
        seal.Add(place);
        seal.Add(commitId);
        seal.Add(storedAt);
        return seal.Value ?? 0;
    }

    /// <summary>The checksum of a head, by which a session's row names it.</summary>
    public static long OfHead(ReadOnlySpan<byte> frame) => FrameHeader.TryParse(frame, out FrameHeader header) is null ? unchecked((long)header.Checksum) : 0;

    /// <summary>Collects what a seal covers.</summary>
    private ref struct Sealed(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;
        private int _length;
        private bool _overflows;

        /// <summary>The seal; <see langword="null"/> for a text that is longer than any name.</summary>
        public readonly long? Value => _overflows ? null : Hash;

        private readonly long Hash => unchecked((long)XxHash3.HashToUInt64(_buffer[.._length]));

        public void Add(long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(_buffer[_length..], value);
            _length += sizeof(long);
        }

        public void Add(ReadOnlySpan<byte> text)
        {
            Add((long)text.Length);
            if (text.Length > SessionId.MaxLength)
            {
                _overflows = true;
                return;
            }

            text.CopyTo(_buffer[_length..]);
            _length += text.Length;
        }

        public void Add(Guid? value)
        {
            Add(value is null ? 0 : 1L);
            if (value is { } id)
            {
                id.TryWriteBytes(_buffer[_length..], bigEndian: true, out _);
                _length += 16;
            }
        }

        /// <summary>Adds one of any number of values: what was collected so far makes room as its own hash.</summary>
        public void Chain(long value)
        {
            if (_length == _buffer.Length)
            {
                long hash = Hash;
                _length = 0;
                Add(hash);
            }

            Add(value);
        }
    }
}
