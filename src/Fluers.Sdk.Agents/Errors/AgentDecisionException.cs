namespace Fluers.Sdk.Agents;

/// <summary>A decision about a call of a tool does not fit the recorded call. No tool was run for it, and where the call waits, it waits on.</summary>
public sealed class AgentDecisionException : SessionException
{
    /// <summary>Creates the error.</summary>
    /// <param name="session">The session.</param>
    /// <param name="callId">The id of the call.</param>
    /// <param name="reason">What was found and what was expected, in one clause.</param>
    public AgentDecisionException(SessionKey session, string callId, string reason)
        : base($"The decision about the call '{callId}' in session '{session}' was refused: {reason}. "
            + "No tool was run. Answer the question as AgentConversation.PendingApprovals gives it, with Approve or Reject.")
    {
        Session = session;
        CallId = callId;
    }

    /// <summary>The session.</summary>
    public SessionKey Session { get; }

    /// <summary>The id of the call.</summary>
    public string CallId { get; }
}
