using Fluers.Sdk.Sqlite.Database;

namespace Fluers.Sdk.Sqlite.Opening;

/// <summary>The tables of a session database, and their creation.</summary>
internal static class StoreSchema
{
    // heads is a table of its own, so that a commit that keeps the head does not rewrite it with the session's row.
    //
    // What is new goes where everything new goes, so that writers of many sessions write few pages: into tail and commits, whose
    // rows stand in the order of their coming and each name the one before it of their session, whose last one the session's row
    // names. A tail is folded into a row of segments now and then.
    //
    // A place is the session's key in the upper 32 bits and the sequence number of the segment's first entry in the lower 32, so
    // that a log lies together in the table's own tree and is read in one sweep; a table without rowid would do the same, but
    // SQLite keeps rows of this size in it badly. A row of segments or tail holds one or more whole frames. A place in
    // commit_marks has a revision in the lower 32.
    //
    // A deleted session keeps its row in sessions for ever: the id stays spent, and the key is never given again. Two columns
    // say so, deleted = 1 and updates = -key: where only one of them does, the row is damaged and not a deleted session's.
    //
    // seal is a checksum over all that says which data is whose (Tables/Seal.cs), name stands for tenant and id, so that a session is
    // found by either, and head_check names the frame in heads.
    private const string SessionsAndSegments =
        """
        CREATE TABLE sessions (
            key            INTEGER PRIMARY KEY,
            tenant         TEXT    NOT NULL COLLATE BINARY,
            id             TEXT    NOT NULL COLLATE BINARY,
            deleted        INTEGER NOT NULL DEFAULT 0,
            revision       INTEGER NOT NULL,
            entry_count    INTEGER NOT NULL,
            schema_hash    INTEGER NOT NULL,
            schema_version INTEGER NOT NULL,
            created_at     INTEGER NOT NULL,
            updated_at     INTEGER NOT NULL,
            updates        INTEGER NOT NULL,
            tail_rows      INTEGER NOT NULL,
            tail_from      INTEGER NOT NULL,
            tail_bytes     INTEGER NOT NULL,
            tail_last      INTEGER NOT NULL,
            last_commit    BLOB,
            name           INTEGER NOT NULL,
            head_check     INTEGER NOT NULL,
            forgotten      INTEGER NOT NULL,
            seal           INTEGER NOT NULL,
            UNIQUE (tenant, id)
        ) STRICT;
        CREATE TABLE heads (
            session INTEGER PRIMARY KEY,
            frame   BLOB NOT NULL
        ) STRICT;
        CREATE TABLE segments (
            place   INTEGER PRIMARY KEY,
            entries INTEGER NOT NULL,
            seal    INTEGER NOT NULL,
            frames  BLOB    NOT NULL
        ) STRICT;
        CREATE TABLE tail (
            key      INTEGER PRIMARY KEY,
            session  INTEGER NOT NULL,
            previous INTEGER NOT NULL,
            first    INTEGER NOT NULL,
            entries  INTEGER NOT NULL,
            seal     INTEGER NOT NULL,
            frames   BLOB    NOT NULL
        ) STRICT;
        CREATE TABLE commits (
            commit_id   BLOB    NOT NULL,
            session     INTEGER NOT NULL,
            previous    BLOB,
            revision    INTEGER NOT NULL,
            entry_count INTEGER NOT NULL,
            hash        BLOB    NOT NULL,
            seal        INTEGER NOT NULL,
            PRIMARY KEY (commit_id, session)
        ) STRICT, WITHOUT ROWID;
        """;

    /// <summary>What format 3 has and no earlier one had.</summary>
    internal static readonly string Sealed =
        $"""
        CREATE UNIQUE INDEX sessions_by_update ON sessions (tenant, updates) WHERE {StoreFormat.Current.IsThere};
        CREATE INDEX sessions_by_name ON sessions (name);
        CREATE TABLE commit_marks (
            place     INTEGER PRIMARY KEY,
            commit_id BLOB    NOT NULL,
            stored_at INTEGER NOT NULL,
            seal      INTEGER NOT NULL
        ) STRICT;
        """;

    /// <summary>
    /// Sets a blank file up, and upgrades one of an earlier format. Of two processes that find the same file one does, and the other
    /// waits for it.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="reached">Is told of each step of an upgrade.</param>
    public static void Ensure(Connection connection, Action<string>? reached)
    {
        // Looking needs no lock that other writers would have to give up first; only a file that is to be changed asks for one.
        if (InTransaction(connection, "BEGIN", static (_, stamp) => stamp.NeedsSetUp))
        {
            // A blank one before it enters WAL mode: so the stamp stands in the file itself, never only in a log beside it.
            InTransaction(connection, "BEGIN IMMEDIATE", (_, stamp) => SetUp(connection, stamp, reached));
        }
    }

    private static bool InTransaction(Connection connection, string begin, Func<Connection, StoreStamp, bool> work)
    {
        connection.Execute(begin);
        try
        {
            StoreStamp stamp = StoreStamp.Read(connection);
            stamp.Demand(connection.Path);
            bool result = work(connection, stamp);
            connection.Execute("COMMIT");
            return result;
        }
        catch
        {
            connection.Rollback();
            throw;
        }
    }

    private static bool SetUp(Connection connection, StoreStamp stamp, Action<string>? reached)
    {
        if (!stamp.NeedsSetUp)
        {
            return false;
        }

        if (stamp.IsBlank)
        {
            connection.Execute(SessionsAndSegments + Sealed);
        }
        else
        {
            StoreUpgrade.Run(connection, stamp.Version, reached);
        }

        connection.Execute($"PRAGMA application_id = {StoreStamp.SessionDatabase}; PRAGMA user_version = {StoreStamp.CurrentVersion}");
        reached?.Invoke("stamped");
        return true;
    }
}
