using Fluers.Sdk.Redis.Keys;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Server;

/// <summary>
/// Waits until replicas have a commit. <c>WAIT</c> speaks of what was written before over the same connection, which may be another one
/// than that of the commit; so something is written in front of it, and both must have gone over one connection.
/// </summary>
/// <param name="servers">The servers.</param>
/// <param name="replicas">How many must have it.</param>
/// <param name="timeout">How long to wait for them.</param>
internal sealed class ReplicaFence(RedisServers servers, int replicas, TimeSpan timeout)
{
    private const int MaxAttempts = 5;

    /// <exception cref="SessionStorageException">Too few replicas have it. It is stored all the same.</exception>
    public async ValueTask WaitAsync(SessionKeys keys, CancellationToken cancellationToken)
    {
        try
        {
            for (int attempt = 0; attempt < MaxAttempts; attempt++)
            {
                IServer server = servers.Multiplexer.GetServer(keys.Fence, flags: CommandFlags.DemandMaster);
                long connections = server.GetCounters().Interactive.SocketCount;
                Task<RedisResult> write = server.ExecuteAsync("SET", keys.Fence, "");
                Task<RedisResult> wait = server.ExecuteAsync("WAIT", replicas, (long)timeout.TotalMilliseconds);
                await write.WaitAsync(cancellationToken).ConfigureAwait(false);
                long count = (long)await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (connections == server.GetCounters().Interactive.SocketCount)
                {
                    Demand(count);
                    return;
                }
            }
        }
        catch (OperationCanceledException e)
        {
            throw new SessionStorageException(
                $"{servers.Place} has stored the commit, but it was given up before it was known that {replicas} replicas have it. Try again; the same "
                + "commit is never stored twice.",
                e);
        }
        catch (Exception e) when (ServerErrors.IsServerFault(e))
        {
            throw ServerErrors.Describe(servers.Place, e, Outcome.Unknown);
        }

        Demand(0);
    }

    private void Demand(long count)
    {
        if (count < replicas)
        {
            throw new SessionStorageException(
                $"{servers.Place} has stored the commit, but only {count} of {replicas} replicas had it within {timeout.TotalSeconds:0.###} seconds. "
                + "Bring the replicas back and try again; the same commit is never stored twice.");
        }
    }
}
