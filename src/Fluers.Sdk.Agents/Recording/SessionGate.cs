using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// Stands above the client that runs tools. It takes the decisions of people out of a request, for the session to carry out on the recorded calls, and takes note
/// of a request that fails, so that the same one again is a second attempt.
/// </summary>
internal sealed class SessionGate(IChatClient client, AgentRecorder recorder, RecordingOptions options) : DelegatingChatClient(client)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chat = null, CancellationToken cancellationToken = default)
    {
        List<ChatMessage> given = Begin(messages, chat);
        bool isWhole = false;
        try
        {
            ChatResponse response = await base.GetResponseAsync(given, chat, cancellationToken).ConfigureAwait(false);
            isWhole = true;
            return response;
        }
        finally
        {
            End(given, chat, isWhole);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chat = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<ChatMessage> given = Begin(messages, chat);
        bool isWhole = false;
        try
        {
            await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(given, chat, cancellationToken).ConfigureAwait(false))
            {
                yield return update;
            }

            isWhole = true;
        }
        finally
        {
            End(given, chat, isWhole);
        }
    }

    private List<ChatMessage> Begin(IEnumerable<ChatMessage> messages, ChatOptions? chat)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ChatMessage[] given = [.. messages];
        (List<ToolApprovalResponseContent> decisions, List<ChatMessage> rest) = Decisions.Split(given);
        options.GiveDecisions(new GivenDecisions(decisions, Decisions.AreLast(given)));
        options.Shown.Clear();
        recorder.BeginRequest();
        RecordedFunction.Wrap(chat);   // before the client that runs tools looks them up
        return rest;
    }

    private void End(List<ChatMessage> given, ChatOptions? chat, bool isWhole)
    {
        options.TakeDecisions();
        if (isWhole)
        {
            recorder.EndRequest();
            return;
        }

        List<ChatMessage> said = [.. given.SkipWhile(message => message.Role == ChatRole.System)];
        OutputPrompt.TakeFrom(said, chat);
        recorder.FailRequest(said);
    }
}
