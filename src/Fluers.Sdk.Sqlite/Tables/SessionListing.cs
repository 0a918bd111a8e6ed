using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>Lists the sessions of a tenant from the index by update.</summary>
internal sealed class SessionListing(Connection connection, StoreFormat format)
{
    private readonly Statement _latestFirst = connection.Prepare(Listing(format, "updates < ?2", "DESC"));
    private readonly Statement _latestLast = connection.Prepare(Listing(format, "updates > ?2", "ASC"));
    private readonly Statement _first = connection.Prepare(End(format, "ASC"));
    private readonly Statement _last = connection.Prepare(End(format, "DESC"));

    public StoredSessionPage List(StoredSessionQuery query)
    {
        var sessions = new List<StoredSessionInfo>();
        int rows = 0;
        long from = PagePosition.Of(query);
        long last = from;
        Statement list = query.Order == SessionOrder.LatestFirst ? _latestFirst : _latestLast;
        using (Bind(list, query, from).Rows())
        {
            while (list.Step())
            {
                rows++;
                last = list.Number(5);
                sessions.Add(SessionColumns.Read(list, query.Tenant, format).Info);
            }
        }

        if (rows == query.PageSize)
        {
            return new StoredSessionPage(sessions, PagePosition.After(last));
        }

        DemandEnd(query, from, last);
        return new StoredSessionPage(sessions, null);
    }

    /// <summary>
    /// Looks from the other end whether the listing came to its own. One damaged entry in the index, in the middle of a tenant's, would
    /// otherwise pass for the end of them.
    /// </summary>
    private void DemandEnd(StoredSessionQuery query, long from, long last)
    {
        if (query is not { SchemaHash: null, SchemaVersion: null, UpdatedSince: null })
        {
            return;   // what is left out by a filter may stand behind the last one that is shown
        }

        bool isLatestFirst = query.Order == SessionOrder.LatestFirst;
        Statement end = isLatestFirst ? _first : _last;
        using (end.Bind(1, query.Tenant).Rows())
        {
            if (end.Step() && (isLatestFirst ? end.Number(0) < Math.Min(from, last) : end.Number(0) > Math.Max(from, last)))
            {
                throw new SessionStorageException(
                    $"The index of the sessions of tenant '{query.Tenant}' in '{connection.Path}' is damaged: a listing that ends at update {last} does not "
                    + $"reach update {end.Number(0)}. Nothing was changed and no session was touched; restore the file from a backup, or run REINDEX on a copy of it.");
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

    private static string End(StoreFormat format, string order) =>
        $"SELECT updates FROM sessions INDEXED BY sessions_by_update WHERE tenant = ?1 AND {format.IsThere} ORDER BY updates {order} LIMIT 1";

    private static Statement Bind(Statement list, StoredSessionQuery query, long from)
    {
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
