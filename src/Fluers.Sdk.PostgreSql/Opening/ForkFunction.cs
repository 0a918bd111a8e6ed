namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>The function that copies a session within the database, as SQL.</summary>
internal static class ForkFunction
{
    private const int FrameHeaderBytes = Frames.FrameHeader.Size;

    // Segments are copied as they are. What comes behind them is a row that ends too late, or the rows of the tail: they become one,
    // cut behind the last entry asked for, which only the lengths in the headers of the frames tell. The source is locked against
    // writers meanwhile, so that what is copied is of one revision. A log that is not whole is not forked.
    public static string Create(StoreNames names) =>
        $$"""
        CREATE FUNCTION {{names.Fork}}(
            p_tenant text, p_source text, p_fork_tenant text, p_fork text, p_count bigint, p_commit uuid, p_hash bytea, p_now bigint, p_durability text,
            OUT answer integer, OUT revision bigint, OUT entry_count bigint, OUT damage text) LANGUAGE plpgsql AS {{names.Dollar("body")}}
        DECLARE
            s        {{names.Sessions}}%ROWTYPE;
            fork     {{names.Sessions}}%ROWTYPE;
            whole    boolean;
            rest     record;
            entries  integer;
            position integer := 0;
            made     bytea;
        BEGIN
            SELECT * INTO s FROM {{names.Sessions}} t WHERE t.tenant = p_tenant AND t.id = p_source FOR SHARE;
            IF NOT FOUND OR s.updates IS NULL OR s.entry_count < p_count THEN
                answer := {{Answer.NotFound:D}};
                revision := 0;
                entry_count := 0;
                RETURN;
            END IF;
            SELECT coalesce(sum(e.count), 0) = coalesce(max(e.first + e.count), 0) AND coalesce(max(e.first + e.count), 0) >= p_count
                AND coalesce(bool_and({{Seal.IsEntries("e")}}), true)
            INTO whole FROM {{names.Entries}} e WHERE e.session = s.key AND e.first < p_count;
            IF NOT whole OR NOT {{Seal.IsSession("s")}} THEN
                answer := {{Answer.Damaged:D}};
                damage := CASE WHEN whole THEN '{{SealDamage.Session}}' ELSE '{{SealDamage.Log}}' END;
                RETURN;
            END IF;

            SELECT min(e.first) AS first, sum(e.count) AS count, string_agg(e.frames, ''::bytea ORDER BY e.first) AS frames INTO rest
            FROM {{names.Entries}} e WHERE e.session = s.key AND e.first < p_count AND (e.first >= s.tail_from OR e.first + e.count > p_count);
            entries := p_count - rest.first;
            IF rest.count > entries THEN
                FOR i IN 1 .. entries LOOP
                    IF position NOT BETWEEN 0 AND octet_length(rest.frames) - {{FrameHeaderBytes}} OR substr(rest.frames, position + 1, 3) <> decode('c71a46', 'hex') THEN
                        answer := {{Answer.Damaged:D}};
                        damage := '{{SealDamage.Log}}';
                        RETURN;
                    END IF;
                    position := position + {{FrameHeaderBytes}} + ((get_byte(rest.frames, position + 17) << 24) | (get_byte(rest.frames, position + 18) << 16)
                        | (get_byte(rest.frames, position + 19) << 8) | get_byte(rest.frames, position + 20));
                END LOOP;
                IF position NOT BETWEEN 0 AND octet_length(rest.frames) THEN
                    answer := {{Answer.Damaged:D}};
                    damage := '{{SealDamage.Log}}';
                    RETURN;
                END IF;
                rest.frames := substr(rest.frames, 1, position);
            END IF;

            SELECT c.answer, c.revision, c.entry_count, c.damage INTO answer, revision, entry_count, damage FROM {{names.Commit}}(
                p_fork_tenant, p_fork, 0, NULL, p_commit, p_hash, p_now, p_now, p_now, p_durability, s.head, s.schema_hash, s.schema_version, 0, NULL, NULL) c;
            IF answer <> {{Answer.Committed:D}} OR p_count = 0 THEN
                RETURN;
            END IF;

            SELECT * INTO fork FROM {{names.Sessions}} t WHERE t.tenant = p_fork_tenant AND t.id = p_fork;
            INSERT INTO {{names.Entries}} (session, first, count, checksum, frames)
            SELECT fork.key, e.first, e.count, {{Seal.OfEntries("fork.key", "e.first", "e.count", "e.frames")}}, e.frames
            FROM {{names.Entries}} e WHERE e.session = s.key AND e.first + e.count <= p_count AND e.first < s.tail_from;
            fork.entry_count := p_count;
            fork.tail_from := p_count;
            IF rest.first IS NOT NULL THEN
                PERFORM {{names.Append}}(fork.key, rest.first, entries, rest.frames, NULL);
                IF octet_length(rest.frames) <= {{StoreFunctions.SegmentBytes}} THEN
                    fork.tail_rows := 1;
                    fork.tail_from := rest.first;
                    fork.tail_bytes := octet_length(rest.frames);
                END IF;
            END IF;
            UPDATE {{names.Sessions}} t SET
                entry_count = p_count, tail_rows = fork.tail_rows, tail_from = fork.tail_from, tail_bytes = fork.tail_bytes, checksum = {{Seal.OfSession("fork")}}
            WHERE t.tenant = p_fork_tenant AND t.id = p_fork;
            made := {{Seal.ProofOfCommit("fork.key", "p_commit", "fork.revision", "p_count", "p_hash")}};
            UPDATE {{names.Commits}} c SET
                entry_count = p_count, proof = made, checksum = {{Seal.OfCommit("fork.key", "p_commit", "fork.revision", "p_count", "p_now", "made")}}
            WHERE c.session = fork.key AND c.commit_id = p_commit;
            entry_count := p_count;
        END {{names.Dollar("body")}};
        """;
}
