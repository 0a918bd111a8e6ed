using System.Globalization;
using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Scripts;
using Fluers.Sdk.Redis.Server;
using Fluers.Sdk.Storage;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Reading;

/// <summary>Reads sessions. Frames are handed out where the client library received them.</summary>
internal sealed class SessionReader(RedisServers servers, StoreKeys store)
{
    /// <returns>Whether there is such a session.</returns>
    public async ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken)
    {
        SessionKeys keys = store.Of(key);
        while (true)
        {
            (SessionLook look, LogRange log) = await servers.ReadAsync(db => ReadAsync(db, key, keys, range), cancellationToken).ConfigureAwait(false);
            using (log)
            {
                if (!look.IsThere)
                {
                    return false;
                }

                StoredSessionInfo session = look.Damage is { } damage ? throw new SessionCorruptException(key, damage) : look.Record!.Info;
                long expected = Math.Max(0, range.EndIn(session.EntryCount) - range.From);
                if (log.Count >= expected)
                {
                    sink.OnHead(session, look.IsHead ? look.Head : throw new SessionCorruptException(key, SessionRecord.HeadBroken));
                    log.Hand(range.From, expected, new SealedLog(look.Record!, keys.Name, sink));
                    return true;
                }
            }

            // The log was looked at in another moment than the rest: the session was deleted in between, or written to. Once more.
        }
    }

    /// <returns>What is known of a session; <see langword="null"/> when there is none.</returns>
    public async ValueTask<StoredSessionInfo?> InfoAsync(SessionKey key, CancellationToken cancellationToken)
    {
        SessionKeys keys = store.Of(key);
        SessionLook look = await servers.ReadAsync(db => SessionLook.AtAsync(db, key, keys), cancellationToken).ConfigureAwait(false);
        return look switch
        {
            { IsThere: false } => null,
            { Record: null } => SessionRecord.Lost(key),
            { Damage: { } damage } => look.Record.Info with { Damage = damage },
            _ when look.Listed != look.Record.Update =>
                look.Record.Info with { Damage = "its place in the index is not that of its last update; its next commit restores it" },
            _ => look.Record.Info,
        };
    }

    /// <returns>What is remembered of a commit.</returns>
    public async ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken)
    {
        SessionKeys keys = store.Of(key);
        RedisValue[] arguments = [keys.Name, revision.ToString(CultureInfo.InvariantCulture), commitId.ToByteArray(bigEndian: true), commitId.ToString("N")];
        RedisResult reply = await servers.ReadAsync(
            db => RedisServers.LookAsync(db, StoreScripts.Recall, [keys.Session, keys.Log, keys.Commits, keys.Order, keys.Earlier], arguments), cancellationToken).ConfigureAwait(false);
        return reply.Resp2Type == ResultType.Integer ? (CommitRecall)(int)reply : throw new SessionCorruptException(key, (string)reply!);
    }

    // Not as a transaction, which a server whose memory is full refuses. Entries never change, so those of the moment of the look are
    // the same a moment later; what was added behind them is left out.
    private static async Task<(SessionLook Look, LogRange Log)> ReadAsync(IDatabaseAsync db, SessionKey key, SessionKeys keys, EntryRange range)
    {
        Task<SessionLook> look = SessionLook.AtAsync(db, key, keys);
        Task<LogRange> log = LogRange.AtAsync(db, keys, range);
        await Task.WhenAll(look, log).ConfigureAwait(false);
        return (await look.ConfigureAwait(false), await log.ConfigureAwait(false));
    }
}
