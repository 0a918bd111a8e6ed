using System.Globalization;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>
/// The functions of a session store, as SQL. A change of a session is one call of one of them: it decides and stores in one
/// transaction and one round trip, and a client that dies or freezes meanwhile holds no lock.
/// </summary>
internal static class StoreFunctions
{
    /// <summary>The greatest length of a segment, unless one frame is longer.</summary>
    public const int SegmentBytes = 64 * 1024;

    /// <summary>The greatest number of rows in a tail.</summary>
    private const int TailRows = 64;

    /// <summary>The smallest number worth folding: the rows of a shorter, yet full tail are long ones.</summary>
    private const int FoldedRows = 8;

    /// <summary>How many commits one commit forgets at most: more than one, so that what has gathered goes, and few, so that nobody waits for it.</summary>
    private const int Forgotten = 16;

    /// <summary>No count of updates comes this far, but a damaged one may.</summary>
    private const long Damaged = 1L << 62;

    private static readonly string MemoryTicks = CommitMemory.Age.Ticks.ToString(CultureInfo.InvariantCulture);

    public static string Create(StoreNames names) => string.Join('\n', Append(names), Fold(names), Commit(names), Delete(names), ForkFunction.Create(names));

    /// <summary>Adds entries at the end of a log: as one row, or as many as the text says, each by its number of entries and bytes.</summary>
    private static string Append(StoreNames names) =>
        $$"""
        CREATE FUNCTION {{names.Append}}(p_session bigint, p_first bigint, p_count integer, p_frames bytea, p_segments text) RETURNS void LANGUAGE plpgsql AS {{names.Dollar("body")}}
        DECLARE
            segment  text;
            entries  integer;
            length   integer;
            position integer := 1;
            row      bytea;
        BEGIN
            IF p_segments IS NULL THEN
                INSERT INTO {{names.Entries}} (session, first, count, checksum, frames)
                VALUES (p_session, p_first, p_count, {{Seal.OfEntries("p_session", "p_first", "p_count", "p_frames")}}, p_frames);
                RETURN;
            END IF;
            FOREACH segment IN ARRAY string_to_array(p_segments, ' ') LOOP
                entries := split_part(segment, ':', 1);
                length := split_part(segment, ':', 2);
                row := substr(p_frames, position, length);
                INSERT INTO {{names.Entries}} (session, first, count, checksum, frames)
                VALUES (p_session, p_first, entries, {{Seal.OfEntries("p_session", "p_first", "entries", "row")}}, row);
                position := position + length;
                p_first := p_first + entries;
            END LOOP;
        END {{names.Dollar("body")}};
        """;

    /// <summary>
    /// Makes one row of a tail. A tail that is not whole is left as it is, for a reader to report: folding must not hide what is missing.
    /// </summary>
    private static string Fold(StoreNames names) =>
        $$"""
        CREATE FUNCTION {{names.Fold}}(p_session bigint, p_rows integer, p_from bigint, p_end bigint, p_bytes bigint) RETURNS void LANGUAGE plpgsql AS {{names.Dollar("body")}}
        DECLARE
            tail record;
        BEGIN
            SELECT count(*) AS rows, sum(e.count) AS entries, string_agg(e.frames, ''::bytea ORDER BY e.first) AS frames,
                bool_and({{Seal.IsEntries("e")}}) AS sealed
            INTO tail FROM {{names.Entries}} e WHERE e.session = p_session AND e.first >= p_from AND e.first < p_end;
            IF tail.rows = p_rows AND tail.sealed AND tail.entries = p_end - p_from AND octet_length(tail.frames) = p_bytes THEN
                DELETE FROM {{names.Entries}} e WHERE e.session = p_session AND e.first >= p_from AND e.first < p_end;
                PERFORM {{names.Append}}(p_session, p_from, tail.entries::integer, tail.frames, NULL);
            END IF;
        END {{names.Dollar("body")}};
        """;

