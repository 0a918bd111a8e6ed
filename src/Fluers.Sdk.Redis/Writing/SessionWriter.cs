using System.Buffers.Binary;
using System.Globalization;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Scripts;
using Fluers.Sdk.Redis.Server;
using Fluers.Sdk.Storage;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Writing;

/// <summary>Changes sessions, each by one script.</summary>
/// <param name="servers">The servers.</param>
/// <param name="store">The keys of the store.</param>
/// <param name="replicas">Waits for replicas; <see langword="null"/> not to wait.</param>
internal sealed class SessionWriter(RedisServers servers, StoreKeys store, ReplicaFence? replicas)
{
    private long _latest;   // the latest update that this process knows of, so that the next one is later on whatever server

    /// <exception cref="OperationCanceledException">The caller gave up, and nothing was stored.</exception>
    public async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        CommitSize.Demand(commit);
        SessionKeys keys = store.Of(commit.Key);
        RedisResult reply = await servers.RunAsync(
            StoreScripts.Commit, keys.All, Arguments(commit, keys, now), mayBeRepeated: true, cancellationToken).ConfigureAwait(false);
        string?[] answer = (string?[])reply!;
        var status = (Answer)int.Parse(answer[0]!, CultureInfo.InvariantCulture);
        if (status == Answer.Damaged)
        {
            throw new SessionCorruptException(commit.Key, answer[1]!);
        }

        Notice(Number(answer[3]));
        if (replicas is not null && status is (Answer.Committed or Answer.Repeated))
        {
            await replicas.WaitAsync(keys, cancellationToken).ConfigureAwait(false);
        }

        return new CommitOutcome((CommitStatus)status, Number(answer[1]), Number(answer[2]));
    }

    public async ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken)
    {
        SessionKeys keys = store.Of(key);

        // The second time it would find nothing to delete, whoever deleted it.
        RedisResult reply = await servers.RunAsync(
            StoreScripts.Delete, keys.All, [keys.Name, keys.Id, servers.NameOf(keys.Channel)], mayBeRepeated: false, cancellationToken).ConfigureAwait(false);
        bool deleted = (long)reply == 1;
        if (replicas is not null)
        {
            await replicas.WaitAsync(keys, cancellationToken).ConfigureAwait(false);
        }

        return deleted;
    }

    private RedisValue[] Arguments(SessionCommit commit, SessionKeys keys, DateTimeOffset now)
    {
        FrameHeader head = default;
        if (!commit.Head.IsEmpty)
        {
            head = FrameHeader.Parse(commit.Head.Span);
        }

        byte[] hash = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(hash, commit.ContentHash());
        var arguments = new RedisValue[StoreScripts.CommitArguments + commit.EntryCount];
        arguments[0] = keys.Name;
        arguments[1] = keys.Id;
        arguments[2] = servers.NameOf(keys.Channel);
        arguments[3] = Text(commit.ExpectedRevision);
        arguments[4] = commit.CommitId.ToByteArray(bigEndian: true);
        arguments[5] = commit.CommitId.ToString("N");
        arguments[6] = commit.BuildsOn?.ToString("N") ?? "";
        arguments[7] = Convert.ToHexStringLower(hash);
        arguments[8] = Text(now.UtcTicks);
        arguments[9] = Text((commit.CreatedAt ?? now).UtcTicks);
        arguments[10] = Text((commit.UpdatedAt ?? now).UtcTicks);
        arguments[11] = commit.Head;
        arguments[12] = Text(head.SchemaHash);
        arguments[13] = Text(head.Version);
        arguments[14] = Text(Interlocked.Read(ref _latest));
        ReadOnlyMemory<byte> rest = commit.Entries;
        for (int i = StoreScripts.CommitArguments; i < arguments.Length; i++)
        {
            int length = FrameHeader.Parse(rest.Span).FrameLength;
            arguments[i] = rest[..length];
            rest = rest[length..];
        }

        return arguments;
    }

    private void Notice(long update)
    {
        for (long latest = Interlocked.Read(ref _latest); update > latest; latest = Interlocked.Read(ref _latest))
        {
            Interlocked.CompareExchange(ref _latest, update, latest);
        }
    }

    // Numbers come as texts too, so that they have all their digits.
    private static long Number(string? text) => long.Parse(text!, NumberStyles.None, CultureInfo.InvariantCulture);

    // As texts, for the scripts compare and store them so: a number in Lua has only 53 bits.
    private static string Text<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
}
