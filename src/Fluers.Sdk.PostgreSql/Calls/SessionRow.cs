using Fluers.Sdk.PostgreSql.Opening;
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
    public const int Columns = 10;

    /// <summary>Whether there is a session: a row that is damaged is one, whatever it says of a deletion.</summary>
    public bool IsThere => Updates is not null || !IsSealed;

    /// <summary>The id in the row at hand, which damage may have made one that no session has.</summary>
    public static string IdOf(NpgsqlDataReader row) => row.GetString(0);

    /// <summary>Reads the row at hand, its columns in their order.</summary>
    public static SessionRow Read(NpgsqlDataReader row, SessionKey key)
    {
        long revision = row.GetInt64(1);
        long entryCount = row.GetInt64(2);
        ulong schemaHash = unchecked((ulong)row.GetInt64(3));
        int schemaVersion = row.GetInt32(4);
        DateTimeOffset createdAt = Time(row.GetInt64(5));
        DateTimeOffset updatedAt = Time(row.GetInt64(6));
        long? updates = row.IsDBNull(7) ? null : row.GetInt64(7);
        bool isSealed = row.GetBoolean(8);
        var info = new StoredSessionInfo
        {
            Key = key,
            Revision = revision,
            LastCommit = isSealed && !row.IsDBNull(9) ? row.GetGuid(9) : Guid.Empty,
            EntryCount = entryCount,
            SchemaHash = schemaHash,
            SchemaVersion = schemaVersion,
            CreatedAt = createdAt,
            UpdatedAt = updatedAt,
            Damage = isSealed ? null : SealDamage.Session,
        };
        return new SessionRow(info, updates, isSealed);
    }

    // A damaged time must not keep a session, or a listing, from being read.
    private static DateTimeOffset Time(long ticks) =>
        new(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}
