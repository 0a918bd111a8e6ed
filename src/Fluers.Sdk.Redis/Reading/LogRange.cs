using System.Buffers;
using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Server;
using Fluers.Sdk.Storage;
using RESPite.Messages;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Reading;

/// <summary>
/// Frames of a log. They lie where the client library received them; only those of a log that is on its way to another server are copied.
/// </summary>
internal sealed class LogRange : IDisposable
{
    private readonly RespResult? _received;
    private readonly RedisValue[] _copied = [];

    private LogRange(RespResult received)
    {
        _received = received;
        Count = received.Read().AggregateLength();
    }

    private LogRange(RedisValue[] copied)
    {
        _copied = copied;
        Count = copied.Length;
    }

    /// <summary>The number of frames.</summary>
    public int Count { get; }

    public static async Task<LogRange> AtAsync(IDatabaseAsync db, SessionKeys keys, EntryRange range)
    {
        // A last element in front of the first asks for none; but -1 would be the last of all.
        (long first, long last) = range.Count == 0 ? (1, 0) : (range.From, range.EndIn(long.MaxValue) - 1);
        try
        {
            // The client library cannot send this call a second time, to the server that the first one names.
            return new LogRange(await db.ExecuteRespAsync(
                "LRANGE",
                new RedisKeyOrValue[] { keys.Log, (RedisValue)first, (RedisValue)last },
                CommandFlags.DemandMaster | CommandFlags.NoRedirect).ConfigureAwait(false));
        }
        catch (RedisException e) when (ServerErrors.IsElsewhere(e))
        {
            return new LogRange(await db.ListRangeAsync(keys.Log, first, last, CommandFlags.DemandMaster).ConfigureAwait(false));
        }
    }

    /// <summary>Hands out frames.</summary>
    /// <param name="first">The number of the first entry.</param>
    /// <param name="count">How many.</param>
    /// <param name="sink">Who takes them.</param>
    public void Hand(long first, long count, SealedLog sink)
    {
        if (_received is not null)
        {
            Hand(_received.Read(), first, count, sink);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            sink.Take(first + i, ((ReadOnlyMemory<byte>)_copied[i]).Span);
        }
    }

    public void Dispose() => _received?.Dispose();

    private static void Hand(RespReader frames, long first, long count, SealedLog sink)
    {
        for (long entry = first; entry < first + count; entry++)
        {
            frames.MoveNextScalar();
            if (frames.TryGetSpan(out ReadOnlySpan<byte> frame))
            {
                sink.Take(entry, frame);
            }
            else
            {
                HandCopy(ref frames, entry, sink);
            }
        }
    }

    /// <summary>Hands out a frame that was received in several pieces.</summary>
    private static void HandCopy(ref RespReader frames, long entry, SealedLog sink)
    {
        int length = frames.ScalarLength();
        byte[] copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            frames.CopyTo(copy.AsSpan(0, length));
            sink.Take(entry, copy.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }
}
