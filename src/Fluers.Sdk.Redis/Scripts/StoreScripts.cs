using System.Globalization;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Redis.Scripts;

/// <summary>
/// The scripts of a store. A server runs one at a time and whole, so that each decides and stores at once. Whatever could fail, a key of
/// another kind or a session that does not fit together, is looked at before the first change.
/// </summary>
internal static class StoreScripts
{
    /// <summary>The number of arguments in front of a commit's entries.</summary>
    public const int CommitArguments = 15;

    /// <summary>The greatest number of arguments in one call of Lua, which has a stack for 8000.</summary>
    private const int Chunk = 4000;

    /// <summary>How far a time in an index may be ahead of the server's clock before it is taken for damage: an hour, in microseconds.</summary>
    private const long Ahead = 3_600_000_000;

    /// <summary>How many commits one commit forgets at most: more than one, so that what has gathered goes, and few, so that nobody waits for it.</summary>
    private const int Forgotten = 16;

    private static readonly string MemoryTicks = CommitMemory.Age.Ticks.ToString(CultureInfo.InvariantCulture);

    // ARGV[1] is the name of the session, which every seal covers.
    private const string Seals =
        """
        local function seal(text)
            return string.sub(redis.sha1hex(ARGV[1] .. ' ' .. text), 1, 16)
        end
        local function sealed_part(text)
            local part, mark = string.match(text, '^(.*) (%x+)$')
            return part and mark == seal(part) and part
        end
        local function record_part(text, is_first)
            local part, mark = string.match(text, '^(.*) (%x+)$')
            return part and mark == seal(is_first and part or 'state ' .. part) and part
        end

        """;

    // KEYS: the session, its log, its commits, the index of its bucket, the order of its commits, those of format 1, the ids of its bucket. ARGV:
    // its name, its id, where to tell of changes.
    private const string Common = Seals +
        """
        local fields = redis.call('HMGET', KEYS[1], 'state', 'record')
        local record, is_first = fields[1] or fields[2], not fields[1] and fields[2]
        local length = redis.call('LLEN', KEYS[2])
        local commits = redis.call('HLEN', KEYS[3])
        local listed = redis.call('ZSCORE', KEYS[4], ARGV[2]) or redis.call('HEXISTS', KEYS[7], ARGV[2]) == 1
        local rest = redis.call('LLEN', KEYS[5]) + redis.call('HLEN', KEYS[6])
        local text = record and record_part(record, is_first)

        """;

    // The id of the last commit of a session that format 1 wrote last; it stands only among all others.
    private const string LastOfFirst =
        """
        local function last_of_first(key, revision)
            local all = redis.call('HGETALL', key)
            for i = 2, #all, 2 do
                if string.match(all[i], '^(%d+) ') == revision then
                    return (string.gsub(all[i - 1], '.', function(c) return string.format('%02x', string.byte(c)) end))
                end
            end
        end

        """;

