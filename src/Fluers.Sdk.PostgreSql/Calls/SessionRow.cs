using Fluers.Sdk.Storage;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>What a statement tells of a session.</summary>
/// <param name="Info">The session.</param>
/// <param name="Updates">The number of its last update; <see langword="null"/> for one that was deleted.</param>
/// <param name="IsSealed">Whether the row is as it was written.</param>
internal readonly record struct SessionRow(StoredSessionInfo Info, long? Updates, bool IsSealed)
{
    /// <summary>The number of columns of such a row.</summary>
    public const int Columns = 9;

    /// <summary>What is wrong with a row that does not match its seal.</summary>
    public const string Broken = "its row in the table of sessions does not match its seal";

    /// <summary>Whether there is a session: a row that is damaged is one, whatever it says of a deletion.</summary>
    public bool IsThere => Updates is not null || !IsSealed;

    /// <summary>The id in the row at hand, which damage may have made one that no session has.</summary>
    public static string IdOf(NpgsqlDataReader row) => row.GetString(0);

    /// <summary>Reads the row at hand, its columns in their order.</summary>
    public static SessionRow Read(NpgsqlDataReader row, SessionKey key)
    {
        var info = new StoredSessionInfo
        {
            Key = key,
            Revision = row.GetInt64(1),
            LastCommit = default,
            EntryCount = row.GetInt64(2),
            SchemaHash = unchecked((ulong)row.GetInt64(3)),
            SchemaVersion = row.GetInt32(4),
            CreatedAt = Time(row.GetInt64(5)),
            UpdatedAt = Time(row.GetInt64(6)),
        };
        long? updates = row.IsDBNull(7) ? null : row.GetInt64(7);
        return row.GetBoolean(8) ? new SessionRow(info, updates, IsSealed: true) : new SessionRow(info with { Damage = Broken }, updates, IsSealed: false);
    }

    // A damaged time must not keep a session, or a listing, from being read.
    private static DateTimeOffset Time(long ticks) =>
        new(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}
