using System.Runtime.CompilerServices;
using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Running;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// Stands between the client that runs tools and the model, and records what passes: what is said to the model before it is called, and
/// what it answers before anybody acts on it. The model is given the recorded conversation.
/// </summary>
internal sealed class SessionChatClient(IChatClient model, AgentRecorder recorder, RecordingOptions options) : DelegatingChatClient(model)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chat = null, CancellationToken cancellationToken = default)
    {
        Step step = await BeginAsync(messages, chat, cancellationToken).ConfigureAwait(false);
        if (step.Answer is { } answer)
        {
            return answer;
        }

        ChatResponse response = await base.GetResponseAsync(step.Request, chat, cancellationToken).ConfigureAwait(false);
        await recorder.RecordAsync(response, step.Origin).ConfigureAwait(false);
        return step.Calls.Shown(response);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chat = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Step step = await BeginAsync(messages, chat, cancellationToken).ConfigureAwait(false);
        if (step.Answer is { } answer)
        {
            foreach (ChatResponseUpdate update in answer.ToChatResponseUpdates())
            {
                yield return update;
            }

            yield break;
        }

        var parts = new ResponseParts(recorder, step.Origin);
        ResponseEnd? end = null;
        try
        {
            await using IAsyncEnumerator<ChatResponseUpdate> updates =
                base.GetStreamingResponseAsync(step.Request, chat, cancellationToken).GetAsyncEnumerator(cancellationToken);
            long flushed = options.Clock.GetTimestamp();
            while (await NextAsync(updates, parts, flushed, cancellationToken).ConfigureAwait(false))
            {
                parts.Add(updates.Current);
                if (Durations.Rest(options.PartInterval, options.Clock.GetElapsedTime(flushed)) == TimeSpan.Zero)
                {
                    await parts.FlushAsync(cancellationToken).ConfigureAwait(false);
                    flushed = options.Clock.GetTimestamp();
                }

                yield return step.Calls.Shown(updates.Current);
            }

            end = ResponseEnd.Complete;
        }
        finally
        {
            // However it ends, the log says so; a crash alone leaves it open, and who comes next closes it.
            await parts.EndAsync(end ?? recorder.WhenStopped).ConfigureAwait(false);
        }

        // Calls that are for somebody else to see to are shown when they are recorded.
        if (step.Calls.Held() is { } held)
        {
            yield return held;
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
        if (!await IsInTimeAsync(next, Durations.Rest(options.PartInterval, options.Clock.GetElapsedTime(flushed))).ConfigureAwait(false))
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

    private async ValueTask<bool> IsInTimeAsync(Task next, TimeSpan rest)
    {
        if (rest <= TimeSpan.Zero)
        {
            return next.IsCompleted;
        }

        using var enough = new CancellationTokenSource();
        bool isInTime = await Task.WhenAny(next, Task.Delay(Durations.Timer(rest), options.Clock, enough.Token)).ConfigureAwait(false) == next;
        await enough.CancelAsync().ConfigureAwait(false);
        return isInTime;
    }

    private async ValueTask<Step> BeginAsync(IEnumerable<ChatMessage> messages, ChatOptions? chat, CancellationToken cancellationToken)
    {
        // Instructions belong to the code of today: they go to the model each time, and are not recorded.
        List<ChatMessage> given = [.. messages];
        List<ChatMessage> instructions = [.. given.TakeWhile(message => message.Role == ChatRole.System)];
        given.RemoveRange(0, instructions.Count);
        ChatMessage? format = OutputPrompt.TakeFrom(given, chat);

        RecordedFunction.Wrap(chat);
        recorder.Tools = new ToolSet(chat, options.Invoking(), options.Services, options.RunsTools);
        (List<ToolApprovalResponseContent> decisions, List<ChatMessage> said) = Decisions.Split(given);
        GivenDecisions above = options.TakeDecisions();
        var calls = new CallsShown(recorder, options);
        Beginning begun = await recorder.BeginAsync(
            said, new GivenDecisions([.. decisions, .. above.Decisions], above.AreLast || Decisions.AreLast(given)), cancellationToken).ConfigureAwait(false);
        switch (begun.Kind)
        {
            case BeginningKind.Waiting:
                return new Step([], calls.Waiting(begun.Decided), calls, default);
            case BeginningKind.Answered:
                return new Step([], CallsShown.Recorded(begun.Answer), calls, default);
        }

        var origin = ModelOrigin.Of(InnerClient, chat);
        List<ChatMessage> conversation = ModelView.Of(recorder.Log, options.KeepsForeignReasoning || origin.Provider is null
            ? null
            : message => recorder.Log.ProviderOf(message) is { } made && made != origin.Provider);

        // A provider that keeps the conversation itself is sent what came behind its last answer.
        IEnumerable<ChatMessage> sent = chat?.ConversationId is null
            ? conversation
            : conversation.Skip(conversation.FindLastIndex(message => message.Role == ChatRole.Assistant) + 1);
        calls.AddDecided(begun.Decided);
        return new Step([.. instructions, .. sent, .. format is null ? [] : new[] { format }], Answer: null, calls, origin);
    }

    /// <summary>What a request comes to: a request to the model, or an answer without one.</summary>
    private sealed record Step(List<ChatMessage> Request, ChatResponse? Answer, CallsShown Calls, ModelOrigin Origin);
}