    /// <summary>
    /// Decides on a commit and stores it. ARGV goes on with the expected revision, the commit id as bytes and as digits, the id of the commit that
    /// it builds on or nothing, the hash of the content, the times of now, of the creation and of the update, the head, its schema hash and
    /// version, the latest update that the caller knows of, and the entries. Answers the status, the revision, the number of entries and the
    /// update; or that the session is damaged, and how.
    /// </summary>
    // The time of an update is the server's, in microseconds, but always above those that the bucket and the caller have seen: so the
    // updates of one bucket, and those that one process makes after another, are in their order whatever the clocks of servers say.
    //
    // The order of the decisions is that of every storage: deleted, a retry, then what SessionCommit.Against says.
    public static Script Commit { get; } = new(Common + LastOfFirst +
        $$"""
        local expected, id, id_digits, builds_on, hash, now = ARGV[4], ARGV[5], ARGV[6], ARGV[7], ARGV[8], ARGV[9]
        local created, updated, head, schema, version = ARGV[10], ARGV[11], ARGV[12], ARGV[13], ARGV[14]
        local revision, count, last, forgotten, plain, early, early_at, head_mark = '0', '0', '', '0', '0', '0', '0', '0'
        local base = 0
        if record then
            if not text then
                return { {{Answer.Damaged:D}}, '{{SessionRecord.Broken}}' }
            end
            if text == 'deleted' then
                return { {{Answer.Deleted:D}}, '0', '0', '0' }
            end
            local schema_now, version_now
            revision, count, schema_now, version_now, created = string.match(text, '^(%d+) (%d+) (%d+) (%d+) (%d+)')
            if is_first then
                plain, early, early_at = count, revision, now
            else
                last, forgotten, plain, early, early_at, head_mark = string.match(text, ' (%x+) (%d+) (%d+) (%d+) (%d+) (%x+)$')
            end
            base = math.max(tonumber(forgotten), tonumber(early))
            if head == '' then
                schema, version = schema_now, version_now
            end
            local earlier = redis.call('HGET', KEYS[3], id) or redis.call('HGET', KEYS[6], id)
            if earlier then
                local earlier_revision, earlier_count, proof = string.match(earlier, '^(%d+) (%d+) (%x+)$')
                if proof and proof == seal(id .. earlier_revision .. ' ' .. earlier_count .. ' ' .. hash) then
                    return { {{Answer.Repeated:D}}, earlier_revision, earlier_count, '0' }
                end
                return { {{Answer.CommitIdReused:D}}, revision, count, '0' }
            end
        elseif length > 0 or commits > 0 or listed or rest > 0 then
            return { {{Answer.Damaged:D}}, '{{SessionRecord.Missing}}' }
        elseif expected ~= '0' then
            return { {{Answer.NotFound:D}}, '0', '0', '0' }
        end

        local refused
        if record and builds_on ~= '' and tonumber(expected) > tonumber(revision) then
            refused = {{Answer.Diverged:D}}
        elseif revision ~= expected then
            refused = {{Answer.Conflict:D}}
        elseif record and builds_on ~= '' then
            last = is_first and last_of_first(KEYS[3], revision) or last
            if last == '' then
                return { {{Answer.Damaged:D}}, '{{SessionRecord.CommitMissing}}' }
            end
            refused = builds_on ~= last and {{Answer.Diverged:D}}
        end
        if refused then
            -- The revision that the commit would have made is there: it may be a retry of that one, whose record is damaged.
            if tonumber(expected) >= base and tonumber(expected) < tonumber(revision) then
                local made = redis.call('LINDEX', KEYS[5], tonumber(expected) - base)
                made = made and sealed_part(made)
                local made_id = made and string.match(made, '^commit ' .. string.format('%.0f', tonumber(expected) + 1) .. ' (%x+) ')
                made_id = made_id and string.gsub(made_id, '..', function(digits) return string.char(tonumber(digits, 16)) end)
                if not made_id or redis.call('HEXISTS', KEYS[3], made_id) == 0 then
                    return { {{Answer.Damaged:D}}, '{{SessionRecord.CommitMissing}}' }
                end
            end
            return { refused, revision, count, '0' }
        end
        if length ~= tonumber(count) then
            return { {{Answer.Damaged:D}}, 'its log has ' .. length .. ' entries instead of ' .. count }
        end

        local time = redis.call('TIME')
        local update = tonumber(time[1]) * 1000000 + tonumber(time[2])
        local latest = tonumber(ARGV[15])
        local newest = redis.call('ZREVRANGEBYSCORE', KEYS[4], string.format('%.0f', update + {{Ahead}}), '-inf', 'WITHSCORES', 'LIMIT', 0, 1)
        if newest[2] then
            latest = math.max(latest, tonumber(newest[2]))
        end
        if latest >= update and latest <= update + {{Ahead}} then
            update = latest + 1
        end

        local function number(n)
            return string.format('%.0f', n)
        end
        revision = number(tonumber(revision) + 1)
        count = number(length + #ARGV - {{CommitArguments}})

        -- What is remembered of commits, and no longer has to be.
        local old = tonumber(now) - {{MemoryTicks}}
        local horizon = tonumber(revision) - {{CommitMemory.Commits}}
        local forgets, forgets_first = {}, false
        if tonumber(early) > tonumber(forgotten) then
            if not is_first and tonumber(early) <= horizon and tonumber(early_at) < old then
                forgets_first, forgotten = true, early
            end
        elseif tonumber(forgotten) < horizon then
            local oldest = redis.call('LRANGE', KEYS[5], 0, {{Forgotten - 1}})
            for i = 1, #oldest do
                local made = sealed_part(oldest[i])
                local number_of, made_id, made_at = string.match(made or '', '^commit (%d+) (%x+) (%d+)$')
                if not made or tonumber(number_of) ~= tonumber(forgotten) + 1 or tonumber(number_of) > horizon or tonumber(made_at) >= old then
                    break
                end
                forgets[#forgets + 1] = (string.gsub(made_id, '..', function(digits) return string.char(tonumber(digits, 16)) end))
                forgotten = number_of
            end
        end

        if head ~= '' then
            head_mark = seal('head ' .. head)
        elseif is_first then
            head_mark = seal('head ' .. (redis.call('HGET', KEYS[1], 'head') or ''))
        end
        text = table.concat({ revision, count, schema, version, created, updated, number(update), id_digits, forgotten, plain, early, early_at, head_mark }, ' ')
        if head ~= '' then
            redis.call('HSET', KEYS[1], 'head', head)
        end
        redis.call('HSET', KEYS[1], 'state', text .. ' ' .. seal('state ' .. text))
        if is_first then
            redis.call('HDEL', KEYS[1], 'record')
            if commits > 0 then
                redis.call('RENAME', KEYS[3], KEYS[6])
            end
        end
        for from = {{CommitArguments + 1}}, #ARGV, {{Chunk}} do
            local entries = {}
            for i = from, math.min(from + {{Chunk - 1}}, #ARGV) do
                local entry = number(length + i - {{CommitArguments + 1}})
                entries[#entries + 1] = ARGV[i] .. seal('entry ' .. entry .. ' ' .. string.sub(ARGV[i], 1, {{FrameHeader.Size}}))
            end
            redis.call('RPUSH', KEYS[2], unpack(entries))
        end
        redis.call('HSET', KEYS[3], id, revision .. ' ' .. count .. ' ' .. seal(id .. revision .. ' ' .. count .. ' ' .. hash))
        local made = 'commit ' .. revision .. ' ' .. id_digits .. ' ' .. now
        redis.call('RPUSH', KEYS[5], made .. ' ' .. seal(made))
        if forgets_first then
            redis.call('UNLINK', KEYS[6])
        end
        for i = 1, #forgets do
            redis.call('LPOP', KEYS[5])
            redis.call('HDEL', KEYS[3], forgets[i])
        end
        redis.call('ZADD', KEYS[4], number(update), ARGV[2])
        redis.call('HSETNX', KEYS[7], ARGV[2], '')
        redis.pcall('PUBLISH', ARGV[3], ARGV[1])
        return { {{Answer.Committed:D}}, revision, count, number(update) }
        """);

