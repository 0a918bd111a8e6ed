using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework;

/// <summary>
/// A run was asked for again whose save had an unknown outcome, and it is stored: nothing was run a second time. An agent made with
/// <see cref="SessionAgentExtensions.WithFluersSessions"/> answers as recorded instead.
/// </summary>
public sealed class AgentRunStoredException : SessionException
{
    /// <summary>Creates the error.</summary>
    /// <param name="session">The session.</param>
    /// <param name="answer">What the agent has answered.</param>
    public AgentRunStoredException(SessionKey session, IReadOnlyList<ChatMessage> answer)
        : base($"The run of this request is stored in session '{session}' already, so it was not run again. The answer is in the Answer of this error; send what is new next. "
            + "An agent made with WithFluersSessions gives such an answer by itself.")
    {
        Session = session;
        Answer = answer;
    }

    /// <summary>The session.</summary>
    public SessionKey Session { get; }

    /// <summary>What the agent has answered.</summary>
    public IReadOnlyList<ChatMessage> Answer { get; }
}
