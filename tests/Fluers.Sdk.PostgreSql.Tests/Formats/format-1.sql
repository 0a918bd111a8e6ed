SET check_function_bodies = false;
CREATE SCHEMA format_1;
CREATE FUNCTION format_1.append_entries(p_session bigint, p_first bigint, p_count integer, p_frames bytea, p_segments text) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    segment  text;
    entries  integer;
    length   integer;
    position integer := 1;
    row      bytea;
BEGIN
    IF p_segments IS NULL THEN
        INSERT INTO "format_1".entries (session, first, count, seal, frames)
        VALUES (p_session, p_first, p_count, substr(sha256(int8send(p_session) || int8send(p_first) || int4send(p_count) || int4send(octet_length(p_frames))), 1, 8), p_frames);
        RETURN;
    END IF;
    FOREACH segment IN ARRAY string_to_array(p_segments, ' ') LOOP
        entries := split_part(segment, ':', 1);
        length := split_part(segment, ':', 2);
        row := substr(p_frames, position, length);
        INSERT INTO "format_1".entries (session, first, count, seal, frames)
        VALUES (p_session, p_first, entries, substr(sha256(int8send(p_session) || int8send(p_first) || int4send(entries) || int4send(octet_length(row))), 1, 8), row);
        position := position + length;
        p_first := p_first + entries;
    END LOOP;
END $$;
CREATE FUNCTION format_1.commit_session(p_tenant text, p_id text, p_expected bigint, p_commit uuid, p_hash bytea, p_now bigint, p_durability text, p_head bytea, p_schema_hash bigint, p_schema_version integer, p_count integer, p_frames bytea, p_segments text, OUT answer integer, OUT revision bigint, OUT entry_count bigint) RETURNS record
    LANGUAGE plpgsql
    AS $$
DECLARE
    s       "format_1".sessions%ROWTYPE;
    earlier "format_1".commits%ROWTYPE;
    created boolean := false;
    bytes   integer := octet_length(p_frames);
BEGIN
    IF p_durability IS NOT NULL THEN
        PERFORM set_config('synchronous_commit', p_durability, true);
    END IF;
    SELECT * INTO s FROM "format_1".sessions t WHERE t.tenant = p_tenant AND t.id = p_id FOR NO KEY UPDATE;
    IF NOT FOUND AND p_expected = 0 THEN
        INSERT INTO "format_1".sessions (key, tenant, id, revision, entry_count, schema_hash, schema_version, created_at, updated_at, tail_rows, tail_from, tail_bytes, seal)
        VALUES (nextval('"format_1".keys'), p_tenant, p_id, 0, 0, 0, 0, p_now, p_now, 0, 0, 0, '')
        ON CONFLICT DO NOTHING RETURNING * INTO s;
        created := FOUND;
        IF NOT created THEN
            SELECT * INTO s FROM "format_1".sessions t WHERE t.tenant = p_tenant AND t.id = p_id FOR NO KEY UPDATE;
        END IF;
    END IF;
    answer := CASE
        WHEN created THEN 0
        WHEN s.key IS NULL THEN 5
        WHEN s.seal <> substr(sha256(int8send(s.key) || int8send(s.revision) || int8send(s.entry_count) || int8send(s.schema_hash) || int4send(s.schema_version)
    || int8send(s.created_at) || int8send(s.updated_at) || int8send(coalesce(s.updates, -1))
    || int4send(s.tail_rows) || int8send(s.tail_from) || int8send(s.tail_bytes) || convert_to(s.tenant || '/' || s.id, 'UTF8')), 1, 8) THEN 100
        WHEN s.updates IS NULL THEN 6
        WHEN s.revision = p_expected THEN 0
        ELSE 2 END;
    IF answer IN (0, 2) AND NOT created THEN
        SELECT * INTO earlier FROM "format_1".commits c WHERE c.session = s.key AND c.commit_id = p_commit;
        IF FOUND THEN
            answer := 4;
            IF earlier.proof = substr(sha256(p_hash || uuid_send(p_commit) || int8send(s.key) || int8send(earlier.revision) || int8send(earlier.entry_count)), 1, 16) THEN
                answer := 1;
                s.revision := earlier.revision;
                s.entry_count := earlier.entry_count;
            END IF;
        END IF;
    END IF;
    IF answer = 0 THEN
        IF p_count > 0 THEN
            IF s.tail_rows >= 64 OR s.tail_bytes + bytes > 65536 THEN
                IF s.tail_rows >= 8 THEN
                    PERFORM "format_1".fold_entries(s.key, s.tail_rows, s.tail_from, s.entry_count, s.tail_bytes);
                END IF;
                s.tail_rows := 0;
                s.tail_from := s.entry_count;
                s.tail_bytes := 0;
            END IF;
            PERFORM "format_1".append_entries(s.key, s.entry_count, p_count, p_frames, p_segments);
            s.entry_count := s.entry_count + p_count;
            IF bytes > 65536 THEN
                s.tail_from := s.entry_count;
            ELSE
                s.tail_rows := s.tail_rows + 1;
                s.tail_bytes := s.tail_bytes + bytes;
            END IF;
        END IF;
        s.revision := s.revision + 1;
        s.schema_hash := coalesce(p_schema_hash, s.schema_hash);
        s.schema_version := coalesce(p_schema_version, s.schema_version);
        s.updated_at := p_now;
        s.updates := nextval('"format_1".updates');
        UPDATE "format_1".sessions t SET
            revision = s.revision, entry_count = s.entry_count, schema_hash = s.schema_hash, schema_version = s.schema_version, updated_at = s.updated_at,
            updates = s.updates, tail_rows = s.tail_rows, tail_from = s.tail_from, tail_bytes = s.tail_bytes, seal = substr(sha256(int8send(s.key) || int8send(s.revision) || int8send(s.entry_count) || int8send(s.schema_hash) || int4send(s.schema_version)
    || int8send(s.created_at) || int8send(s.updated_at) || int8send(coalesce(s.updates, -1))
    || int4send(s.tail_rows) || int8send(s.tail_from) || int8send(s.tail_bytes) || convert_to(s.tenant || '/' || s.id, 'UTF8')), 1, 8),
            head = coalesce(p_head, t.head)
        WHERE t.tenant = p_tenant AND t.id = p_id;
        INSERT INTO "format_1".commits (session, commit_id, revision, entry_count, proof)
        VALUES (s.key, p_commit, s.revision, s.entry_count, substr(sha256(p_hash || uuid_send(p_commit) || int8send(s.key) || int8send(s.revision) || int8send(s.entry_count)), 1, 16));
    END IF;
    revision := CASE WHEN answer IN (5, 6) THEN 0 ELSE s.revision END;
    entry_count := CASE WHEN answer IN (5, 6) THEN 0 ELSE s.entry_count END;
