using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Recording;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Agents.Running;

/// <summary>How an attempt ended.</summary>
internal enum TurnEnd
{
    Answered,
    Aborted,
    OutOfTime,
    Stopped,
}

/// <summary>One attempt at an input: the model is asked, tools are run, until the model has answered.</summary>
internal sealed class Turn<TEnvelope>(
    SessionStore store, IChatClient model, AgentOptions<TEnvelope> options, IServiceProvider? services, ILoggerFactory? logging)
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    /// <summary>Runs the attempt that the recorder's claim has begun.</summary>
    /// <param name="recorder">The recorder of the session.</param>
    /// <param name="input">The input.</param>
    /// <param name="stop">Stops the attempt where it is, for another worker to go on.</param>
    public async Task<TurnEnd> RunAsync(SessionRecorder<TEnvelope> recorder, AgentInput input, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var time = new CancellationTokenSource(Left(input), options.Clock);
        using CancellationTokenRegistration outOfTime = time.Token.Register(ending.Cancel);
        bool isAborted = false;
        Task watch = WatchAsync();
        try
        {
            await AskAsync(recorder, input, ending.Token).ConfigureAwait(false);
            return TurnEnd.Answered;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return stop.IsCancellationRequested ? TurnEnd.Stopped : isAborted ? TurnEnd.Aborted : TurnEnd.OutOfTime;
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Whoever asks for the abort, in whatever process, does so in the log.
        async Task WatchAsync()
        {
            await foreach (AgentEntry entry in store.TailAsync<AgentEntry>(recorder.Session.Id, recorder.Log.Count, ending.Token).ConfigureAwait(false))
            {
                if (entry is AgentEntry.AbortRequested abort && abort.Receipt == input.Receipt)
                {
                    isAborted = true;
                    recorder.WhenStopped = ResponseEnd.Stopped;
                    await ending.CancelAsync().ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>How much is left of the time that an input may take.</summary>
    public TimeSpan Left(AgentInput input)
    {
        TimeSpan left = options.TimeBudget - (options.Clock.GetUtcNow() - (input.FirstStartedAt ?? options.Clock.GetUtcNow()));
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    /// <summary>Whether the model has answered already: only that it has is not recorded.</summary>
    public bool IsAnswered(AgentInput input, AgentLog log, TEnvelope state)
    {
        if (log.HasOpenParts || input.TurnStart < 0 || log.Conversation.Count <= input.TurnStart || log.Conversation[^1].Role != ChatRole.Assistant)
        {
            return false;
        }

        return log.OpenCalls.Count == 0 || new ToolSet(options.Chat(state).Tools, services).AreForTheClient(log.OpenCalls.Select(open => open.Call));
    }

    private async Task AskAsync(SessionRecorder<TEnvelope> recorder, AgentInput input, CancellationToken cancellationToken)
    {
        ChatOptions chat = options.Chat(recorder.State);
        RecordedFunction.Wrap(chat);
        var receipt = new AgentReceipt(recorder.Session.Id, input.Receipt, input.Entry);
        AgentTurn.Current = new AgentTurn<TEnvelope>(receipt, input.Attempts, recorder);
        AgentRecorder.Ambient = recorder;
        recorder.WhenStopped = ResponseEnd.Interrupted;

        // The conversation is the recorder's to give. Only what a person has approved is for the client that runs tools.
        IReadOnlyList<ChatMessage> given = Approvals(recorder.Log, input);
        var session = new SessionChatClient(model, recorder, options.PartInterval, services);
        var client = new FunctionInvokingChatClient(session, logging, services);
        options.FunctionInvocation?.Invoke(client);
        if (!options.Streaming)
        {
            await client.GetResponseAsync(given, chat, cancellationToken).ConfigureAwait(false);
            return;
        }

        await foreach (ChatResponseUpdate _ in client.GetStreamingResponseAsync(given, chat, cancellationToken).ConfigureAwait(false))
        {
        }
    }

    private static IReadOnlyList<ChatMessage> Approvals(AgentLog log, AgentInput input)
    {
        if (input.TurnStart < 0 || log.Conversation.Count != input.TurnStart)
        {
            return [];
        }

        HashSet<string> open = [.. log.OpenCalls.Where(call => !call.WasStarted).Select(call => call.Call.CallId)];
        return
        [
            .. log.Conversation.Skip(input.TurnStart - input.Admitted.Input.Length)
                .Where(message => message.Contents.OfType<ToolApprovalResponseContent>().Any(approval => open.Contains(approval.ToolCall.CallId)))
                .Select(message => new ChatMessage(message.Role, [.. message.Contents.OfType<ToolApprovalResponseContent>()])),
        ];
    }
}
