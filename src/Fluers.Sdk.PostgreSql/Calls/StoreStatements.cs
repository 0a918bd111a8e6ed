using Fluers.Sdk.PostgreSql.Opening;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>The statements that calls send, for the names of one store. Each is prepared by connections that prepare what they send often.</summary>
internal sealed class StoreStatements(StoreNames names)
{
    /// <summary>What is told of a session, in the order of <see cref="SessionRow"/>.</summary>
    private static readonly string Columns =
        $"s.id, s.revision, s.entry_count, s.schema_hash, s.schema_version, s.created_at, s.updated_at, s.updates, s.seal = {Seal.OfSession("s")}";

    public string Commit { get; } = $"SELECT answer, revision, entry_count FROM {names.Commit}($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

    public string Fork { get; } = $"SELECT answer, revision, entry_count FROM {names.Fork}($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    public string Delete { get; } = $"SELECT {names.Delete}($1, $2, $3)";

    public string Notify { get; } = "SELECT pg_notify($1, $2)";

    public string Info { get; } = $"SELECT {Columns} FROM {names.Sessions} s WHERE s.tenant = $1 AND s.id = $2";

    // One statement, so that all of it is of one revision. The head comes as a row in front of the log. The first row of the log is
    // the last one that begins at or before the first entry asked for. A row that does not match its seal is of no log: it may have
    // strayed from another one.
    public string Read { get; } =
        $"""
        SELECT {Columns}, r.first, r.count, r.frames FROM {names.Sessions} s CROSS JOIN LATERAL (
            SELECT -1::bigint AS first, 1 AS count, s.head AS frames
            UNION ALL
            SELECT e.first, e.count, e.frames FROM {names.Entries} e WHERE e.session = s.key AND e.first < $4 AND {IsSealed("e")}
                AND e.first >= coalesce((SELECT max(b.first) FROM {names.Entries} b WHERE b.session = s.key AND b.first <= $3 AND {IsSealed("b")}), $3)
        ) r WHERE s.tenant = $1 AND s.id = $2 ORDER BY r.first
        """;

    public string LatestFirst { get; } = Listing(names, "s.updates < $2", "DESC");

    public string LatestLast { get; } = Listing(names, "s.updates > $2", "ASC");

    // Walks from tenant to tenant in the index of sessions that are there, and no further than the page: a step costs the same however
    // many sessions are passed over.
    public string Tenants { get; } =
        $"""
        WITH RECURSIVE walk AS (
            SELECT $1::text COLLATE "C" AS tenant
            UNION ALL
            SELECT (SELECT s.tenant FROM {names.Sessions} s WHERE s.updates IS NOT NULL AND s.tenant > w.tenant ORDER BY s.tenant LIMIT 1)
            FROM walk w WHERE w.tenant IS NOT NULL
        )
        SELECT tenant FROM walk WHERE tenant IS NOT NULL OFFSET 1 LIMIT $2
        """;

    private static string IsSealed(string e) => $"{e}.seal = {Seal.OfEntries($"{e}.session", $"{e}.first", $"{e}.count", $"{e}.frames")}";

    // A filter that is not asked for is NULL.
    private static string Listing(StoreNames names, string from, string order) =>
        $"""
        SELECT {Columns} FROM {names.Sessions} s WHERE s.tenant = $1 AND {from}
            AND ($4::bigint IS NULL OR s.schema_hash = $4) AND ($5::integer IS NULL OR s.schema_version = $5) AND ($6::bigint IS NULL OR s.updated_at >= $6)
        ORDER BY s.updates {order} LIMIT $3
        """;
}
