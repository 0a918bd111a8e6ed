using Fluers.Sdk.PostgreSql.Opening;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>
/// The statements that calls send, for the names of one store of one format. Each is prepared by connections that prepare what they send
/// often. What changes something is asked of the current format alone.
/// </summary>
internal sealed class StoreStatements(StoreNames names, StoreFormat format)
{
    /// <summary>What is told of a session, in the order of <see cref="SessionRow"/>.</summary>
    private readonly string _columns =
        $"s.id, s.revision, s.entry_count, s.schema_hash, s.schema_version, s.created_at, s.updated_at, s.updates, {Seal.IsSession("s", format)}, {LastCommit(names, format)}";

    public string Commit { get; } =
        $"SELECT answer, revision, entry_count, damage FROM {names.Commit}($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

    public string Fork { get; } = $"SELECT answer, revision, entry_count, damage FROM {names.Fork}($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    public string Delete { get; } = $"SELECT {names.Delete}($1, $2, $3)";

    public string Notify { get; } = "SELECT pg_notify($1, $2)";

    public string Info => $"SELECT {_columns} FROM {names.Sessions} s WHERE s.tenant = $1 AND s.id = $2";

    // One statement, so that all of it is of one revision. The head comes as a row in front of the log. The first row of the log is
    // the last one that begins at or before the first entry asked for. A row that does not match its seal is of no log: it may have
    // strayed from another one.
    public string Read =>
        $"""
        SELECT {_columns}, r.first, r.count, r.frames FROM {names.Sessions} s CROSS JOIN LATERAL (
            SELECT -1::bigint AS first, 1 AS count, s.head AS frames
            UNION ALL
            SELECT e.first, e.count, e.frames FROM {names.Entries} e WHERE e.session = s.key AND e.first < $4 AND {Seal.IsEntries("e", format)}
                AND e.first >= coalesce((SELECT max(b.first) FROM {names.Entries} b WHERE b.session = s.key AND b.first <= $3 AND {Seal.IsEntries("b", format)}), $3)
        ) r WHERE s.tenant = $1 AND s.id = $2 ORDER BY r.first
        """;

    public string LatestFirst => Listing("(s.updates, s.id) < ($2, $7)", "DESC");

    public string LatestLast => Listing("(s.updates, s.id) > ($2, $7)", "ASC");

    /// <summary>What is remembered of a commit of a session, by its revision. A record that does not match its seal may have strayed from another session.</summary>
    public string Recall =>
        $"""
        SELECT s.updates, s.revision, {Forgotten(format)}, {Seal.IsSession("s", format)},
            (SELECT c.commit_id FROM {names.Commits} c WHERE c.session = s.key AND c.revision = $3 AND {Seal.IsCommit("c", format)} LIMIT 1)
        FROM {names.Sessions} s WHERE s.tenant = $1 AND s.id = $2
        """;

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

    // A row that format 1 wrote does not name its last commit; the table of commits does.
    private static string LastCommit(StoreNames names, StoreFormat format)
    {
        string remembered = $"(SELECT c.commit_id FROM {names.Commits} c WHERE c.session = s.key AND c.revision = s.revision LIMIT 1)";
        return format == StoreFormat.First ? remembered : $"coalesce(s.last_commit, {remembered})";
    }

    private static string Forgotten(StoreFormat format) => format == StoreFormat.First ? "0::bigint" : "s.forgotten";

    // A filter that is not asked for is NULL. Two sessions may have one number of an update, where the sequence was set back.
    private string Listing(string from, string order) =>
        $"""
        SELECT {_columns} FROM {names.Sessions} s WHERE s.tenant = $1 AND s.updates IS NOT NULL AND {from}
            AND ($4::bigint IS NULL OR s.schema_hash = $4) AND ($5::integer IS NULL OR s.schema_version = $5) AND ($6::bigint IS NULL OR s.updated_at >= $6)
        ORDER BY s.updates {order}, s.id {order} LIMIT $3
        """;
}
