using System.Runtime.CompilerServices;
using Fluers.Sdk.Agents.Recording;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Recording;

/// <summary>Stands in front of an agent, so that decisions are bound and retries recognised before anything runs.</summary>
internal sealed class RecordedAgent(AIAgent agent, IRecordedHistory history, IServiceProvider? services) : DelegatingAIAgent(agent)
{
    private ToolSet Tools => new(InnerAgent.GetService<ChatOptions>(), InnerAgent.GetService<FunctionInvokingChatClient>(), services, runsTools: true);

    protected override async Task<AgentResponse> RunCoreAsync(
        IEnumerable<ChatMessage> messages, AgentSession? session = null, AgentRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        session ??= await InnerAgent.CreateSessionAsync(cancellationToken).ConfigureAwait(false);
        PreparedRun run = await history.PrepareAsync(session, [.. messages], Tools, cancellationToken).ConfigureAwait(false);
        if (run.Answer is { } answer)
        {
            return new AgentResponse([.. answer]) { AgentId = Id };
        }

        bool isWhole = false;
        try
        {
            AgentResponse response = await base.RunCoreAsync(run.Request, session, options, cancellationToken).ConfigureAwait(false);
            history.ThrowIfFaulted(session);
            await history.AskedAsync(session, [.. response.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>()], cancellationToken).ConfigureAwait(false);
            isWhole = true;
            return response;
        }
        finally
        {
            if (!isWhole)
            {
                history.Fail(session, run);
            }

            history.End(session);
        }
    }

    protected override async IAsyncEnumerable<AgentResponseUpdate> RunCoreStreamingAsync(
        IEnumerable<ChatMessage> messages, AgentSession? session = null, AgentRunOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        session ??= await InnerAgent.CreateSessionAsync(cancellationToken).ConfigureAwait(false);
        PreparedRun run = await history.PrepareAsync(session, [.. messages], Tools, cancellationToken).ConfigureAwait(false);
        if (run.Answer is { } answer)
        {
            foreach (AgentResponseUpdate update in new AgentResponse([.. answer]) { AgentId = Id }.ToAgentResponseUpdates())
            {
                yield return update;
            }

            yield break;
        }

        bool isWhole = false;
        var questions = new List<ToolApprovalRequestContent>();
        try
        {
            await foreach (AgentResponseUpdate update in base.RunCoreStreamingAsync(run.Request, session, options, cancellationToken).ConfigureAwait(false))
            {
                questions.AddRange(update.Contents.OfType<ToolApprovalRequestContent>());
                yield return update;
            }

            history.ThrowIfFaulted(session);
            await history.AskedAsync(session, questions, cancellationToken).ConfigureAwait(false);
            isWhole = true;
        }
        finally
        {
            if (!isWhole)
            {
                history.Fail(session, run);
            }

            history.End(session);
        }
    }
}
