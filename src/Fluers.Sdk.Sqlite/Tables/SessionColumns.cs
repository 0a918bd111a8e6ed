using System.Text;
using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>A session's row as a statement gives it, its columns in the order of <see cref="StoreFormat.SessionColumns"/>.</summary>
internal static class SessionColumns
{
    /// <summary>How many there are; a statement may have more behind them.</summary>
    public const int Count = 20;

    /// <summary>Reads the row at hand as that of a session. One that is not as it was written for that session says so.</summary>
    public static SessionRow Read(Statement row, SessionKey key, StoreFormat format)
    {
        SessionRow read = Parse(row, key);
        return !format.IsSealed || (IsOf(row, key) && IsSealed(row, read) && read.IsPlausible) ? read : Damaged(read);
    }

    /// <summary>Reads the row at hand in a listing, under the name that it says; one that no session can have is shown as far as it goes.</summary>
    public static SessionRow Read(Statement row, string tenant, StoreFormat format)
    {
        string id = row.Text(3);
        return SessionId.TryParse(id, out SessionId known)
            ? Read(row, new SessionKey(tenant, known), format)
            : Damaged(Parse(row, new SessionKey(tenant, Shown(id))));
    }

    /// <summary>Whether the row at hand is as it was written, for whatever session of the tenant.</summary>
    public static bool IsWhole(Statement row, string tenant) =>
        SessionId.TryParse(row.Text(3), out SessionId id) && IsSealed(row, Parse(row, new SessionKey(tenant, id)));

    private static bool IsSealed(Statement row, SessionRow read) => Seal.OfSession(read, row.Bytes(2), row.Bytes(3)) == row.Number(19);

    private static bool IsOf(Statement row, SessionKey key) =>
        Ascii.Equals(row.Bytes(2), key.Tenant) && Ascii.Equals(row.Bytes(3), key.Id.Value);

    private static SessionRow Damaged(SessionRow row) => row with { Info = row.Info with { Damage = SessionRow.Broken, LastCommit = Guid.Empty } };

    private static SessionRow Parse(Statement row, SessionKey key)
    {
        Guid? lastCommit = row.Id(16);
        return new SessionRow
        {
            Name = row.Number(0),
            Key = row.Number(1),
            DeletedMark = row.Number(4),
            Updates = row.Number(5),
            SchemaVersion = row.Number(9),
            CreatedTicks = row.Number(10),
            UpdatedTicks = row.Number(11),
            Info = new StoredSessionInfo
            {
                Key = key,
                Revision = row.Number(6),
                LastCommit = lastCommit ?? Guid.Empty,
                EntryCount = row.Number(7),
                SchemaHash = unchecked((ulong)row.Number(8)),
                SchemaVersion = unchecked((int)row.Number(9)),
                CreatedAt = Time(row.Number(10)),
                UpdatedAt = Time(row.Number(11)),
            },
            Tail = new LogTail(row.Number(12), row.Number(13), row.Number(14), row.Number(15)),
            LastCommit = lastCommit,
            HeadCheck = row.Number(17),
            Forgotten = row.Number(18),
        };
    }

    /// <summary>An id that may be shown in place of one that is none.</summary>
    private static SessionId Shown(string id)
    {
        var shown = new StringBuilder();
        foreach (char letter in id.AsSpan(0, Math.Min(id.Length, SessionId.MaxLength)))
        {
            shown.Append(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_');
        }

        return SessionId.TryParse(shown.ToString(), out SessionId known) ? known : new SessionId("_");
    }

    // A damaged time must not keep a session, or a listing, from being read.
    private static DateTimeOffset Time(long ticks) =>
        new(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}