    // Each statement of a function sees what is committed when it begins, and the session's row is locked first: so what is decided
    // on is what is stored, whoever writes at the same time. A session that two create at once is that of the one who inserts its
    // row; the other waits at the insertion, and finds the row when it looks again.
    //
    // The order of the decisions is that of every storage: deleted, a retry, then what SessionCommit.Against says.
    //
    // A sequence may stand behind the rows, after a restore or a fault: no key is given twice, and no session goes back in the listing.
    private static string Commit(StoreNames names) =>
        $$"""
        CREATE FUNCTION {{names.Commit}}(
            p_tenant text, p_id text, p_expected bigint, p_builds_on uuid, p_commit uuid, p_hash bytea, p_now bigint, p_created bigint, p_updated bigint,
            p_durability text, p_head bytea, p_schema_hash bigint, p_schema_version integer, p_count integer, p_frames bytea, p_segments text,
            OUT answer integer, OUT revision bigint, OUT entry_count bigint, OUT damage text) LANGUAGE plpgsql AS {{names.Dollar("body")}}
        DECLARE
            s       {{names.Sessions}}%ROWTYPE;
            earlier {{names.Commits}}%ROWTYPE;
            created boolean := false;
            bytes   integer := octet_length(p_frames);
            free    bigint;
            horizon bigint;
            stays   bigint;
        BEGIN
            IF p_durability IS NOT NULL THEN
                PERFORM set_config('synchronous_commit', p_durability, true);
            END IF;

            SELECT * INTO s FROM {{names.Sessions}} t WHERE t.tenant = p_tenant AND t.id = p_id FOR NO KEY UPDATE;
            WHILE s.key IS NULL AND p_expected = 0 LOOP
                free := nextval('{{names.KeysText}}');
                IF EXISTS (SELECT FROM {{names.Sessions}} t WHERE t.key = free) THEN
                    PERFORM setval('{{names.KeysText}}', (SELECT max(t.key) FROM {{names.Sessions}} t));
                    CONTINUE;
                END IF;
                INSERT INTO {{names.Sessions}} (
                    key, tenant, id, revision, entry_count, schema_hash, schema_version, created_at, updated_at, tail_rows, tail_from, tail_bytes, checksum, forgotten)
                VALUES (free, p_tenant, p_id, 0, 0, 0, 0, p_created, p_updated, 0, 0, 0, '', 0)
                ON CONFLICT DO NOTHING RETURNING * INTO s;
                created := FOUND;
                IF NOT created THEN
                    SELECT * INTO s FROM {{names.Sessions}} t WHERE t.tenant = p_tenant AND t.id = p_id FOR NO KEY UPDATE;
                END IF;
            END LOOP;

            IF s.key IS NOT NULL AND NOT created THEN
                IF NOT {{Seal.IsSession("s")}} THEN
                    answer := {{Answer.Damaged:D}};
                    damage := '{{SealDamage.Session}}';
                    RETURN;
                END IF;
                IF s.updates IS NULL THEN
                    answer := {{Answer.Deleted:D}};
                    revision := 0;
                    entry_count := 0;
                    RETURN;
                END IF;
                SELECT * INTO earlier FROM {{names.Commits}} c WHERE c.session = s.key AND c.commit_id = p_commit;
                IF FOUND THEN
                    IF NOT {{Seal.IsCommit("earlier")}} THEN
                        answer := {{Answer.Damaged:D}};
                        damage := '{{SealDamage.Commit}}';
                        RETURN;
                    END IF;
                    answer := {{Answer.CommitIdReused:D}};
                    revision := s.revision;
                    entry_count := s.entry_count;
                    IF earlier.proof = {{Seal.ProofOfCommit("s.key", "p_commit", "earlier.revision", "earlier.entry_count", "p_hash")}} THEN
                        answer := {{Answer.Repeated:D}};
                        revision := earlier.revision;
                        entry_count := earlier.entry_count;
                    END IF;
                    RETURN;
                END IF;
                IF s.last_commit IS NULL THEN
                    SELECT c.commit_id INTO s.last_commit FROM {{names.Commits}} c WHERE c.session = s.key AND c.revision = s.revision;
                END IF;
            END IF;

            answer := CASE
                WHEN s.key IS NULL THEN {{Answer.NotFound:D}}
                WHEN created THEN {{Answer.Committed:D}}
                WHEN p_expected > s.revision AND p_builds_on IS NOT NULL THEN {{Answer.Diverged:D}}
                WHEN p_expected <> s.revision THEN {{Answer.Conflict:D}}
                WHEN p_builds_on IS NULL OR p_builds_on = s.last_commit THEN {{Answer.Committed:D}}
                WHEN s.last_commit IS NULL THEN {{Answer.Damaged:D}}
                ELSE {{Answer.Diverged:D}} END;
            damage := CASE WHEN answer = {{Answer.Damaged:D}} THEN '{{SealDamage.Commit}}' END;

            -- The revision that the commit would have made is there: it may be a retry of that one, whose record is damaged.
            IF answer IN ({{Answer.Conflict:D}}, {{Answer.Diverged:D}}) AND p_expected < s.revision AND p_expected >= s.forgotten THEN
                IF NOT EXISTS (SELECT FROM {{names.Commits}} c WHERE c.session = s.key AND c.revision = p_expected + 1 AND {{Seal.IsCommit("c")}}) THEN
                    answer := {{Answer.Damaged:D}};
                    damage := '{{SealDamage.Commit}}';
                END IF;
            END IF;

            IF answer = {{Answer.Committed:D}} THEN
                IF p_count > 0 THEN
                    IF s.tail_rows >= {{TailRows}} OR s.tail_bytes + bytes > {{SegmentBytes}} THEN
                        IF s.tail_rows >= {{FoldedRows}} THEN
                            PERFORM {{names.Fold}}(s.key, s.tail_rows, s.tail_from, s.entry_count, s.tail_bytes);
                        END IF;
                        s.tail_rows := 0;
                        s.tail_from := s.entry_count;
                        s.tail_bytes := 0;
                    END IF;
                    PERFORM {{names.Append}}(s.key, s.entry_count, p_count, p_frames, p_segments);
                    s.entry_count := s.entry_count + p_count;
                    IF bytes > {{SegmentBytes}} THEN
                        s.tail_from := s.entry_count;
                    ELSE
                        s.tail_rows := s.tail_rows + 1;
                        s.tail_bytes := s.tail_bytes + bytes;
                    END IF;
                END IF;
                s.revision := s.revision + 1;

                horizon := least(s.revision - {{CommitMemory.Commits}}, s.forgotten + {{Forgotten}});
                IF horizon > s.forgotten THEN
                    SELECT min(c.revision) INTO stays FROM {{names.Commits}} c
                    WHERE c.session = s.key AND c.revision > s.forgotten AND c.revision <= horizon AND c.made_at >= p_now - {{MemoryTicks}};
                    horizon := coalesce(stays - 1, horizon);
                    DELETE FROM {{names.Commits}} c WHERE c.session = s.key AND c.revision > s.forgotten AND c.revision <= horizon;
                    s.forgotten := horizon;
                END IF;

                s.schema_hash := coalesce(p_schema_hash, s.schema_hash);
                s.schema_version := coalesce(p_schema_version, s.schema_version);
                s.updated_at := p_updated;
                s.last_commit := p_commit;
                s.head := coalesce(p_head, s.head);
                free := nextval('{{names.UpdatesText}}');
                IF free <= s.updates THEN
                    free := setval('{{names.UpdatesText}}', 1 + greatest(s.updates, (SELECT max(t.updates) FROM {{names.Sessions}} t WHERE t.updates < {{Damaged}})));
                END IF;
                s.updates := free;
                UPDATE {{names.Sessions}} t SET
                    revision = s.revision, entry_count = s.entry_count, schema_hash = s.schema_hash, schema_version = s.schema_version, updated_at = s.updated_at,
                    updates = s.updates, tail_rows = s.tail_rows, tail_from = s.tail_from, tail_bytes = s.tail_bytes, last_commit = s.last_commit,
                    forgotten = s.forgotten, checksum = {{Seal.OfSession("s")}}, head = coalesce(p_head, t.head)
                WHERE t.tenant = p_tenant AND t.id = p_id;
                earlier.proof := {{Seal.ProofOfCommit("s.key", "p_commit", "s.revision", "s.entry_count", "p_hash")}};
                INSERT INTO {{names.Commits}} (session, commit_id, revision, entry_count, proof, made_at, checksum)
                VALUES (s.key, p_commit, s.revision, s.entry_count, earlier.proof, p_now,
                    {{Seal.OfCommit("s.key", "p_commit", "s.revision", "s.entry_count", "p_now", "earlier.proof")}});
            END IF;

            revision := coalesce(s.revision, 0);
            entry_count := coalesce(s.entry_count, 0);
        END {{names.Dollar("body")}};
        """;

