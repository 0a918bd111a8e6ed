namespace Fluers.Sdk.Redis.Scripts;

/// <summary>
/// The scripts of a store. A server runs one at a time and whole, so that each decides and stores at once. Whatever could fail, a key of
/// another kind or a session that does not fit together, is looked at before the first change.
/// </summary>
internal static class StoreScripts
{
    /// <summary>The greatest number of arguments in one call of Lua, which has a stack for 8000.</summary>
    private const int Chunk = 4000;

    /// <summary>How far a time in an index may be ahead of the server's clock before it is taken for damage: an hour, in microseconds.</summary>
    private const long Ahead = 3_600_000_000;

    // KEYS: the session, its log, its commits, the index of its bucket. ARGV: its name, its id, where to tell of changes.
    private const string Common =
        """
        local function seal(text)
            return string.sub(redis.sha1hex(ARGV[1] .. ' ' .. text), 1, 16)
        end
        local record = redis.call('HGET', KEYS[1], 'record')
        local length = redis.call('LLEN', KEYS[2])
        local commits = redis.call('HLEN', KEYS[3])
        local listed = redis.call('ZSCORE', KEYS[4], ARGV[2])
        local text, mark
        if record then
            text, mark = string.match(record, '^(.*) (%x+)$')
        end
        local sealed = text and mark == seal(text)

        """;

    /// <summary>
    /// Decides on a commit and stores it. ARGV goes on with the expected revision, the commit id, the hash of the content, the time, the
    /// head, its schema hash and version, the latest update that the caller knows of, and the entries. Answers the status, the revision,
    /// the number of entries and the update; or that the session is damaged, and how.
    /// </summary>
    // The time of an update is the server's, in microseconds, but always above those that the bucket and the caller have seen: so the
    // updates of one bucket, and those that one process makes after another, are in their order whatever the clocks of servers say.
    public static Script Commit { get; } = new(Common +
        $$"""
        local expected, id, hash, now, head, schema, version = ARGV[4], ARGV[5], ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10]
        local revision, count, created = '0', '0', now
        if record then
            if not sealed then
                return { {{Answer.Damaged:D}}, 'its record does not match its seal' }
            end
            if text == 'deleted' then
                return { {{Answer.Deleted:D}}, '0', '0', '0' }
            end
            local schema_now, version_now
            revision, count, schema_now, version_now, created = string.match(text, '^(%d+) (%d+) (%d+) (%d+) (%d+)')
            if head == '' then
                schema, version = schema_now, version_now
            end
            local earlier = redis.call('HGET', KEYS[3], id)
            if earlier then
                local earlier_revision, earlier_count, proof = string.match(earlier, '^(%d+) (%d+) (%x+)$')
                if proof and proof == seal(id .. earlier_revision .. ' ' .. earlier_count .. ' ' .. hash) then
                    return { {{Answer.Repeated:D}}, earlier_revision, earlier_count, '0' }
                end
                return { {{Answer.CommitIdReused:D}}, revision, count, '0' }
            end
        elseif length > 0 or commits > 0 or listed then
            return { {{Answer.Damaged:D}}, 'its record is missing' }
        elseif expected ~= '0' then
            return { {{Answer.NotFound:D}}, '0', '0', '0' }
        end
        if revision ~= expected then
            return { {{Answer.Conflict:D}}, revision, count, '0' }
        end
        if length ~= tonumber(count) then
            return { {{Answer.Damaged:D}}, 'its log has ' .. length .. ' entries instead of ' .. count }
        end

        local time = redis.call('TIME')
        local update = tonumber(time[1]) * 1000000 + tonumber(time[2])
        local latest = tonumber(ARGV[11])
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
        count = number(length + #ARGV - 11)
        text = table.concat({ revision, count, schema, version, created, now, number(update) }, ' ')
        if head ~= '' then
            redis.call('HSET', KEYS[1], 'head', head)
        end
        redis.call('HSET', KEYS[1], 'record', text .. ' ' .. seal(text))
        for i = 12, #ARGV, {{Chunk}} do
            redis.call('RPUSH', KEYS[2], unpack(ARGV, i, math.min(i + {{Chunk - 1}}, #ARGV)))
        end
        redis.call('HSET', KEYS[3], id, revision .. ' ' .. count .. ' ' .. seal(id .. revision .. ' ' .. count .. ' ' .. hash))
        redis.call('ZADD', KEYS[4], number(update), ARGV[2])
        redis.pcall('PUBLISH', ARGV[3], ARGV[1])
        return { {{Answer.Committed:D}}, revision, count, number(update) }
        """);

    /// <summary>Deletes a session, damaged or not, and leaves that its id is spent. Answers whether there was one.</summary>
    // What frees memory comes first: a server whose memory is full lets a script go on that began so.
    public static Script Delete { get; } = new(Common +
        """
        if sealed and text == 'deleted' or not record and length == 0 and commits == 0 and not listed then
            return 0
        end
        redis.call('UNLINK', KEYS[2], KEYS[3])
        redis.call('HDEL', KEYS[1], 'head')
        redis.call('HSET', KEYS[1], 'record', 'deleted ' .. seal('deleted'))
        redis.call('ZREM', KEYS[4], ARGV[2])
        redis.pcall('PUBLISH', ARGV[3], ARGV[1])
        return 1
        """);

    /// <summary>
    /// Looks at a session, all at one moment. KEYS: the session, its log, the index of its bucket. ARGV: its id. Answers its record, its head,
    /// the length of its log and its place in the index.
    /// </summary>
    public static Script Look { get; } = new(
        """
        local fields = redis.call('HMGET', KEYS[1], 'record', 'head')
        return { fields[1], fields[2], redis.call('LLEN', KEYS[2]), redis.call('ZSCORE', KEYS[3], ARGV[1]) }
        """);

    /// <summary>
    /// Looks at the stamp, and writes it where there is none. KEYS: the stamp, and one key of each kind, in which nothing stays. Every
    /// change that the other scripts make is made there first: what a user may not do is found now, and not half-way through a commit.
    /// </summary>
    public static Script Open { get; } = new(
        """
        local stamp = redis.call('GET', KEYS[1])
        if stamp and stamp ~= ARGV[1] then
            return stamp
        end
        redis.call('HSET', KEYS[2], 'a', 'b')
        redis.call('HDEL', KEYS[2], 'a')
        redis.call('RPUSH', KEYS[3], 'a')
        redis.call('ZADD', KEYS[4], 1, 'a')
        redis.call('ZREM', KEYS[4], 'a')
        redis.call('UNLINK', KEYS[2], KEYS[3], KEYS[4])
        if not stamp then
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
