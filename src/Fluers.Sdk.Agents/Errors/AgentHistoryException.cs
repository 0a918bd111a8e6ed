namespace Fluers.Sdk.Agents;

/// <summary>A request tells the conversation otherwise than the session has it, and a session's history is never changed. Nothing was recorded.</summary>
public sealed class AgentHistoryException : SessionException
{
    /// <summary>Creates the error.</summary>
    /// <param name="session">The session.</param>
    /// <param name="message">The position of the first message that differs, 0 for the first one behind the instructions.</param>
    public AgentHistoryException(SessionKey session, int message)
        : base($"Message {message} of the request is not what session '{session}' has recorded there, and recorded history is never changed. "
            + "Send the new messages alone, or the conversation as it was recorded; to go on from an earlier point, fork the session there with ForkAsync.")
    {
        Session = session;
        MessagePosition = message;
    }

    /// <summary>The session.</summary>
    public SessionKey Session { get; }

    /// <summary>The position of the first message that differs, 0 for the first one behind the instructions.</summary>
    public int MessagePosition { get; }
}
