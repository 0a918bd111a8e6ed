using System.Buffers;
using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Server;
using Fluers.Sdk.Storage;
using RESPite.Messages;
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
            (SessionLook look, RespResult log) = await servers.ReadAsync(db => ReadAsync(db, key, keys, range), cancellationToken).ConfigureAwait(false);
            using (log)
            {
                if (!look.IsThere)
                {
                    return false;
                }

                StoredSessionInfo session = Demand(look, key);
                long expected = Math.Max(0, range.EndIn(session.EntryCount) - range.From);
                if (log.Read().AggregateLength() >= expected)
                {
                    Hand(session, look.Head, range.From, expected, log, sink);
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

    // Not as a transaction, which a server whose memory is full refuses. Entries never change, so those of the moment of the look are
    // the same a moment later; what was added behind them is left out.
    private static async Task<(SessionLook Look, RespResult Log)> ReadAsync(IDatabaseAsync db, SessionKey key, SessionKeys keys, EntryRange range)
    {
        Task<SessionLook> look = SessionLook.AtAsync(db, key, keys);

        // A last element in front of the first asks for none; but -1 would be the last of all.
        (long first, long last) = range.Count == 0 ? (1, 0) : (range.From, range.EndIn(long.MaxValue) - 1);
        Task<RespResult> log = db.ExecuteRespAsync("LRANGE", new RedisKeyOrValue[] { keys.Log, (RedisValue)first, (RedisValue)last }, CommandFlags.DemandMaster);
        await Task.WhenAll(look, log).ConfigureAwait(false);
        return (await look.ConfigureAwait(false), await log.ConfigureAwait(false));
    }

    private static StoredSessionInfo Demand(SessionLook look, SessionKey key) =>
        look.Damage is { } damage ? throw new SessionCorruptException(key, damage) : look.Record!.Info;

    private static void Hand(StoredSessionInfo session, ReadOnlySpan<byte> head, long first, long count, RespResult log, IFrameSink sink)
    {
        sink.OnHead(session, head);
        RespReader frames = log.Read();
        for (long entry = first; entry < first + count; entry++)
        {
            frames.MoveNextScalar();
            if (frames.TryGetSpan(out ReadOnlySpan<byte> frame))
            {
                sink.OnEntries(entry, frame);
            }
            else
            {
                HandCopy(ref frames, entry, sink);
            }
        }
    }

    /// <summary>Hands out a frame that was received in several pieces.</summary>
    private static void HandCopy(ref RespReader frames, long entry, IFrameSink sink)
    {
        int length = frames.ScalarLength();
        byte[] copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            frames.CopyTo(copy.AsSpan(0, length));
            sink.OnEntries(entry, copy.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }
}
