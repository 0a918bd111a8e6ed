using System.Collections.Concurrent;
using Fluers.Sdk.Agents.Running;

namespace Fluers.Sdk.Agents.Workers;

/// <summary>
/// Finds out which other workers live. No clocks of two machines are compared, nor two readings of one clock that people can set: a worker is dead that this
/// process has watched for the length of its lease, on a clock that only goes forward, without seeing it beat.
/// </summary>
internal sealed class Peers(SessionStore store, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, Seen> _seen = [];

    /// <summary>Whether a worker lives. One that does not is declared dead.</summary>
    public async ValueTask<bool> IsAliveAsync(Guid worker, CancellationToken cancellationToken)
    {
        SessionInfo info;
        Seen? seen;
        try
        {
            info = await store.GetInfoAsync(worker, cancellationToken).ConfigureAwait(false);
            if (!_seen.TryGetValue(worker, out seen))
            {
                AgentWorker head = await store.ReadHeadAsync<AgentWorker>(worker, cancellationToken).ConfigureAwait(false);
                seen = new Seen(info.Revision, clock.GetTimestamp(), head.Lease);
            }
        }
        catch (SessionNotFoundException)
        {
            _seen.TryRemove(worker, out _);
            return false;
        }

        if (info.Revision != seen.Revision)
        {
            seen = seen with { Revision = info.Revision, At = clock.GetTimestamp() };
        }

        _seen[worker] = seen;
        if (Durations.Rest(seen.Lease, clock.GetElapsedTime(seen.At)) > TimeSpan.Zero)
        {
            return true;
        }

        await DeclareDeadAsync(worker, cancellationToken).ConfigureAwait(false);
        return false;
    }

    /// <summary>Looks at all other workers, so that those which died are not kept for ever.</summary>
    public async ValueTask LookAsync(Guid self, CancellationToken cancellationToken)
    {
        await foreach (SessionInfo info in store.ListAsync(new SessionQuery { Schema = SessionSchema<AgentWorker>.Instance }, cancellationToken).ConfigureAwait(false))
        {
            if (Guid.TryParse(info.Id.Value, out Guid worker) && worker != self)
            {
                await IsAliveAsync(worker, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask DeclareDeadAsync(Guid worker, CancellationToken cancellationToken)
    {
        _seen.TryRemove(worker, out _);
        try
        {
            await store.DeleteAsync(worker, cancellationToken).ConfigureAwait(false);
        }
        catch (SessionNotFoundException)
        {
            // Another one has seen it too.
        }
    }

    private sealed record Seen(long Revision, long At, TimeSpan Lease);
}