END $$;
CREATE FUNCTION format_1.delete_session(p_tenant text, p_id text, p_durability text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
DECLARE
    s "format_1".sessions%ROWTYPE;
BEGIN
    IF p_durability IS NOT NULL THEN
        PERFORM set_config('synchronous_commit', p_durability, true);
    END IF;
    SELECT * INTO s FROM "format_1".sessions t WHERE t.tenant = p_tenant AND t.id = p_id FOR NO KEY UPDATE;
    IF NOT FOUND OR s.updates IS NULL THEN
        RETURN false;
    END IF;
    -- The key of a damaged row may be that of another session, whose content is not to be deleted.
    IF s.seal = substr(sha256(int8send(s.key) || int8send(s.revision) || int8send(s.entry_count) || int8send(s.schema_hash) || int4send(s.schema_version)
    || int8send(s.created_at) || int8send(s.updated_at) || int8send(coalesce(s.updates, -1))
    || int4send(s.tail_rows) || int8send(s.tail_from) || int8send(s.tail_bytes) || convert_to(s.tenant || '/' || s.id, 'UTF8')), 1, 8)
        OR NOT EXISTS (SELECT FROM "format_1".sessions t WHERE t.key = s.key AND (t.tenant, t.id) <> (p_tenant, p_id)) THEN
        DELETE FROM "format_1".entries e WHERE e.session = s.key;
        DELETE FROM "format_1".commits c WHERE c.session = s.key;
    END IF;
    s.entry_count := 0;
    s.updates := NULL;
    s.tail_rows := 0;
    s.tail_from := 0;
    s.tail_bytes := 0;
    UPDATE "format_1".sessions t SET
        entry_count = 0, updates = NULL, tail_rows = 0, tail_from = 0, tail_bytes = 0, seal = substr(sha256(int8send(s.key) || int8send(s.revision) || int8send(s.entry_count) || int8send(s.schema_hash) || int4send(s.schema_version)
    || int8send(s.created_at) || int8send(s.updated_at) || int8send(coalesce(s.updates, -1))
    || int4send(s.tail_rows) || int8send(s.tail_from) || int8send(s.tail_bytes) || convert_to(s.tenant || '/' || s.id, 'UTF8')), 1, 8), head = NULL
    WHERE t.tenant = p_tenant AND t.id = p_id;
    RETURN true;
END $$;
CREATE FUNCTION format_1.fold_entries(p_session bigint, p_rows integer, p_from bigint, p_end bigint, p_bytes bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    tail record;
BEGIN
    SELECT count(*) AS rows, sum(e.count) AS entries, string_agg(e.frames, ''::bytea ORDER BY e.first) AS frames,
        bool_and(e.seal = substr(sha256(int8send(e.session) || int8send(e.first) || int4send(e.count) || int4send(octet_length(e.frames))), 1, 8)) AS sealed
    INTO tail FROM "format_1".entries e WHERE e.session = p_session AND e.first >= p_from AND e.first < p_end;
    IF tail.rows = p_rows AND tail.sealed AND tail.entries = p_end - p_from AND octet_length(tail.frames) = p_bytes THEN
        DELETE FROM "format_1".entries e WHERE e.session = p_session AND e.first >= p_from AND e.first < p_end;
        PERFORM "format_1".append_entries(p_session, p_from, tail.entries::integer, tail.frames, NULL);
    END IF;
END $$;
CREATE FUNCTION format_1.fork_session(p_tenant text, p_source text, p_fork_tenant text, p_fork text, p_count bigint, p_commit uuid, p_hash bytea, p_now bigint, p_durability text, OUT answer integer, OUT revision bigint, OUT entry_count bigint) RETURNS record
    LANGUAGE plpgsql
    AS $$
DECLARE
    s        "format_1".sessions%ROWTYPE;
    fork     "format_1".sessions%ROWTYPE;
    whole    boolean;
    rest     record;
    entries  integer;
    position integer := 0;
BEGIN
    SELECT * INTO s FROM "format_1".sessions t WHERE t.tenant = p_tenant AND t.id = p_source FOR SHARE;
    IF NOT FOUND OR s.updates IS NULL OR s.entry_count < p_count THEN
        answer := 5;
        revision := 0;
        entry_count := 0;
        RETURN;
    END IF;
    SELECT coalesce(sum(e.count), 0) = coalesce(max(e.first + e.count), 0) AND coalesce(max(e.first + e.count), 0) >= p_count
        AND coalesce(bool_and(e.seal = substr(sha256(int8send(e.session) || int8send(e.first) || int4send(e.count) || int4send(octet_length(e.frames))), 1, 8)), true)
    INTO whole FROM "format_1".entries e WHERE e.session = s.key AND e.first < p_count;
    IF NOT whole OR s.seal <> substr(sha256(int8send(s.key) || int8send(s.revision) || int8send(s.entry_count) || int8send(s.schema_hash) || int4send(s.schema_version)
    || int8send(s.created_at) || int8send(s.updated_at) || int8send(coalesce(s.updates, -1))
    || int4send(s.tail_rows) || int8send(s.tail_from) || int8send(s.tail_bytes) || convert_to(s.tenant || '/' || s.id, 'UTF8')), 1, 8) THEN
        answer := 100;
        RETURN;
    END IF;
    SELECT min(e.first) AS first, sum(e.count) AS count, string_agg(e.frames, ''::bytea ORDER BY e.first) AS frames INTO rest
    FROM "format_1".entries e WHERE e.session = s.key AND e.first < p_count AND (e.first >= s.tail_from OR e.first + e.count > p_count);
    entries := p_count - rest.first;
    IF rest.count > entries THEN
        FOR i IN 1 .. entries LOOP
            IF position NOT BETWEEN 0 AND octet_length(rest.frames) - 29 OR substr(rest.frames, position + 1, 3) <> decode('c71a46', 'hex') THEN
                answer := 100;
                RETURN;
            END IF;
            position := position + 29 + ((get_byte(rest.frames, position + 17) << 24) | (get_byte(rest.frames, position + 18) << 16)
                | (get_byte(rest.frames, position + 19) << 8) | get_byte(rest.frames, position + 20));
        END LOOP;
        IF position NOT BETWEEN 0 AND octet_length(rest.frames) THEN
            answer := 100;
            RETURN;
        END IF;
        rest.frames := substr(rest.frames, 1, position);
    END IF;
    SELECT c.answer, c.revision, c.entry_count INTO answer, revision, entry_count FROM "format_1".commit_session(
        p_fork_tenant, p_fork, 0, p_commit, p_hash, p_now, p_durability, s.head, s.schema_hash, s.schema_version, 0, NULL, NULL) c;
    IF answer <> 0 OR p_count = 0 THEN
        RETURN;
    END IF;
    SELECT * INTO fork FROM "format_1".sessions t WHERE t.tenant = p_fork_tenant AND t.id = p_fork;
    INSERT INTO "format_1".entries (session, first, count, seal, frames)
    SELECT fork.key, e.first, e.count, substr(sha256(int8send(fork.key) || int8send(e.first) || int4send(e.count) || int4send(octet_length(e.frames))), 1, 8), e.frames
    FROM "format_1".entries e WHERE e.session = s.key AND e.first + e.count <= p_count AND e.first < s.tail_from;
    fork.entry_count := p_count;
    fork.tail_from := p_count;
    IF rest.first IS NOT NULL THEN
        PERFORM "format_1".append_entries(fork.key, rest.first, entries, rest.frames, NULL);
        IF octet_length(rest.frames) <= 65536 THEN
            fork.tail_rows := 1;
            fork.tail_from := rest.first;
            fork.tail_bytes := octet_length(rest.frames);
        END IF;
    END IF;
    UPDATE "format_1".sessions t SET
        entry_count = p_count, tail_rows = fork.tail_rows, tail_from = fork.tail_from, tail_bytes = fork.tail_bytes, seal = substr(sha256(int8send(fork.key) || int8send(fork.revision) || int8send(fork.entry_count) || int8send(fork.schema_hash) || int4send(fork.schema_version)
    || int8send(fork.created_at) || int8send(fork.updated_at) || int8send(coalesce(fork.updates, -1))
    || int4send(fork.tail_rows) || int8send(fork.tail_from) || int8send(fork.tail_bytes) || convert_to(fork.tenant || '/' || fork.id, 'UTF8')), 1, 8)
    WHERE t.tenant = p_fork_tenant AND t.id = p_fork;
    UPDATE "format_1".commits c SET
        entry_count = p_count, proof = substr(sha256(p_hash || uuid_send(p_commit) || int8send(fork.key) || int8send(fork.revision) || int8send(p_count)), 1, 16)
    WHERE c.session = fork.key AND c.commit_id = p_commit;
    entry_count := p_count;
END $$;
CREATE TABLE format_1.commits (
    session bigint NOT NULL,
    commit_id uuid NOT NULL,
    revision bigint NOT NULL,
    entry_count bigint NOT NULL,
    proof bytea NOT NULL
);
CREATE TABLE format_1.entries (
    session bigint NOT NULL,
    first bigint NOT NULL,
    count integer NOT NULL,
    seal bytea NOT NULL,
    frames bytea NOT NULL
);
ALTER TABLE ONLY format_1.entries ALTER COLUMN frames SET STORAGE EXTERNAL;
CREATE SEQUENCE format_1.keys
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE format_1.sessions (
    key bigint NOT NULL,
    tenant text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    revision bigint NOT NULL,
    entry_count bigint NOT NULL,
    schema_hash bigint NOT NULL,
    schema_version integer NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    updates bigint,
    tail_rows integer NOT NULL,
    tail_from bigint NOT NULL,
    tail_bytes bigint NOT NULL,
    seal bytea NOT NULL,
    head bytea
);
ALTER TABLE ONLY format_1.sessions ALTER COLUMN head SET STORAGE EXTERNAL;
CREATE TABLE format_1.stamp (
    application text NOT NULL,
    format integer NOT NULL
);
CREATE SEQUENCE format_1.updates
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
INSERT INTO format_1.commits VALUES (1, '00000001-0000-0007-0102-030405060708', 1, 1, '\x6792f53ed7bb344b79b064fa72814832');
INSERT INTO format_1.commits VALUES (1, '00000001-0001-0007-0102-030405060708', 2, 2, '\xa74f6d4ba029e5c9c2684493026402f2');
INSERT INTO format_1.commits VALUES (1, '00000001-0002-0007-0102-030405060708', 3, 3, '\xdf0ccea8533fba0e0730b065a6f4ec10');
INSERT INTO format_1.commits VALUES (1, '00000001-0003-0007-0102-030405060708', 4, 4, '\x085089c60efe9ab73e1640c01c0dce6f');
INSERT INTO format_1.commits VALUES (1, '00000001-0004-0007-0102-030405060708', 5, 5, '\x78f3e211204925c30bd1763deb1e139d');
INSERT INTO format_1.commits VALUES (1, '00000001-0005-0007-0102-030405060708', 6, 6, '\x430d15c954ab0a91327ef9e41ee824bc');
INSERT INTO format_1.commits VALUES (1, '00000001-0006-0007-0102-030405060708', 7, 7, '\xc49141bb49e0e7fe3fcc45314e3e4e71');
INSERT INTO format_1.commits VALUES (1, '00000001-0007-0007-0102-030405060708', 8, 8, '\x4a6e1f7219faf2ee6241230eefb4ef2a');
INSERT INTO format_1.commits VALUES (1, '00000001-0008-0007-0102-030405060708', 9, 9, '\x55548c3affb7ef57a890b164d47768fc');
INSERT INTO format_1.commits VALUES (1, '00000001-0009-0007-0102-030405060708', 10, 10, '\xb800eda51200a2a6fdce6da0f2e2ba2c');
INSERT INTO format_1.commits VALUES (1, '00000001-000a-0007-0102-030405060708', 11, 11, '\x7133c43081d2c03a5f393033e5eda0f3');
INSERT INTO format_1.commits VALUES (1, '00000001-000b-0007-0102-030405060708', 12, 12, '\x3e13eee0bb4817640688bc6946c8036f');
INSERT INTO format_1.commits VALUES (1, '00000001-000c-0007-0102-030405060708', 13, 13, '\x7fef47d080b73e5bfd55791670ec6b0a');
INSERT INTO format_1.commits VALUES (1, '00000001-000d-0007-0102-030405060708', 14, 14, '\x5df60cbe91168a6748bf26c003ab94ee');
INSERT INTO format_1.commits VALUES (1, '00000001-000e-0007-0102-030405060708', 15, 15, '\x8d32da0871eae3dbe87dc79419b01ad1');
INSERT INTO format_1.commits VALUES (1, '00000001-000f-0007-0102-030405060708', 16, 16, '\xa075cd8a20e3f7c182260da437cdca95');
INSERT INTO format_1.commits VALUES (1, '00000001-0010-0007-0102-030405060708', 17, 17, '\xa3dc12d337fd60cfc59057f1121cc7a4');
INSERT INTO format_1.commits VALUES (1, '00000001-0011-0007-0102-030405060708', 18, 18, '\x2ff4599bed4d30251431aef81303d687');
INSERT INTO format_1.commits VALUES (1, '00000001-0012-0007-0102-030405060708', 19, 19, '\x519fd1ce4ac4a83e3a0639b7a8b7485f');
INSERT INTO format_1.commits VALUES (1, '00000001-0013-0007-0102-030405060708', 20, 20, '\xdcd873f1309cd2ede63b19b2ad1151b9');
INSERT INTO format_1.commits VALUES (1, '00000001-0014-0007-0102-030405060708', 21, 21, '\x248b5a1e711f9badbf40bb92228d29d6');
INSERT INTO format_1.commits VALUES (1, '00000001-0015-0007-0102-030405060708', 22, 22, '\x23d202c26a6187492193cd987ce16ad4');
INSERT INTO format_1.commits VALUES (1, '00000001-0016-0007-0102-030405060708', 23, 23, '\xbfc999010d0139d0c649814e32cc2916');
INSERT INTO format_1.commits VALUES (1, '00000001-0017-0007-0102-030405060708', 24, 24, '\x16611101b643912e24111e956380d783');
INSERT INTO format_1.commits VALUES (1, '00000001-0018-0007-0102-030405060708', 25, 25, '\x99f71486b58430880928eb16a939556d');
INSERT INTO format_1.commits VALUES (1, '00000001-0019-0007-0102-030405060708', 26, 26, '\xca18f30f8f9aca8176f685d84eb1cc31');
INSERT INTO format_1.commits VALUES (1, '00000001-001a-0007-0102-030405060708', 27, 27, '\xd1034181ae6f27be1fa2e18d5148018f');
INSERT INTO format_1.commits VALUES (1, '00000001-001b-0007-0102-030405060708', 28, 28, '\xc9bdaccf3225e652119739def56aaf4e');
INSERT INTO format_1.commits VALUES (1, '00000001-001c-0007-0102-030405060708', 29, 29, '\xab939c159207f30309271360bbf0215e');
INSERT INTO format_1.commits VALUES (1, '00000001-001d-0007-0102-030405060708', 30, 30, '\xbf2472199928fb5ebad776754b350d68');
INSERT INTO format_1.commits VALUES (1, '00000001-001e-0007-0102-030405060708', 31, 31, '\x7e878b357a91c257ea69a018c865128b');
INSERT INTO format_1.commits VALUES (1, '00000001-001f-0007-0102-030405060708', 32, 32, '\x5f31304551dbf88f3cdab25a8a2baf3f');
INSERT INTO format_1.commits VALUES (1, '00000001-0020-0007-0102-030405060708', 33, 33, '\xa512c519d65f2c2f505431aedadd1f1e');
INSERT INTO format_1.commits VALUES (1, '00000001-0021-0007-0102-030405060708', 34, 34, '\x0202276951bf86088511303fd751720d');
INSERT INTO format_1.commits VALUES (1, '00000001-0022-0007-0102-030405060708', 35, 35, '\x94d1ff46e547cea9327f78850bc6109d');
INSERT INTO format_1.commits VALUES (1, '00000001-0023-0007-0102-030405060708', 36, 36, '\x4eb927dfbdb761609a82964d8c279ccb');
INSERT INTO format_1.commits VALUES (1, '00000001-0024-0007-0102-030405060708', 37, 37, '\x85ad581b77873ff9c1be6ba211b73193');
INSERT INTO format_1.commits VALUES (1, '00000001-0025-0007-0102-030405060708', 38, 38, '\x94843fe264d23274b57a7e1a2aca0379');
INSERT INTO format_1.commits VALUES (1, '00000001-0026-0007-0102-030405060708', 39, 39, '\xb04c3c82871f6f013d8c097fd56a9930');
INSERT INTO format_1.commits VALUES (1, '00000001-0027-0007-0102-030405060708', 40, 40, '\xc4e8a68e9c3f1397bd844bb391289412');
INSERT INTO format_1.commits VALUES (1, '00000001-0028-0007-0102-030405060708', 41, 41, '\x9056b48ba4dc1063b3967b8a5995bbb0');
INSERT INTO format_1.commits VALUES (1, '00000001-0029-0007-0102-030405060708', 42, 42, '\xb482d77938ca3a9f3cda019e802c3a6b');
INSERT INTO format_1.commits VALUES (1, '00000001-002a-0007-0102-030405060708', 43, 43, '\xa11ef8bb0423dd6665566ca601c4b46f');
INSERT INTO format_1.commits VALUES (1, '00000001-002b-0007-0102-030405060708', 44, 44, '\x18c46a686317503a6d67ec3ec996a4f2');
INSERT INTO format_1.commits VALUES (1, '00000001-002c-0007-0102-030405060708', 45, 45, '\xa30d21046a12b77c268127901d5222e5');
INSERT INTO format_1.commits VALUES (1, '00000001-002d-0007-0102-030405060708', 46, 46, '\x91d4a17c32fbec66e0414d35983460a7');
INSERT INTO format_1.commits VALUES (1, '00000001-002e-0007-0102-030405060708', 47, 47, '\x6374fcc3ccec6c035afc1991c54cc1c6');
INSERT INTO format_1.commits VALUES (1, '00000001-002f-0007-0102-030405060708', 48, 48, '\x1c7dbc52621ddf18509c73da8e192a6c');
INSERT INTO format_1.commits VALUES (1, '00000001-0030-0007-0102-030405060708', 49, 49, '\x9b6a07e7f1db707e24eae57dce7fbf5d');
INSERT INTO format_1.commits VALUES (1, '00000001-0031-0007-0102-030405060708', 50, 50, '\x3391dc3b029e632412431ee4586184da');
INSERT INTO format_1.commits VALUES (1, '00000001-0032-0007-0102-030405060708', 51, 51, '\xd66abfb6f09281fb0c75332a33be5f72');
INSERT INTO format_1.commits VALUES (1, '00000001-0033-0007-0102-030405060708', 52, 52, '\xb4e16342e1b9b82759775940dcd8223a');
INSERT INTO format_1.commits VALUES (1, '00000001-0034-0007-0102-030405060708', 53, 53, '\xab0676da68fc0495ae1ead8bf2c6256e');
INSERT INTO format_1.commits VALUES (1, '00000001-0035-0007-0102-030405060708', 54, 54, '\x3a60fe56513c617816a65c9bee0e28ea');
INSERT INTO format_1.commits VALUES (1, '00000001-0036-0007-0102-030405060708', 55, 55, '\x9cbf50501cb8453f9aaf7c33f0f6d9fc');
INSERT INTO format_1.commits VALUES (1, '00000001-0037-0007-0102-030405060708', 56, 56, '\x31b99e27cfbd4f6d947b384293ddf4d4');
INSERT INTO format_1.commits VALUES (1, '00000001-0038-0007-0102-030405060708', 57, 57, '\x95872132b1a94cb1066ecdc7f7bd82e2');
INSERT INTO format_1.commits VALUES (1, '00000001-0039-0007-0102-030405060708', 58, 58, '\xbe71808969ba9e1770ab031718d0af36');
INSERT INTO format_1.commits VALUES (1, '00000001-003a-0007-0102-030405060708', 59, 59, '\xc29f482f24fdc590bf95ff30519aa15c');
INSERT INTO format_1.commits VALUES (1, '00000001-003b-0007-0102-030405060708', 60, 60, '\x9911a9d221923ef0c7f4c6d2e995c50a');
INSERT INTO format_1.commits VALUES (1, '00000001-003c-0007-0102-030405060708', 61, 61, '\x9a0813b5c07f0f3f0fc0313219498389');
INSERT INTO format_1.commits VALUES (1, '00000001-003d-0007-0102-030405060708', 62, 62, '\x0f70f6d8115360e58e4c60f671daabc4');
INSERT INTO format_1.commits VALUES (1, '00000001-003e-0007-0102-030405060708', 63, 63, '\x43f8a518883084315bf2202a93d24ca8');
INSERT INTO format_1.commits VALUES (1, '00000001-003f-0007-0102-030405060708', 64, 64, '\x3a1702c93be221f86168969dd929745a');
INSERT INTO format_1.commits VALUES (1, '00000001-0040-0007-0102-030405060708', 65, 65, '\x9c8d17197b4315fc742e98ba8db3751d');
INSERT INTO format_1.commits VALUES (1, '00000001-0041-0007-0102-030405060708', 66, 66, '\x39653f01a47db1374f4462e6008d3555');
INSERT INTO format_1.commits VALUES (1, '00000001-0042-0007-0102-030405060708', 67, 67, '\xfa8384da3e605cac5ebca816851de344');
INSERT INTO format_1.commits VALUES (1, '00000001-0043-0007-0102-030405060708', 68, 68, '\x60b7056a7196529b0d407618b3175e1a');
INSERT INTO format_1.commits VALUES (1, '00000001-0044-0007-0102-030405060708', 69, 69, '\x198b267e7e9cf8b9de0fccd36389fc2a');
INSERT INTO format_1.commits VALUES (1, '00000001-0045-0007-0102-030405060708', 70, 70, '\x544bfe22491f486a41c23844a2776b1f');
INSERT INTO format_1.commits VALUES (2, '00000002-0000-0007-0102-030405060708', 1, 2, '\xa03114e99899049761129ff908ee8fdb');
INSERT INTO format_1.commits VALUES (2, '00000002-0001-0007-0102-030405060708', 2, 2, '\x1b6c1f762eddaa913d3fdad7c93376e4');
INSERT INTO format_1.entries VALUES (1, 0, 64, '\x83f13e6d11b1397c', '\xc71a466e4aad895bb7b46202000001000100000001b247194a519779bf30c71a46839da9c7786602a502000001000100000001b247194a519779bf31c71a465f651d60d5a2397e02000001000100000001b247194a519779bf32c71a4621193a3d3ae5e2b702000001000100000001b247194a519779bf33c71a463d28048361a4ebe602000001000100000001b247194a519779bf34c71a463e2601c8b48d0a6502000001000100000001b247194a519779bf35c71a46f3a57d6c469f6b3b02000001000100000001b247194a519779bf36c71a46059a3214c555aff502000001000100000001b247194a519779bf37c71a46c85ff88c71ffbdf402000001000100000001b247194a519779bf38c71a46aac66d5d7ae11d7502000001000100000001b247194a519779bf39c71a46eb80659443fe3b0f02000001000100000002b247194a519779bf3130c71a46401c77bd6f719e6b02000001000100000002b247194a519779bf3131c71a46bf26e05bf8a23cdc02000001000100000002b247194a519779bf3132c71a469b5690117a683bbf02000001000100000002b247194a519779bf3133c71a46a158e75117b82fb502000001000100000002b247194a519779bf3134c71a4616d1e93964f6d57202000001000100000002b247194a519779bf3135c71a467b4ff125fe3a052c02000001000100000002b247194a519779bf3136c71a4650fcb70ae4b828e602000001000100000002b247194a519779bf3137c71a46c0e6f408d1bbc7e502000001000100000002b247194a519779bf3138c71a469b4dc6dc621d9d7202000001000100000002b247194a519779bf3139c71a465f79809da5cb013d02000001000100000002b247194a519779bf3230c71a464ab4cb4f0b62ce7b02000001000100000002b247194a519779bf3231c71a46da1e750025a0bf8202000001000100000002b247194a519779bf3232c71a4614ebe7666ecb5a0702000001000100000002b247194a519779bf3233c71a469788086afee7807d02000001000100000002b247194a519779bf3234c71a468f37981ff038797902000001000100000002b247194a519779bf3235c71a463d678c5ccac7e01702000001000100000002b247194a519779bf3236c71a46a5ae76fe51b1c10502000001000100000002b247194a519779bf3237c71a46d19db1afdd5d145202000001000100000002b247194a519779bf3238c71a46a6cc4587430c0acc02000001000100000002b247194a519779bf3239c71a46f592e2ad93f43cb502000001000100000002b247194a519779bf3330c71a46919dbb855760073202000001000100000002b247194a519779bf3331c71a467ed5e441a9e9aa6502000001000100000002b247194a519779bf3332c71a467a4d0b73edfde96b02000001000100000002b247194a519779bf3333c71a463261afef5d6361cc02000001000100000002b247194a519779bf3334c71a46ed6ad97fefd8e86202000001000100000002b247194a519779bf3335c71a46076eacba4190f11202000001000100000002b247194a519779bf3336c71a464fa4c066b319ae5702000001000100000002b247194a519779bf3337c71a46880251b1acbc846f02000001000100000002b247194a519779bf3338c71a465666cd46b6265dcb02000001000100000002b247194a519779bf3339c71a46050ec04c740a38ae02000001000100000002b247194a519779bf3430c71a46016413578aadc1c502000001000100000002b247194a519779bf3431c71a46d25ae08030d9130d02000001000100000002b247194a519779bf3432c71a468e7e15f61c3d816102000001000100000002b247194a519779bf3433c71a464ae89e975df2536902000001000100000002b247194a519779bf3434c71a465dfbfdcc887297af02000001000100000002b247194a519779bf3435c71a46b8c8f2da3bfe3a0e02000001000100000002b247194a519779bf3436c71a46161611db49df6a9002000001000100000002b247194a519779bf3437c71a465e2e6347acdf06dc02000001000100000002b247194a519779bf3438c71a46ed7115d56c1165d102000001000100000002b247194a519779bf3439c71a46349ee7612757f1b602000001000100000002b247194a519779bf3530c71a46b12e0a7299ebd55b02000001000100000002b247194a519779bf3531c71a464f6be084078e880002000001000100000002b247194a519779bf3532c71a46674041e6545bb17302000001000100000002b247194a519779bf3533c71a46e5356e8ab9dc1da002000001000100000002b247194a519779bf3534c71a466ef1409e30ef020f02000001000100000002b247194a519779bf3535c71a460a7e3f61b9d2667c02000001000100000002b247194a519779bf3536c71a4626433f4eb1c5683002000001000100000002b247194a519779bf3537c71a46e6fdbb49f7de8de902000001000100000002b247194a519779bf3538c71a466a0d79b4068ac9d902000001000100000002b247194a519779bf3539c71a46e8134ca02b5b4bea02000001000100000002b247194a519779bf3630c71a46bcba21450e55fe0a02000001000100000002b247194a519779bf3631c71a46281607c11bc96d2602000001000100000002b247194a519779bf3632c71a46e4a30f123b55054d02000001000100000002b247194a519779bf3633');
INSERT INTO format_1.entries VALUES (1, 64, 1, '\xae7eebbef25daab4', '\xc71a4616f83f0900005d5e02000001000100000002b247194a519779bf3634');
INSERT INTO format_1.entries VALUES (1, 65, 1, '\x88548aa6a7929bac', '\xc71a461fd6fba3a9bc390b02000001000100000002b247194a519779bf3635');
INSERT INTO format_1.entries VALUES (1, 66, 1, '\x7123815de0030e60', '\xc71a46eebba2e96b7571a302000001000100000002b247194a519779bf3636');
INSERT INTO format_1.entries VALUES (1, 67, 1, '\x9ace0a5b2d6c1532', '\xc71a461b81911972b1fb1a02000001000100000002b247194a519779bf3637');
INSERT INTO format_1.entries VALUES (1, 68, 1, '\xa15b6d41cb1f92da', '\xc71a46222b32c54ff6cde302000001000100000002b247194a519779bf3638');
INSERT INTO format_1.entries VALUES (1, 69, 1, '\xcf5e8fa96c73ea02', '\xc71a464535d9f44156461a02000001000100000002b247194a519779bf3639');
INSERT INTO format_1.entries VALUES (2, 0, 2, '\x3f7c7bfefca28acf', '\xc71a46ab9d3159b79648f402000001000100000001b247194a519779bf61c71a464aca5c342cd7048302000001000100000001b247194a519779bf62');
INSERT INTO format_1.sessions VALUES (1, 'default', 'long', 70, 70, -5852695053132440223, 3, 639316552775020210, 639316552776739683, 70, 6, 64, 186, '\xbbd3043f7940874e', '\xc71a46a3f230b84f424a4601000003000100000003aec70cdbab5add61683430');
INSERT INTO format_1.sessions VALUES (2, 'acme', 'short', 2, 2, -5852695053132440223, 3, 639316552776746644, 639316552776755441, 72, 1, 0, 60, '\xcd1af99531e77354', '\xc71a464b4ab1b6e819b9d50100000300010000000caec70cdbab5add61616e6f746865722068656164');
INSERT INTO format_1.sessions VALUES (3, 'default', 'deleted', 1, 0, -5852695053132440223, 3, 639316552776767123, 639316552776767123, NULL, 0, 0, 0, '\x19f54953d186c9c1', NULL);
INSERT INTO format_1.stamp VALUES ('fluers-sdk', 1);
SELECT pg_catalog.setval('format_1.keys', 3, true);
SELECT pg_catalog.setval('format_1.updates', 73, true);
ALTER TABLE ONLY format_1.commits
    ADD CONSTRAINT commits_pkey PRIMARY KEY (session, commit_id);
ALTER TABLE ONLY format_1.entries
    ADD CONSTRAINT entries_pkey PRIMARY KEY (session, first);
ALTER TABLE ONLY format_1.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (tenant, id);
CREATE INDEX sessions_by_update ON format_1.sessions USING btree (tenant, updates) WHERE (updates IS NOT NULL);
RESET check_function_bodies;
