namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>The tables of a session store, as SQL.</summary>
internal static class StoreTables
{
    // sessions has one row for each session. One that was deleted keeps it for ever, without a head and without its place in the
    // order of updates: the id stays spent. Times are in ticks of 100 nanoseconds since the year 1.
    //
    // entries is the log. A row holds one or more whole frames, and the sequence number of the first. A commit adds its entries as
    // a row, the tail; a tail of many rows is folded into one row, a segment. So a log of ten thousand entries is read in half the
    // time that it takes with a row for each commit, and from a tenth of the pages when many sessions grow side by side.
    //
    // commits is what is remembered: who repeats a commit is told what became of it, and who reads on whether it is still part of the
    // history. What lies beyond the horizon of CommitMemory goes, some rows with each commit; forgotten is the last revision that is gone.
    //
    // Frames are not compressed: it would cost more than the disk that it saves, with each commit and each read.
    public static string Create(StoreNames names) =>
        $"""
        CREATE TABLE {names.Stamp} (
            application text    NOT NULL,
            format      integer NOT NULL
        );
        INSERT INTO {names.Stamp} VALUES ('{StoreStamp.Application}', {StoreFormat.Current:D});
        CREATE SEQUENCE {names.Keys};
        CREATE SEQUENCE {names.Updates};
        CREATE TABLE {names.Sessions} (
            key            bigint  NOT NULL,
            tenant         text    NOT NULL COLLATE "C",
            id             text    NOT NULL COLLATE "C",
            revision       bigint  NOT NULL,
            entry_count    bigint  NOT NULL,
            schema_hash    bigint  NOT NULL,
            schema_version integer NOT NULL,
            created_at     bigint  NOT NULL,
            updated_at     bigint  NOT NULL,
            updates        bigint,
            tail_rows      integer NOT NULL,
            tail_from      bigint  NOT NULL,
            tail_bytes     bigint  NOT NULL,
            checksum       bytea   NOT NULL,
            head           bytea,
            last_commit    uuid,
            forgotten      bigint  NOT NULL,
            PRIMARY KEY (tenant, id)
        );
        ALTER TABLE {names.Sessions} ALTER head SET STORAGE EXTERNAL;
        CREATE UNIQUE INDEX sessions_by_key ON {names.Sessions} (key);
        CREATE INDEX sessions_by_update ON {names.Sessions} (tenant, updates) WHERE updates IS NOT NULL;
        CREATE TABLE {names.Entries} (
            session bigint  NOT NULL,
            first   bigint  NOT NULL,
            count   integer NOT NULL,
            checksum bytea  NOT NULL,
            frames  bytea   NOT NULL,
            PRIMARY KEY (session, first)
        );
        ALTER TABLE {names.Entries} ALTER frames SET STORAGE EXTERNAL;
        CREATE TABLE {names.Commits} (
            session     bigint NOT NULL,
            commit_id   uuid   NOT NULL,
            revision    bigint NOT NULL,
            entry_count bigint NOT NULL,
            proof       bytea  NOT NULL,
            made_at     bigint NOT NULL,
            checksum    bytea,
            PRIMARY KEY (session, commit_id)
        );
        CREATE INDEX commits_by_revision ON {names.Commits} (session, revision);
        """;

    // No row is rewritten: each gets its new seal, and a session the name of its last commit, when it is next written. The columns of the old
    // seals get another name, so that whoever has an older build open is told that the store was changed, and writes nothing. A commit of
    // format 1 counts as made now. Damage may have given two sessions one key; then nothing enforces what does not hold.
    public static string Upgrade(StoreNames names, long now) =>
        $"""
        LOCK TABLE {names.Sessions}, {names.Entries}, {names.Commits} IN ACCESS EXCLUSIVE MODE;
        DROP FUNCTION {names.Fork};
        DROP FUNCTION {names.Delete};
        DROP FUNCTION {names.Commit};
        DROP FUNCTION {names.Fold};
        DROP FUNCTION {names.Append};
        ALTER TABLE {names.Sessions} RENAME seal TO checksum;
        ALTER TABLE {names.Sessions} ADD last_commit uuid, ADD forgotten bigint NOT NULL DEFAULT 0;
        ALTER TABLE {names.Entries} RENAME seal TO checksum;
        ALTER TABLE {names.Commits} ADD made_at bigint NOT NULL DEFAULT {now}, ADD checksum bytea;
        ALTER TABLE {names.Commits} ALTER made_at DROP DEFAULT;
        CREATE INDEX commits_by_revision ON {names.Commits} (session, revision);
        IF EXISTS (SELECT FROM {names.Sessions} GROUP BY key HAVING count(*) > 1) THEN
            CREATE INDEX sessions_by_key ON {names.Sessions} (key);
        ELSE
            CREATE UNIQUE INDEX sessions_by_key ON {names.Sessions} (key);
        END IF;
        UPDATE {names.Stamp} SET format = {StoreFormat.Current:D};
        """;
}
