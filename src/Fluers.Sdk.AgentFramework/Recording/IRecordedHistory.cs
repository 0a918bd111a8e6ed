using Fluers.Sdk.Agents.Recording;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Recording;

/// <summary>The history of an agent, for those who stand around its run.</summary>
internal interface IRecordedHistory
{
    /// <summary>Prepares a run: a save in doubt is brought to its end, the decisions of the request are bound to the recorded calls, and what is approved is run.</summary>
    /// <param name="session">The agent's session.</param>
    /// <param name="request">What the agent is asked.</param>
    /// <param name="tools">The tools of the agent, to run what is approved.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<PreparedRun> PrepareAsync(AgentSession session, IReadOnlyList<ChatMessage> request, ToolSet tools, CancellationToken cancellationToken);

    /// <summary>Takes note that a prepared run has failed.</summary>
    void Fail(AgentSession session, PreparedRun run);

    /// <summary>A prepared run has ended: what was read for it is kept no longer.</summary>
    void End(AgentSession session);

    /// <summary>Throws what kept a tool of the run from being recorded.</summary>
    void ThrowIfFaulted(AgentSession session);

    /// <summary>Records which calls a person was asked about, where that is not recorded yet.</summary>
    ValueTask AskedAsync(AgentSession session, IReadOnlyList<ToolApprovalRequestContent> questions, CancellationToken cancellationToken);

    /// <summary>Runs a tool, with a record in front of it and one behind, where its call is recorded.</summary>
    ValueTask<object?> RunToolAsync(AgentSession session, FunctionInvocationContext context, Func<ValueTask<object?>> run, CancellationToken cancellationToken);
}

/// <summary>A run that may begin, or one that was answered before.</summary>
/// <param name="Request">What the agent is given.</param>
/// <param name="Answer">The recorded answer to the same request; <see langword="null"/> where the agent is to be asked.</param>
/// <param name="Asked">What the caller asked, and what was recorded before.</param>
internal sealed record PreparedRun(IReadOnlyList<ChatMessage> Request, IReadOnlyList<ChatMessage>? Answer, FailedRun Asked);
