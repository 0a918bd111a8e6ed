using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// Stands between the client that runs tools and the model, and records what passes: what is said to the model before it is called, and
/// what it answers before anybody acts on it. The model is given the recorded conversation.
/// </summary>
internal sealed class SessionChatClient(IChatClient model, AgentRecorder recorder, TimeSpan partInterval, IServiceProvider? services) : DelegatingChatClient(model)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        (List<ChatMessage> request, ChatResponse? answer) = await BeginAsync(messages, options, cancellationToken).ConfigureAwait(false);
        if (answer is not null)
        {
            return answer;
        }

        ChatResponse response = await base.GetResponseAsync(request, options, cancellationToken).ConfigureAwait(false);
        await recorder.RecordAsync(response).ConfigureAwait(false);
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        (List<ChatMessage> request, ChatResponse? answer) = await BeginAsync(messages, options, cancellationToken).ConfigureAwait(false);
        if (answer is not null)
        {
            foreach (ChatResponseUpdate update in answer.ToChatResponseUpdates())
            {
                yield return update;
            }

            yield break;
        }

        var parts = new ResponseParts(recorder);
        ResponseEnd? end = null;
        try
        {
            await using IAsyncEnumerator<ChatResponseUpdate> updates =
                base.GetStreamingResponseAsync(request, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            long flushed = Environment.TickCount64;
            while (await NextAsync(updates, parts, flushed, cancellationToken).ConfigureAwait(false))
            {
                parts.Add(updates.Current);
                if (Environment.TickCount64 - flushed >= partInterval.TotalMilliseconds)
                {
                    await parts.FlushAsync(cancellationToken).ConfigureAwait(false);
                    flushed = Environment.TickCount64;
                }

                yield return updates.Current;
            }

            end = ResponseEnd.Complete;
        }
        finally
        {
            // However it ends, the log says so; a crash alone leaves it open, and who comes next closes it.
            await parts.EndAsync(end ?? recorder.WhenStopped).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the next update; what waits to be stored meanwhile does not wait for longer than the interval.</summary>
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, ResponseParts parts, long flushed, CancellationToken cancellationToken)
    {
        ValueTask<bool> moving = updates.MoveNextAsync();
        if (moving.IsCompleted || !parts.IsWaiting)
        {
            return await moving.ConfigureAwait(false);
        }

        Task<bool> next = moving.AsTask();
        TimeSpan rest = partInterval - TimeSpan.FromMilliseconds(Environment.TickCount64 - flushed);
        if (rest <= TimeSpan.Zero || await Task.WhenAny(next, Task.Delay(rest, CancellationToken.None)).ConfigureAwait(false) != next)
        {
            try
            {
                await parts.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);   // an enumerator may not be left while it moves
                throw;
            }
        }

        return await next.ConfigureAwait(false);
    }

    private async ValueTask<(List<ChatMessage> Request, ChatResponse? Answer)> BeginAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        // Instructions belong to the code of today: they go to the model each time, and are not recorded.
        List<ChatMessage> given = [.. messages];
        int instructions = given.TakeWhile(message => message.Role == ChatRole.System).Count();
        IReadOnlyList<ChatMessage>? answer = await recorder
            .BeginAsync(given[instructions..], new ToolSet(options?.Tools, services), cancellationToken).ConfigureAwait(false);
        if (answer is not null)
        {
            return ([], new ChatResponse([.. answer.Select(Answered)]));
        }

        RecordedFunction.Wrap(options);

        // A provider that keeps the conversation itself is sent what is new.
        return options?.ConversationId is null
            ? ([.. given.Take(instructions), .. recorder.Log.Conversation], null)
            : (given, null);
    }

    // The calls of a recorded answer have been run.
    private static ChatMessage Answered(ChatMessage message)
    {
        ChatMessage copy = message.Clone();
        copy.Contents =
        [
            .. message.Contents.Select(content => content is FunctionCallContent { InformationalOnly: false } call
                ? new FunctionCallContent(call.CallId, call.Name, call.Arguments)
                {
                    InformationalOnly = true, Annotations = call.Annotations, AdditionalProperties = call.AdditionalProperties, RawRepresentation = call.RawRepresentation,
                }
                : content),
        ];
        return copy;
    }
}
