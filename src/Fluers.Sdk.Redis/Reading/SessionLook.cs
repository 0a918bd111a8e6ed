using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Scripts;
using Fluers.Sdk.Redis.Server;
using Fluers.Sdk.Storage;
using RESPite.Messages;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Reading;

/// <summary>What is stored of a session beside its log, at one moment.</summary>
/// <param name="Record">Its record; <see langword="null"/> where there is none.</param>
/// <param name="Head">Its head; empty where there is none.</param>
/// <param name="Length">The length of its log.</param>
/// <param name="Listed">Its place in the index of its bucket.</param>
internal sealed record SessionLook(SessionRecord? Record, byte[] Head, long Length, double? Listed)
{
    /// <summary>Whether there is a session, or something that is left of one.</summary>
    public bool IsThere => Record is null ? Head.Length > 0 || Length > 0 || Listed is not null : !(Record.IsSealed && Record.IsDeleted);

    /// <summary>What keeps the session from being read; <see langword="null"/> when nothing does.</summary>
    public string? Damage =>
        Record is null ? SessionRecord.Missing
        : !Record.IsSealed ? SessionRecord.Broken
        : Length != Record.Info.EntryCount ? $"its log has {Length} entries instead of {Record.Info.EntryCount}"
        : null;

    public static async Task<SessionLook> AtAsync(IDatabaseAsync db, SessionKey key, SessionKeys keys)
    {
        using RespResult reply = await RedisServers.LookAsync(db, StoreScripts.Look, [keys.Session, keys.Log, keys.Index], [keys.Id]).ConfigureAwait(false);
        return Read(reply.Read(), key, keys);
    }

    private static SessionLook Read(RespReader reply, SessionKey key, SessionKeys keys)
    {
        reply.MoveNextScalar();
        SessionRecord? record = reply.IsNull ? null : SessionRecord.Parse(key, keys.Name, reply.ReadString()!);
        reply.MoveNextScalar();
        byte[] head = reply.IsNull ? [] : reply.ReadByteArray()!;
        reply.MoveNextScalar();
        long length = reply.ReadInt64();

        // A script's answer ends where its last value is nothing.
        return new SessionLook(record, head, length, reply.TryMoveNext() && !reply.IsNull ? reply.ReadDouble() : null);
    }
}
