using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Redis.Keys;

/// <summary>
/// What is stored of a session beside its frames: a line of numbers, and a seal over them by which damage is noticed. The scripts
/// write it.
/// </summary>
/// <param name="Info">The session.</param>
/// <param name="Update">The time of its last update by the servers' clocks, as in the index.</param>
/// <param name="IsDeleted">Whether the session was deleted.</param>
/// <param name="IsSealed">Whether the record is as it was written.</param>
/// <param name="Plain">How many entries at the front of the log have no seal: those that format 1 wrote.</param>
/// <param name="HeadMark">The seal of the head; <see langword="null"/> in format 1, which has none.</param>
internal sealed record SessionRecord(StoredSessionInfo Info, double Update, bool IsDeleted, bool IsSealed, long Plain, string? HeadMark)
{
    /// <summary>What is wrong with a record that does not match its seal.</summary>
    public const string Broken = "its record does not match its seal";

    /// <summary>What is wrong with a session whose record is missing.</summary>
    public const string Missing = "its record is missing";

    /// <summary>What is wrong with a session one of whose commits has no record.</summary>
    public const string CommitMissing = "the record of one of its commits is missing or does not match its seal";

    /// <summary>What is wrong with a session whose head does not match its seal.</summary>
    public const string HeadBroken = "its head does not match its seal";

    /// <summary>The length of a seal: so many digits of the SHA-1 of the name and what is sealed. It guards against accidents, not against people.</summary>
    public const int SealLength = 16;

    private const string Deleted = "deleted";

    /// <summary>Reads a record. One that is damaged is read as far as it goes.</summary>
    /// <param name="key">The session.</param>
    /// <param name="name">Its name, which every seal covers.</param>
    /// <param name="record">The record.</param>
    /// <param name="isFirst">Whether it is of format 1.</param>
    /// <param name="lastCommit">The last commit of a session of format 1, whose record does not name it.</param>
    public static SessionRecord Parse(SessionKey key, string name, string record, bool isFirst, string? lastCommit)
    {
        int end = record.LastIndexOf(' ');
        string text = end < 0 ? record : record[..end];
        bool isSealed = end > 0 && record[(end + 1)..] == SealOf(name, isFirst ? text : $"state {text}");
        string[] fields = text.Split(' ');
        long entryCount = Number(fields, 1);
        var info = new StoredSessionInfo
        {
            Key = key,
            Revision = Number(fields, 0),
            LastCommit = isSealed && Guid.TryParseExact(isFirst ? lastCommit : fields.ElementAtOrDefault(7), "N", out Guid last) ? last : Guid.Empty,
            EntryCount = entryCount,
            SchemaHash = fields.Length > 2 && ulong.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out ulong hash) ? hash : 0,
            SchemaVersion = (int)Math.Min(int.MaxValue, Number(fields, 3)),
            CreatedAt = Time(Number(fields, 4)),
            UpdatedAt = Time(Number(fields, 5)),
            Damage = isSealed ? null : Broken,
        };
        return new SessionRecord(info, Number(fields, 6), text == Deleted, isSealed, isFirst ? entryCount : Number(fields, 9), isFirst ? null : fields.ElementAtOrDefault(12) ?? "");
    }

    /// <summary>What stands for a session of which nothing is left but its name.</summary>
    public static StoredSessionInfo Lost(SessionKey key) => new()
    {
        Key = key,
        Revision = 0,
        LastCommit = Guid.Empty,
        EntryCount = 0,
        SchemaHash = 0,
        SchemaVersion = 0,
        CreatedAt = DateTimeOffset.MinValue,
        UpdatedAt = DateTimeOffset.MinValue,
        Damage = Missing,
    };

    /// <summary>Whether a head is the session's.</summary>
    public bool IsHead(string name, ReadOnlySpan<byte> head) => HeadMark is null || HeadMark == SealOf([.. Encoding.UTF8.GetBytes($"{name} head "), .. head]);

    /// <summary>Whether an element of the log is the entry of a number: its frame, and behind it the seal that binds it to its place.</summary>
    /// <param name="name">The name of the session.</param>
    /// <param name="entry">The number of the entry.</param>
    /// <param name="element">The element.</param>
    /// <param name="frame">Its frame.</param>
    public bool IsEntry(string name, long entry, ReadOnlySpan<byte> element, out ReadOnlySpan<byte> frame)
    {
        if (entry < Plain)
        {
            frame = element;
            return true;
        }

        if (element.Length < FrameHeader.Size + SealLength)
        {
            frame = [];
            return false;
        }

        frame = element[..^SealLength];
        Span<byte> expected = stackalloc byte[SealLength];
        Encoding.ASCII.GetBytes(SealOf([.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name} entry {entry} ")), .. frame[..FrameHeader.Size]]), expected);
        return element[^SealLength..].SequenceEqual(expected);
    }

    private static string SealOf(string name, string text) => SealOf(Encoding.UTF8.GetBytes($"{name} {text}"));

    private static string SealOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA1.HashData(bytes))[..SealLength];

    private static long Number(string[] fields, int index) =>
        index < fields.Length && long.TryParse(fields[index], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    // A damaged time must not keep a session, or a listing, from being read.
    private static DateTimeOffset Time(long ticks) => new(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}
