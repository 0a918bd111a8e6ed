using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Tables;
using Fluers.Sdk.Storage;
using SQLitePCL;

namespace Fluers.Sdk.Sqlite.Opening;

/// <summary>Makes a file of an earlier format one of the current format, within one transaction.</summary>
internal static class StoreUpgrade
{
    // Format 1 had the tail among the segments, and the commits by session. Its tails become segments of a commit each.
    private const string From1To2 =
        """
        ALTER TABLE entries RENAME TO segments;
        ALTER TABLE commits RENAME TO earlier_commits;
        CREATE TABLE tail (
            key      INTEGER PRIMARY KEY,
            session  INTEGER NOT NULL,
            previous INTEGER NOT NULL,
            first    INTEGER NOT NULL,
            entries  INTEGER NOT NULL,
            frames   BLOB    NOT NULL
        ) STRICT;
        CREATE TABLE commits (
            commit_id   BLOB    NOT NULL,
            session     INTEGER NOT NULL,
            previous    BLOB,
            revision    INTEGER NOT NULL,
            entry_count INTEGER NOT NULL,
            hash        BLOB    NOT NULL,
            PRIMARY KEY (commit_id, session)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO commits (commit_id, session, previous, revision, entry_count, hash)
            SELECT commit_id, session, lag(commit_id) OVER (PARTITION BY session ORDER BY revision), revision, entry_count, hash FROM earlier_commits;
        ALTER TABLE sessions ADD COLUMN tail_last INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sessions ADD COLUMN last_commit BLOB;
        UPDATE sessions SET tail_rows = 0, tail_from = entry_count, tail_bytes = 0,
            last_commit = (SELECT commit_id FROM earlier_commits WHERE session = sessions.key ORDER BY revision DESC LIMIT 1);
        DROP TABLE earlier_commits;
        """;

    // Format 2 had no seals. What it had is believed and sealed; a row whose bytes are no frames gets a seal that does not match, and stays
    // what it is. No time of a commit is known, so each counts as one of the session's last update.
    private static readonly string From2To3 =
        $"""
        ALTER TABLE sessions ADD COLUMN name INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sessions ADD COLUMN head_check INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sessions ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sessions ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE segments ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE tail ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE commits ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
        DROP INDEX sessions_by_update;
        UPDATE sessions SET deleted = 1, updates = -key, revision = max(revision, 1) WHERE deleted <> 0;
        UPDATE sessions SET name = fluers_name(tenant, id),
            head_check = coalesce((SELECT fluers_head(frame) FROM heads WHERE session = sessions.key), 0);
        UPDATE sessions SET seal = fluers_session({StoreFormat.Current.SessionColumns});
        UPDATE segments SET seal = fluers_entries(place >> 32, place & 4294967295, entries, frames);
        UPDATE tail SET seal = fluers_entries(session, first, entries, frames);
        UPDATE commits SET seal = fluers_commit(session, commit_id, previous, revision, entry_count, hash);
        {StoreSchema.Sealed}
        INSERT INTO commit_marks (place, commit_id, stored_at, seal)
            SELECT place, commit_id, updated_at, fluers_mark(place, commit_id, updated_at) FROM (
                SELECT (commits.session << 32) | commits.revision AS place, commits.commit_id, sessions.updated_at FROM commits
                JOIN sessions ON sessions.key = commits.session
                WHERE (commits.session + commits.revision) % {CommitMarks.Every} = 0 AND commits.revision < 4294967296);
        """;

    /// <summary>Upgrades the file.</summary>
    /// <param name="connection">The connection, within a transaction that nobody else writes in.</param>
    /// <param name="version">The format that the file has.</param>
    /// <param name="reached">Is told of each statement that was run.</param>
    public static void Run(Connection connection, long version, Action<string>? reached)
    {
        if (version == 1)
        {
            Execute(connection, From1To2, reached);
        }

        Offer(connection, "fluers_name", 2, static (context, values) => raw.sqlite3_result_int64(context, Seal.OfName(Bytes(values[0]), Bytes(values[1]))));
        Offer(connection, "fluers_head", 1, static (context, values) => raw.sqlite3_result_int64(context, Seal.OfHead(Bytes(values[0]))));
        Offer(connection, "fluers_session", SessionColumns.Count, static (context, values) => raw.sqlite3_result_int64(context, OfSession(values)));
        Offer(connection, "fluers_entries", 4, static (context, values) =>
            raw.sqlite3_result_int64(context, Seal.OfEntries(Number(values[0]), Number(values[1]), Number(values[2]), Bytes(values[3])) ?? 0));
        Offer(connection, "fluers_commit", 6, static (context, values) => raw.sqlite3_result_int64(context, Id(values[1]) is not { } id ? 0 : Seal.OfCommit(
            Number(values[0]), id, Id(values[2]), new StoredCommit(Number(values[3]), Number(values[4]), CommitTable.ReadHash(Bytes(values[5]))))));
        Offer(connection, "fluers_mark", 3, static (context, values) =>
            raw.sqlite3_result_int64(context, Id(values[1]) is not { } id ? 0 : Seal.OfMark(Number(values[0]), id, Number(values[2]))));
        Execute(connection, From2To3, reached);
    }

    // No text in the statements has a semicolon.
    private static void Execute(Connection connection, string statements, Action<string>? reached)
    {
        foreach (string statement in statements.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            connection.Execute(statement);
            reached?.Invoke(statement.Split('\n')[0]);
        }
    }

    // What a function throws must not go through SQLite's own code.
    private static void Offer(Connection connection, string name, int count, Action<sqlite3_context, sqlite3_value[]> function) =>
        connection.Check(raw.sqlite3_create_function(
            connection.Handle, name, count, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, (context, _, values) =>
            {
                try
                {
                    function(context, values);
                }
                catch (Exception e)
                {
                    raw.sqlite3_result_error(context, $"{name}: {e.Message}");
                }
            }));

    /// <summary>The seal of a row, its columns in the order of <see cref="StoreFormat.SessionColumns"/>.</summary>
    private static long OfSession(sqlite3_value[] row) => Seal.OfSession(
        new SessionRow
        {
            Name = Number(row[0]),
            Key = Number(row[1]),
            DeletedMark = Number(row[4]),
            Updates = Number(row[5]),
            SchemaVersion = Number(row[9]),
            CreatedTicks = Number(row[10]),
            UpdatedTicks = Number(row[11]),
            Info = new StoredSessionInfo
            {
                Key = default,
                Revision = Number(row[6]),
                LastCommit = default,
                EntryCount = Number(row[7]),
                SchemaHash = unchecked((ulong)Number(row[8])),
                SchemaVersion = 0,
                CreatedAt = default,
                UpdatedAt = default,
            },
            Tail = new LogTail(Number(row[12]), Number(row[13]), Number(row[14]), Number(row[15])),
            LastCommit = Id(row[16]),
            HeadCheck = Number(row[17]),
            Forgotten = Number(row[18]),
        },
        Bytes(row[2]),
        Bytes(row[3])) ?? 0;

    private static long Number(sqlite3_value value) => raw.sqlite3_value_int64(value);

    private static ReadOnlySpan<byte> Bytes(sqlite3_value value) => raw.sqlite3_value_blob(value);

    private static Guid? Id(sqlite3_value value) => Bytes(value) is { Length: 16 } bytes ? new Guid(bytes, bigEndian: true) : null;
}