    /// <summary>Deletes a session, damaged or not, and leaves that its id is spent. Answers whether there was one.</summary>
    // What frees memory comes first: a server whose memory is full lets a script go on that began so.
    public static Script Delete { get; } = new(Common +
        """
        if text == 'deleted' or not record and length == 0 and commits == 0 and rest == 0 and not listed then
            return 0
        end
        redis.call('UNLINK', KEYS[2], KEYS[3], KEYS[5], KEYS[6])
        redis.call('HDEL', KEYS[1], 'head', 'record')
        redis.call('HSET', KEYS[1], 'state', 'deleted ' .. seal('state deleted'))
        redis.call('ZREM', KEYS[4], ARGV[2])
        redis.call('HDEL', KEYS[7], ARGV[2])
        redis.pcall('PUBLISH', ARGV[3], ARGV[1])
        return 1
        """);

    /// <summary>
    /// Looks at a session, all at one moment. KEYS: the session, its log, the index of its bucket, its commits, a key that never exists, and the ids
    /// of its bucket. ARGV: its name, its id. Answers its record, its head, the length of its log, its place in the index, the last commit of a
    /// session that format 1 wrote, the format, and whether its id is known.
    /// </summary>
    // To delete what does not exist changes nothing; but a server that is no primary any more refuses it, where it would answer a look with what
    // was once stored.
    public static Script Look { get; } = new(LastOfFirst +
        """
        local role = redis.pcall('DEL', KEYS[5])
        if type(role) == 'table' and role.err and string.find(role.err, 'READONLY', 1, true) then
            return redis.error_reply('READONLY The server is a replica.')
        end
        local fields = redis.call('HMGET', KEYS[1], 'state', 'record', 'head')
        local revision = not fields[1] and fields[2] and string.match(fields[2], '^(%d+) ')
        return {
            fields[1] or fields[2], fields[3], redis.call('LLEN', KEYS[2]), redis.call('ZSCORE', KEYS[3], ARGV[2]),
            revision and last_of_first(KEYS[4], revision) or false, fields[1] and 2 or 1, redis.call('HEXISTS', KEYS[6], ARGV[2])
        }
        """);