    private static string Delete(StoreNames names) =>
        $$"""
        CREATE FUNCTION {{names.Delete}}(p_tenant text, p_id text, p_durability text) RETURNS boolean LANGUAGE plpgsql AS {{names.Dollar("body")}}
        DECLARE
            s {{names.Sessions}}%ROWTYPE;
        BEGIN
            IF p_durability IS NOT NULL THEN
                PERFORM set_config('synchronous_commit', p_durability, true);
            END IF;

            SELECT * INTO s FROM {{names.Sessions}} t WHERE t.tenant = p_tenant AND t.id = p_id FOR NO KEY UPDATE;
            IF NOT FOUND OR s.updates IS NULL THEN
                RETURN false;
            END IF;

            -- The key of a damaged row may be that of another session, whose content is not to be deleted.
            IF {{Seal.IsSession("s")}}
                OR NOT EXISTS (SELECT FROM {{names.Sessions}} t WHERE t.key = s.key AND (t.tenant, t.id) <> (p_tenant, p_id)) THEN
                DELETE FROM {{names.Entries}} e WHERE e.session = s.key;
                DELETE FROM {{names.Commits}} c WHERE c.session = s.key;
            END IF;
            s.entry_count := 0;
            s.updates := NULL;
            s.tail_rows := 0;
            s.tail_from := 0;
            s.tail_bytes := 0;
            s.last_commit := NULL;
            s.forgotten := 0;
            s.head := NULL;
            UPDATE {{names.Sessions}} t SET
                entry_count = 0, updates = NULL, tail_rows = 0, tail_from = 0, tail_bytes = 0, last_commit = NULL, forgotten = 0, head = NULL,
                checksum = {{Seal.OfSession("s")}}
            WHERE t.tenant = p_tenant AND t.id = p_id;
            RETURN true;
        END {{names.Dollar("body")}};
        """;
}
