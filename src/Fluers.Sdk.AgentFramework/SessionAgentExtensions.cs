using Fluers.Sdk.AgentFramework.Recording;
using Fluers.Sdk.Agents;
using Microsoft.Agents.AI;

namespace Fluers.Sdk.AgentFramework;

/// <summary>Puts the history of an agent around its runs.</summary>
public static class SessionAgentExtensions
{
    /// <summary>
    /// An agent whose history is in sessions, with all that these can do for its runs: a decision about a tool is bound to the recorded call before anything runs,
    /// a tool whose call is recorded does not run twice, and the same request again after an error is answered as recorded where it was answered.
    /// </summary>
    /// <remarks>
    /// Run the agent that is returned. The agent's client runs its tools from then on with a record of each. What a person has approved is run before the agent is asked: a
    /// tool among the agent's own <see cref="Microsoft.Extensions.AI.ChatOptions.Tools"/>.
    /// </remarks>
    /// <param name="agent">The agent, whose <c>ChatHistoryProvider</c> is a <see cref="SessionChatHistoryProvider{TEnvelope}"/>.</param>
    /// <param name="services">What approved tools may ask for; <see langword="null"/> where they ask for nothing.</param>
    /// <returns>The agent to run.</returns>
    /// <exception cref="ArgumentException">The agent keeps its history elsewhere.</exception>
    /// <exception cref="AgentDecisionException">Thrown by a run: a decision is about another call than the recorded one. That it was refused is recorded.</exception>
    public static AIAgent WithFluersSessions(this AIAgent agent, IServiceProvider? services = null)
    {
        ArgumentNullException.ThrowIfNull(agent);
        IRecordedHistory history = agent.GetService<IRecordedHistory>()
            ?? throw new ArgumentException("The agent keeps its history elsewhere; give it a SessionChatHistoryProvider as ChatClientAgentOptions.ChatHistoryProvider.", nameof(agent));
        ToolRecording.Put(agent);
        return new RecordedAgent(agent, history, services);
    }
}
