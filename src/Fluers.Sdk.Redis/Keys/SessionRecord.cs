using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
internal sealed record SessionRecord(StoredSessionInfo Info, double Update, bool IsDeleted, bool IsSealed)
{
    /// <summary>What is wrong with a record that does not match its seal.</summary>
    public const string Broken = "its record does not match its seal";

    /// <summary>What is wrong with a session whose record is missing.</summary>
    public const string Missing = "its record is missing";

    private const string Deleted = "deleted";

    /// <summary>The length of a seal: so many digits of the SHA-1 of the name and the numbers. It guards against accidents, not against people.</summary>
    private const int SealLength = 16;

    /// <summary>Reads a record. One that is damaged is read as far as it goes.</summary>
    public static SessionRecord Parse(SessionKey key, string name, string record)
    {
        int end = record.LastIndexOf(' ');
        string text = end < 0 ? record : record[..end];
        bool isSealed = end > 0 && record[(end + 1)..] == SealOf(name, text);
        string[] fields = text.Split(' ');
        var info = new StoredSessionInfo
        {
            Key = key,
            Revision = Number(fields, 0),
            LastCommit = default,
            EntryCount = Number(fields, 1),
            SchemaHash = fields.Length > 2 && ulong.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out ulong hash) ? hash : 0,
            SchemaVersion = (int)Math.Min(int.MaxValue, Number(fields, 3)),
            CreatedAt = Time(Number(fields, 4)),
            UpdatedAt = Time(Number(fields, 5)),
            Damage = isSealed ? null : Broken,
        };
        return new SessionRecord(info, Number(fields, 6), text == Deleted, isSealed);
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

    private static string SealOf(string name, string text) =>
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes($"{name} {text}")))[..SealLength];

    private static long Number(string[] fields, int index) =>
        index < fields.Length && long.TryParse(fields[index], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    // A damaged time must not keep a session, or a listing, from being read.
    private static DateTimeOffset Time(long ticks) => new(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}
