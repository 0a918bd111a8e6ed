using System.Collections.Concurrent;

namespace Fluers.Sdk.Agents.Running;

// Work items whose maker has not stored an input under them: it is about to, or it died in between.
internal sealed partial class AgentEngine<TEnvelope>
{
    private readonly ConcurrentDictionary<Guid, long> _orphans = [];

    private async Task<WorkState> OrphanAsync(SessionTurns<TEnvelope> turns, Guid work, CancellationToken cancellationToken)
    {
        long seen = _orphans.GetOrAdd(work, _options.Clock.GetTimestamp());
        if (_options.Clock.GetElapsedTime(seen) < _options.LeaseLength || !await turns.WithdrawAsync(work, cancellationToken).ConfigureAwait(false))
        {
            return WorkState.Waiting;
        }

        _orphans.TryRemove(work, out _);
        await Items.DeleteAsync(work, cancellationToken).ConfigureAwait(false);
        return WorkState.Done;
    }
}
