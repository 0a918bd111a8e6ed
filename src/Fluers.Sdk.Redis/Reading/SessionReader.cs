using System.Buffers;
using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Server;
using Fluers.Sdk.Storage;
using RESPite.Messages;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Reading;

/// <summary>Reads sessions. What is read of one is of one moment, and frames are handed out where the client library received them.</summary>
internal sealed class SessionReader(RedisServers servers, StoreKeys store)
{
    private static readonly RedisValue[] RecordAndHead = ["record", "head"];

    /// <returns>Whether there is such a session.</returns>
    public async ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken)
    {
        SessionKeys keys = store.Of(key);
        (RedisValue[] fields, long length, RespResult log) = await servers.ReadAsync(db => ReadAsync(db, keys, range), cancellationToken).ConfigureAwait(false);
        using (log)
        {
            if (fields[0].IsNull && fields[1].IsNull && length == 0)
            {
                return false;
            }

            SessionRecord? record = fields[0].IsNull ? null : SessionRecord.Parse(key, keys.Name, fields[0]!);
            if (record is { IsDeleted: true, IsSealed: true })
            {
                return false;
            }

            Hand(Demand(key, record, length), (ReadOnlyMemory<byte>)fields[1], range, log, sink);
            return true;
        }
    }

    /// <returns>What is known of a session; <see langword="null"/> when there is none.</returns>
    public async ValueTask<StoredSessionInfo?> InfoAsync(SessionKey key, CancellationToken cancellationToken)
    {
        SessionKeys keys = store.Of(key);
        (RedisValue recordText, long length, double? listed) = await servers.ReadAsync(db => InfoAsync(db, keys), cancellationToken).ConfigureAwait(false);
        if (recordText.IsNull)
        {
            return length > 0 || listed is not null ? SessionRecord.Lost(key) : null;
        }

        SessionRecord record = SessionRecord.Parse(key, keys.Name, recordText!);
        return record switch
        {
            { IsSealed: false } => record.Info,
            { IsDeleted: true } => null,
            _ when length != record.Info.EntryCount => record.Info with { Damage = WrongLength(length, record.Info.EntryCount) },
            _ when listed != record.Update => record.Info with { Damage = "its place in the index is not that of its last update; its next commit restores it" },
            _ => record.Info,
        };
    }

    private static async Task<(RedisValue[] Fields, long Length, RespResult Log)> ReadAsync(IDatabaseAsync db, SessionKeys keys, EntryRange range)
    {
        ITransactionAsync together = db.CreateTransaction();
        Task<RedisValue[]> fields = together.HashGetAsync(keys.Session, RecordAndHead);
        Task<long> length = together.ListLengthAsync(keys.Log);

        // A last element in front of the first asks for none; but -1 would be the last of all.
        (long first, long last) = range.Count == 0 ? (1, 0) : (range.From, range.EndIn(long.MaxValue) - 1);
        Task<RespResult> log = together.ExecuteRespAsync("LRANGE", new RedisKeyOrValue[] { keys.Log, (RedisValue)first, (RedisValue)last });
        await together.ExecuteAsync(CommandFlags.DemandMaster).ConfigureAwait(false);
        return (await fields.ConfigureAwait(false), await length.ConfigureAwait(false), await log.ConfigureAwait(false));
    }

    private static async Task<(RedisValue Record, long Length, double? Listed)> InfoAsync(IDatabaseAsync db, SessionKeys keys)
    {
        ITransactionAsync together = db.CreateTransaction();
        Task<RedisValue> record = together.HashGetAsync(keys.Session, "record");
        Task<long> length = together.ListLengthAsync(keys.Log);
        Task<double?> listed = together.SortedSetScoreAsync(keys.Index, keys.Id);
        await together.ExecuteAsync(CommandFlags.DemandMaster).ConfigureAwait(false);
        return (await record.ConfigureAwait(false), await length.ConfigureAwait(false), await listed.ConfigureAwait(false));
    }

    private static StoredSessionInfo Demand(SessionKey key, SessionRecord? record, long length) => record switch
    {
        null => throw new SessionCorruptException(key, SessionRecord.Missing),
        { IsSealed: false } => throw new SessionCorruptException(key, SessionRecord.Broken),
        _ when length != record.Info.EntryCount => throw new SessionCorruptException(key, WrongLength(length, record.Info.EntryCount)),
        _ => record.Info,
    };

    private static string WrongLength(long found, long stated) => $"its log has {found} entries instead of {stated}";

    private static void Hand(StoredSessionInfo session, ReadOnlyMemory<byte> head, EntryRange range, RespResult log, IFrameSink sink)
    {
        sink.OnHead(session, head.Span);
        RespReader frames = log.Read();
        int count = frames.AggregateLength();
        for (int i = 0; i < count; i++)
        {
            frames.MoveNextScalar();
            if (frames.TryGetSpan(out ReadOnlySpan<byte> frame))
            {
                sink.OnEntries(range.From + i, frame);
            }
            else
            {
                HandCopy(ref frames, range.From + i, sink);
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
