using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>Lists the sessions of a tenant from the index by update.</summary>
internal sealed class SessionListing(Connection connection, StoreFormat format)
{
    private readonly Statement _latestFirst = connection.Prepare(Listing(format, "updates <= ?2", "DESC"));
    private readonly Statement _latestLast = connection.Prepare(Listing(format, "updates >= ?2", "ASC"));
    private readonly Statement _above = connection.Prepare(Beside(format, "tenant > ?1", "ASC"));
    private readonly Statement _below = connection.Prepare(Beside(format, "tenant < ?1", "DESC"));
    private readonly Statement _tenantOf = connection.Prepare("SELECT tenant FROM sessions WHERE key = ?1");

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
                last = list.Number(5);
                sessions.Add(SessionColumns.Read(list, query.Tenant, format).Info);
            }
        }

        DemandEdge(query.Tenant, _above);
        DemandEdge(query.Tenant, _below);
        return new StoredSessionPage(sessions, rows == query.PageSize ? PagePosition.After(last) : null);
    }

    /// <summary>
    /// Looks at the entry of the index beside those of a tenant. Where it leads to a session of the tenant, it is damaged: and one such entry, in the
    /// middle of the others, passes for the end of them, so that all behind it would be left out without a word.
    /// </summary>
    private void DemandEdge(string tenant, Statement beside)
    {
        long key;
        using (beside.Bind(1, tenant).Rows())
        {
            if (!beside.Step())
            {
                return;
            }

            key = beside.Number(0);
        }

        using (_tenantOf.Bind(1, key).Rows())
        {
            if (_tenantOf.Step() && _tenantOf.Text(0) == tenant)
            {
                throw new SessionStorageException(
                    $"An index of the session database '{connection.Path}' is damaged: it has a session of tenant '{tenant}' under another tenant, so that a "
                    + "listing would leave sessions out. Nothing was changed, and sessions can still be loaded by their ids. Restore the file from a backup, or "
                    + "run REINDEX on a copy of it with the sqlite3 shell.");
            }
        }
    }

    // A filter that is not asked for stays unbound, which SQLite reads as NULL.
    private static string Listing(StoreFormat format, string from, string order) =>
        $"""
        SELECT {format.SessionColumns} FROM sessions INDEXED BY sessions_by_update
        WHERE tenant = ?1 AND {format.IsThere} AND {from}
            AND (?4 IS NULL OR schema_hash = ?4) AND (?5 IS NULL OR schema_version = ?5) AND (?6 IS NULL OR updated_at >= ?6)
        ORDER BY updates {order} LIMIT ?3
        """;

    private static string Beside(StoreFormat format, string where, string order) =>
        $"SELECT key FROM sessions INDEXED BY sessions_by_update WHERE {where} AND {format.IsThere} ORDER BY tenant {order}, updates {order} LIMIT 1";

    private static Statement Bind(Statement list, StoredSessionQuery query)
    {
        // The first page begins with the ends of the numbers themselves, which damage may have given to a session.
        long from = PagePosition.Of(query);
        from = query.Continuation is null ? from : query.Order == SessionOrder.LatestFirst ? from - 1 : from + 1;
        list.Bind(1, query.Tenant).Bind(2, from).Bind(3, query.PageSize);
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
}
