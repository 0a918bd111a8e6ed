using Fluers.Sdk.Agents.Entries;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents;

// Calls that wait for a person.
public sealed partial class SessionRunner<TEnvelope>
{
    /// <summary>Gives the calls of a session that wait for a person to approve them.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    public async Task<IReadOnlyList<PendingApproval>> PendingApprovalsAsync(SessionId session, CancellationToken cancellationToken = default) =>
        AgentConversation.PendingApprovals(await ReadAsync(session, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Lists the sessions of this tenant that wait for a person, those that were touched last first. Each call lists the sessions of the envelope, and reads those
    /// that have changed since the last call on this runner, or on one that <see cref="ForTenant"/> made of it, whichever process changed them. The first call reads all.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public IAsyncEnumerable<(SessionId Session, IReadOnlyList<PendingApproval> Approvals)> ListPendingApprovalsAsync(CancellationToken cancellationToken = default) =>
        _engine.Pending.ListAsync(_store, TEnvelope.Schema, PendingApprovalsAsync, cancellationToken);

    /// <summary>
    /// Answers the question about a call, by its id, and goes on with the turn as far as it can: until the model has answered, or other calls wait. What runs is the
    /// recorded call.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="callId">The id of the call.</param>
    /// <param name="approved">Whether it may run.</param>
    /// <param name="reason">Why. The model is told of the reason of a rejection.</param>
    /// <param name="cancellationToken">Stops waiting. The decision stays accepted.</param>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="AgentDecisionException">No call of this id waits for a decision.</exception>
    public async Task<AgentOutcome> DecideAsync(SessionId session, string callId, bool approved, string? reason = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(callId);
        PendingApproval? approval = (await PendingApprovalsAsync(session, cancellationToken).ConfigureAwait(false)).LastOrDefault(approval => approval.CallId == callId);
        if (approval is null)
        {
            throw new AgentDecisionException(new SessionKey(_store.Tenant, session), callId, "no call of this id waits for a decision");
        }

        ChatMessage decision = approved ? approval.Approve(reason) : approval.Reject(reason);
        return await InvokeAsync(session, [decision], idempotencyKey: null, cancellationToken).ConfigureAwait(false);
    }
}
