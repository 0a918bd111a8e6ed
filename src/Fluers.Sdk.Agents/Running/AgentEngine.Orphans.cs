using System.Collections.Concurrent;
using Fluers.Sdk.Agents.Workers;

namespace Fluers.Sdk.Agents.Running;

// Work items whose taker has not stored an input under them: it is about to, or it died in between.
internal sealed partial class AgentEngine<TEnvelope>
{
    private readonly ConcurrentDictionary<Guid, long> _orphans = [];

    private async Task<WorkState> OrphanAsync(SessionTurns<TEnvelope> turns, Session<AgentWork> item, WorkUse work, CancellationToken cancellationToken)
    {
        long seen = _orphans.GetOrAdd(work.Use, _options.Clock.GetTimestamp());
        if (Durations.Rest(_options.LeaseLength, _options.Clock.GetElapsedTime(seen)) > TimeSpan.Zero || !await turns.WithdrawAsync(work.Use, cancellationToken).ConfigureAwait(false))
        {
            return WorkState.Waiting;
        }

        _orphans.TryRemove(work.Use, out _);
        await Items.ReleaseAsync(item, cancellationToken).ConfigureAwait(false);
        return WorkState.Done;
    }
}
