using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>The table of sessions: one row each, tombstones included.</summary>
internal sealed class SessionTable(Connection connection)
{
    private const string Columns =
        "key, id, deleted, revision, entry_count, schema_hash, schema_version, created_at, updated_at, tail_rows, tail_from, tail_bytes, tail_last, last_commit";

    // Updates are counted by tenant: a listing never looks beyond one, and the index has the greatest number at its end.
    private const string NextUpdate = "(SELECT coalesce(max(updates), 0) + 1 FROM sessions WHERE tenant = ?1 AND deleted = 0)";

    private readonly Statement _find = connection.Prepare($"SELECT {Columns} FROM sessions WHERE tenant = ?1 AND id = ?2");

    private readonly Statement _latestFirst = connection.Prepare(Listing("updates < ?2", "DESC"));
    private readonly Statement _latestLast = connection.Prepare(Listing("updates > ?2", "ASC"));

    private readonly Statement _insert = connection.Prepare(
        $"""
        INSERT INTO sessions (tenant, id, revision, entry_count, schema_hash, schema_version, created_at, updated_at, tail_rows, tail_from, tail_bytes, tail_last, last_commit, updates)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, {NextUpdate})
        """);

    private readonly Statement _update = connection.Prepare(
        $"""
        UPDATE sessions SET revision = ?3, entry_count = ?4, schema_hash = ?5, schema_version = ?6, updated_at = ?8,
            tail_rows = ?9, tail_from = ?10, tail_bytes = ?11, tail_last = ?12, last_commit = ?13, updates = {NextUpdate}
        WHERE key = ?14
        """);

    private readonly Statement _bury = connection.Prepare(
        "UPDATE sessions SET deleted = 1, entry_count = 0, tail_rows = 0, tail_from = 0, tail_bytes = 0, tail_last = 0, last_commit = NULL WHERE key = ?1");

    public SessionRow? Find(SessionKey key)
    {
        using (_find.Bind(1, key.Tenant).Bind(2, key.Id.Value).Rows())
        {
            return _find.Step() ? Read(_find, key) : null;
        }
    }

    public StoredSessionPage List(StoredSessionQuery query)
    {
        var sessions = new List<StoredSessionInfo>();
        int rows = 0;
        long last = 0;
        Statement list = query.Order == SessionOrder.LatestFirst ? _latestFirst : _latestLast;
        using (Bind(list, query).Rows())
        {
            while (list.Step())
            {
                rows++;
                last = list.Number(14);

                // A damaged id names no session that anyone could ask for, and must not hide the others.
                if (SessionId.TryParse(list.Text(1), out SessionId id))
                {
                    sessions.Add(Read(list, new SessionKey(query.Tenant, id)).Info);
                }
            }
        }

        return new StoredSessionPage(sessions, rows == query.PageSize ? PagePosition.After(last) : null);
    }

    /// <returns>The key of the new row.</returns>
    public long Insert(SessionRow row) => Bind(_insert, row).Insert();

    public void Update(SessionRow row) => Bind(_update, row).Bind(14, row.Key).Run();

    /// <summary>Leaves of a session only that its id is spent.</summary>
    public void Bury(long key) => _bury.Bind(1, key).Run();

    // A filter that is not asked for stays unbound, which SQLite reads as NULL.
    private static string Listing(string from, string order) =>
        $"""
        SELECT {Columns}, updates FROM sessions
        WHERE tenant = ?1 AND deleted = 0 AND {from}
            AND (?4 IS NULL OR schema_hash = ?4) AND (?5 IS NULL OR schema_version = ?5) AND (?6 IS NULL OR updated_at >= ?6)
        ORDER BY updates {order} LIMIT ?3
        """;

    private static Statement Bind(Statement list, StoredSessionQuery query)
    {
        list.Bind(1, query.Tenant).Bind(2, PagePosition.Of(query)).Bind(3, query.PageSize);
        if (query.SchemaHash is { } hash)
        {
            list.Bind(4, unchecked((long)hash));
        }

        if (query.SchemaVersion is { } version)
        {
            list.Bind(5, version);
        }

        return query.UpdatedSince is { } since ? list.Bind(6, since.UtcTicks) : list;
    }

    private static Statement Bind(Statement statement, SessionRow row) => statement
        .Bind(1, row.Info.Key.Tenant)
        .Bind(2, row.Info.Key.Id.Value)
        .Bind(3, row.Info.Revision)
        .Bind(4, row.Info.EntryCount)
        .Bind(5, unchecked((long)row.Info.SchemaHash))
        .Bind(6, row.Info.SchemaVersion)
        .Bind(7, row.Info.CreatedAt.UtcTicks)
        .Bind(8, row.Info.UpdatedAt.UtcTicks)
        .Bind(9, row.Tail.Rows)
        .Bind(10, row.Tail.From)
        .Bind(11, row.Tail.Bytes)
        .Bind(12, row.Tail.Last)
        .Bind(13, row.LastCommit);

    private static SessionRow Read(Statement row, SessionKey key) => new()
    {
        Key = row.Number(0),
        Deleted = row.Number(2) != 0,
        Info = new StoredSessionInfo
        {
            Key = key,
            Revision = row.Number(3),
            LastCommit = default,
            EntryCount = row.Number(4),
            SchemaHash = unchecked((ulong)row.Number(5)),
            SchemaVersion = unchecked((int)row.Number(6)),
            CreatedAt = Time(row.Number(7)),
            UpdatedAt = Time(row.Number(8)),
        },
        Tail = new LogTail((int)row.Number(9), row.Number(10), row.Number(11), row.Number(12)),
        LastCommit = row.Id(13),
    };

    // A damaged time must not keep a session, or a listing, from being read.
    private static DateTimeOffset Time(long ticks) =>
        new(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}
