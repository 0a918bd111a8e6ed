using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>What changes the table of sessions. Each row that is written gets its seal.</summary>
internal sealed class SessionChanges(Connection connection)
{
    /// <summary>The number that no update reaches, so that a damaged one at the end of the numbers does not use them up.</summary>
    private const long MaxUpdates = 1L << 62;

    private static readonly StoreFormat Format = StoreFormat.Current;

    // Updates are counted by tenant: a listing never looks beyond one, and the index has the greatest number at its end.
    private static readonly string LastUpdate =
        $"SELECT updates FROM sessions INDEXED BY sessions_by_update WHERE tenant = ?1 AND {Format.IsThere} AND updates < ?3 ORDER BY updates DESC LIMIT 1";

    private readonly SessionTable _sessions = new(connection, Format);

    private readonly Statement _find = connection.Prepare(
        $"SELECT {Format.SessionColumns}, coalesce(({LastUpdate}), 0) FROM sessions WHERE tenant = ?1 AND id = ?2");

    private readonly Statement _lastUpdate = connection.Prepare(LastUpdate);

    private readonly Statement _lastKey = connection.Prepare(
        """
        SELECT max(coalesce((SELECT key FROM sessions WHERE key < ?1 ORDER BY key DESC LIMIT 1), 0),
            coalesce((SELECT session FROM heads WHERE session < ?1 ORDER BY session DESC LIMIT 1), 0))
        """);

    private readonly Statement _insert = connection.Prepare(
        """
        INSERT INTO sessions (key, name, deleted, updates, revision, entry_count, schema_hash, schema_version, created_at, updated_at,
            tail_rows, tail_from, tail_bytes, tail_last, last_commit, head_check, forgotten, seal, tenant, id)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
        """);

    private readonly Statement _update = connection.Prepare(
        """
        UPDATE sessions SET deleted = ?3, updates = ?4, revision = ?5, entry_count = ?6, schema_hash = ?7, schema_version = ?8, created_at = ?9,
            updated_at = ?10, tail_rows = ?11, tail_from = ?12, tail_bytes = ?13, tail_last = ?14, last_commit = ?15, head_check = ?16, forgotten = ?17,
            seal = ?18
        WHERE key = ?1
        """);

    private readonly Statement _rename = connection.Prepare("UPDATE sessions SET key = ?5, name = ?2, tenant = ?3, id = ?4 WHERE key = ?1");
    private readonly Statement _nameOf = connection.Prepare("SELECT +name, +tenant, +id FROM sessions WHERE key = ?1");

    /// <summary>Finds a session's row, and the last number of an update beside it.</summary>
    public SessionRow? Find(SessionKey key)
    {
        using (_find.Bind(1, key.Tenant).Bind(2, key.Id.Value).Bind(3, MaxUpdates).Rows())
        {
            if (_find.Step() && SessionColumns.Read(_find, key, Format) is { Info.Damage: null } row)
            {
                return row with { LastUpdate = _find.Number(SessionColumns.Count) };
            }
        }

        return _sessions.Find(key) is { } found ? found with { LastUpdate = LastUpdateBelow(key.Tenant, MaxUpdates) } : null;
    }

    /// <summary>The number of a tenant's next update.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="last">The last one, if it was read.</param>
    public long NextUpdate(string tenant, long? last = null)
    {
        // Damage may have made the last number any other: then there is one that is free below it.
        long bound = MaxUpdates;
        for (long update = Math.Max(0, last ?? LastUpdateBelow(tenant, bound)); ; update = Math.Max(0, LastUpdateBelow(tenant, bound)))
        {
            if (update + 1 < bound)
            {
                return update + 1;
            }

            bound = update;
        }
    }

    /// <summary>A key that no session has or had: the other tables may still have rows of one whose key was damaged.</summary>
    public long NextKey(SessionKey key)
    {
        // A key too many is not the end of the keys when damage made it one, so some are passed over.
        long bound = EntryPlace.MaxSession + 1;
        for (int tries = 0; tries < 100; tries++)
        {
            long last = LastKeyBelow(bound);
            if (last + 1 < bound)
            {
                return last + 1;
            }

            bound = last;
        }

        EntryPlace.Demand(key, EntryPlace.MaxSession + 1, 0);
        return 0;
    }

    public void Insert(SessionRow row) =>
        Bind(_insert, row).Bind(19, row.Info.Key.Tenant).Bind(20, row.Info.Key.Id.Value).Run();

    public void Update(SessionRow row) => Bind(_update, row).Run();

    /// <summary>
    /// Leaves of a session only that its id is spent. A damaged row is first made that of the session again, if it is that: by its name or by
    /// what stands for it.
    /// </summary>
    /// <exception cref="SessionCorruptException">The row may be that of another session.</exception>
    public void Bury(SessionRow row)
    {
        SessionKey key = row.Info.Key;
        if (row.Info.Damage is not null)
        {
            if (!IsRowOf(row.Key, key))
            {
                row.DemandWhole();
            }

            long known = row.Key is > 0 and <= EntryPlace.MaxSession ? row.Key : NextKey(key);
            _rename.Bind(1, row.Key).Bind(2, Seal.OfName(key)).Bind(3, key.Tenant).Bind(4, key.Id.Value).Bind(5, known).Run();
            row = row with { Key = known };
        }

        Update(row with
        {
            Name = Seal.OfName(key),
            DeletedMark = 1,
            Updates = -row.Key,
            Info = row.Info with { Damage = null, EntryCount = 0, Revision = Math.Max(1, row.Info.Revision) },
            SchemaVersion = row.SchemaVersion & ushort.MaxValue,
            CreatedTicks = row.Info.CreatedAt.UtcTicks,
            UpdatedTicks = row.Info.UpdatedAt.UtcTicks,
            Tail = default,
            LastCommit = null,
            HeadCheck = 0,
            Forgotten = 0,
        });
    }

    // By the table itself: an index that is damaged leads to the row of another session.
    private bool IsRowOf(long row, SessionKey key)
    {
        using (_nameOf.Bind(1, row).Rows())
        {
            return _nameOf.Step()
                && (_nameOf.Number(0) == Seal.OfName(key) || (_nameOf.Text(1) == key.Tenant && _nameOf.Text(2) == key.Id.Value));
        }
    }

    private long LastUpdateBelow(string tenant, long bound)
    {
        using (_lastUpdate.Bind(1, tenant).Bind(3, bound).Rows())
        {
            return _lastUpdate.Step() ? _lastUpdate.Number(0) : 0;
        }
    }

    private long LastKeyBelow(long bound)
    {
        using (_lastKey.Bind(1, bound).Rows())
        {
            return _lastKey.Step() ? Math.Max(0, _lastKey.Number(0)) : 0;
        }
    }

    private static Statement Bind(Statement statement, SessionRow row) => statement
        .Bind(1, row.Key)
        .Bind(2, row.Name)
        .Bind(3, row.DeletedMark)
        .Bind(4, row.Updates)
        .Bind(5, row.Info.Revision)
        .Bind(6, row.Info.EntryCount)
        .Bind(7, unchecked((long)row.Info.SchemaHash))
        .Bind(8, row.SchemaVersion)
        .Bind(9, row.CreatedTicks)
        .Bind(10, row.UpdatedTicks)
        .Bind(11, row.Tail.Rows)
        .Bind(12, row.Tail.From)
        .Bind(13, row.Tail.Bytes)
        .Bind(14, row.Tail.Last)
        .Bind(15, row.LastCommit)
        .Bind(16, row.HeadCheck)
        .Bind(17, row.Forgotten)
        .Bind(18, Seal.OfSession(row) ?? 0);
}
