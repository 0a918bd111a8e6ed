using System.Runtime.CompilerServices;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Recording;

/// <summary>Stands where an agent's client runs tools, so that the history of the running agent records them.</summary>
internal static class ToolRecording
{
    private static readonly ConditionalWeakTable<FunctionInvokingChatClient, object> Known = [];

    /// <summary>Puts the recording into the client of an agent, once.</summary>
    public static void Put(AIAgent agent)
    {
        if (agent.GetService<FunctionInvokingChatClient>() is not { } client || !Known.TryAdd(client, client))
        {
            return;
        }

        Func<FunctionInvocationContext, CancellationToken, ValueTask<object?>> inner = client.FunctionInvoker
            ?? ((context, cancellationToken) => context.Function.InvokeAsync(context.Arguments, cancellationToken));
        client.FunctionInvoker = (context, cancellationToken) =>
            AIAgent.CurrentRunContext is { Session: { } session, Agent: var running } && running.GetService<IRecordedHistory>() is { } history
                ? history.RunToolAsync(session, context, () => inner(context, cancellationToken), cancellationToken)
                : inner(context, cancellationToken);
    }
}
