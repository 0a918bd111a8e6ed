using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Scripts;
using Fluers.Sdk.Redis.Server;
using Fluers.Sdk.Storage;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Reading;

/// <summary>What is stored of a session beside its log, at one moment.</summary>
/// <param name="Record">Its record; <see langword="null"/> where there is none.</param>
/// <param name="Head">Its head; empty where there is none.</param>
/// <param name="Length">The length of its log.</param>
/// <param name="Listed">Its place in the index of its bucket.</param>
/// <param name="IsKnown">Whether its bucket knows its id.</param>
/// <param name="IsHead">Whether the head is the one that the record names.</param>
internal sealed record SessionLook(SessionRecord? Record, byte[] Head, long Length, double? Listed, bool IsKnown, bool IsHead)
{
    private const int Current = 2;

    /// <summary>Whether there is a session, or something that is left of one.</summary>
    public bool IsThere => Record is null ? Head.Length > 0 || Length > 0 || Listed is not null || IsKnown : !(Record.IsSealed && Record.IsDeleted);

    /// <summary>What keeps the session from being read; <see langword="null"/> when nothing does.</summary>
    public string? Damage =>
        Record is null ? SessionRecord.Missing
        : !Record.IsSealed ? SessionRecord.Broken
        : Length != Record.Info.EntryCount ? $"its log has {Length} entries instead of {Record.Info.EntryCount}"
        : null;

    public static async Task<SessionLook> AtAsync(IDatabaseAsync db, SessionKey key, SessionKeys keys)
    {
        RedisResult reply = await RedisServers.LookAsync(
            db, StoreScripts.Look, [keys.Session, keys.Log, keys.Index, keys.Commits, keys.Never, keys.Known], [keys.Name, keys.Id]).ConfigureAwait(false);
        return Read((RedisResult[])reply!, key, keys);
    }

    private static SessionLook Read(RedisResult[] reply, SessionKey key, SessionKeys keys)
    {
        SessionRecord? record = reply[0].IsNull
            ? null
            : SessionRecord.Parse(key, keys.Name, (string)reply[0]!, isFirst: (int)reply[5] != Current, reply[4].IsNull ? null : (string?)reply[4]);
        byte[] head = reply[1].IsNull ? [] : (byte[])reply[1]!;
        return new SessionLook(
            record, head, (long)reply[2], reply[3].IsNull ? null : (double)reply[3], (long)reply[6] == 1, record is null || record.IsHead(keys.Name, head));
    }
}
