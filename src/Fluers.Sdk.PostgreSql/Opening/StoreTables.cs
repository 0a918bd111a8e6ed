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
    // Frames are not compressed: it would cost more than the disk that it saves, with each commit and each read.
    public static string Create(StoreNames names) =>
        $"""
        CREATE TABLE {names.Stamp} (
            application text    NOT NULL,
            format      integer NOT NULL
        );
        INSERT INTO {names.Stamp} VALUES ('{StoreStamp.Application}', {StoreStamp.CurrentFormat});
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
            seal           bytea   NOT NULL,
            head           bytea,
            PRIMARY KEY (tenant, id)
        );
        ALTER TABLE {names.Sessions} ALTER head SET STORAGE EXTERNAL;
        CREATE INDEX sessions_by_update ON {names.Sessions} (tenant, updates) WHERE updates IS NOT NULL;
        CREATE TABLE {names.Entries} (
            session bigint  NOT NULL,
            first   bigint  NOT NULL,
            count   integer NOT NULL,
            seal    bytea   NOT NULL,
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
            PRIMARY KEY (session, commit_id)
        );
        """;
}