    /// <summary>
    /// Finds sessions that the index of their bucket has lost, some ids at a time. KEYS: the ids of the bucket, its index. ARGV: where to go on, and
    /// how many to look at. Answers where to go on, and the ids that have no place in the index.
    /// </summary>
    public static Script Unlisted { get; } = new(
        """
        local page = redis.call('HSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[2])
        local answer = { page[1] }
        for i = 1, #page[2], 2 do
            if not redis.call('ZSCORE', KEYS[2], page[2][i]) then
                answer[#answer + 1] = page[2][i]
            end
        end
        return answer
        """);

    /// <summary>
    /// Tells whether a session's history holds a commit. KEYS: the session, its log, its commits, their order, those of format 1. ARGV: its name, the
    /// revision, the commit id as bytes and as digits. Answers a <see cref="CommitRecall"/>, or what is damaged.
    /// </summary>
    public static Script Recall { get; } = new(Seals +
        $$"""
        local fields = redis.call('HMGET', KEYS[1], 'state', 'record')
        local record, is_first = fields[1] or fields[2], not fields[1] and fields[2]
        if not record then
            local left = redis.call('LLEN', KEYS[2]) + redis.call('HLEN', KEYS[3]) + redis.call('LLEN', KEYS[4])
            return left > 0 and '{{SessionRecord.Missing}}' or {{CommitRecall.Foreign:D}}
        end
        local text = record_part(record, is_first)
        if not text then
            return '{{SessionRecord.Broken}}'
        end
        if text == 'deleted' then
            return {{CommitRecall.Foreign:D}}
        end
        local revision, asked = tonumber(string.match(text, '^(%d+) ')), tonumber(ARGV[2])
        local forgotten, early = 0, revision
        if not is_first then
            local f, e = string.match(text, ' %x+ (%d+) %d+ (%d+) %d+ %x+$')
            forgotten, early = tonumber(f), tonumber(e)
        end
        if asked > revision then
            return {{CommitRecall.Foreign:D}}
        end
        if asked <= forgotten then
            return {{CommitRecall.Forgotten:D}}
        end
        if asked <= early then
            local made = redis.call('HGET', is_first and KEYS[3] or KEYS[5], ARGV[3])
            return made and string.match(made, '^(%d+) ') == ARGV[2] and {{CommitRecall.Known:D}} or {{CommitRecall.Foreign:D}}
        end
        local made = redis.call('LINDEX', KEYS[4], asked - math.max(forgotten, early) - 1)
        local id = made and sealed_part(made) and string.match(made, '^commit ' .. ARGV[2] .. ' (%x+) ')
        if not id then
            return '{{SessionRecord.CommitMissing}}'
        end
        return id == ARGV[4] and {{CommitRecall.Known:D}} or {{CommitRecall.Foreign:D}}
        """);

    /// <summary>
    /// Looks at the stamp, and writes it where there is none or that of an earlier format. KEYS: the stamp, and one key of each kind, in which
    /// nothing stays. ARGV: the stamp, that of the earlier format. Every change that the other scripts make is made there first: what a user may
    /// not do is found now, and not half-way through a commit.
    /// </summary>
    public static Script Open { get; } = new(
        """
        local stamp = redis.call('GET', KEYS[1])
        if stamp and stamp ~= ARGV[1] and stamp ~= ARGV[2] then
            return stamp
        end
        redis.call('HSET', KEYS[2], 'a', 'b')
        redis.call('RENAME', KEYS[2], KEYS[5])
        redis.call('HSETNX', KEYS[5], 'a', '')
        redis.call('HDEL', KEYS[5], 'a')
        redis.call('RPUSH', KEYS[3], 'a', 'b')
        redis.call('LPOP', KEYS[3])
        redis.call('LINDEX', KEYS[3], 0)
        redis.call('ZADD', KEYS[4], 1, 'a')
        redis.call('ZREM', KEYS[4], 'a')
        redis.call('UNLINK', KEYS[2], KEYS[3], KEYS[4], KEYS[5])
        if stamp ~= ARGV[1] then
            redis.call('SET', KEYS[1], ARGV[1])
        end
        return ARGV[1]
        """);

    /// <summary>What the server tells of its memory, also of what it throws away when there is none left; nothing where it does not tell.</summary>
    public static Script Memory { get; } = new(
        """
        local memory = redis.pcall('INFO', 'memory')
        return type(memory) == 'string' and memory or ''
        """);

    /// <summary>The servers of a cluster, as the one that is asked sees them.</summary>
    public static Script Nodes { get; } = new("return redis.call('CLUSTER', 'NODES')");
}
