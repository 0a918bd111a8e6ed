using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Recording;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
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

/// <summary>One attempt at an input: the model is asked, tools are run, until the model has answered, or a person or the client has to.</summary>
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
        bool isAborted = false;
        Task watch = WatchAsync();
        Task time = RunOutOfTimeAsync();
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
            await time.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Whoever asks for the abort, in whatever process, does so in the log.
        async Task WatchAsync()
        {
            for (long next = recorder.Log.Count; !ending.IsCancellationRequested;)
            {
                try
                {
                    await foreach (AgentEntry entry in store.TailAsync<AgentEntry>(recorder.Session.Id, next, ending.Token).ConfigureAwait(false))
                    {
                        next++;
                        if (entry is AgentEntry.AbortRequested abort && abort.Receipt == input.Receipt)
                        {
                            isAborted = true;
                            recorder.WhenStopped = ResponseEnd.Stopped;
                            await ending.CancelAsync().ConfigureAwait(false);
                        }
                    }

                    return;   // the session was deleted
                }
                catch (SessionStorageException)
                {
                    // The store is away. A tool may run on for long, and its input may still be given up.
                    await Task.Delay(Durations.Timer(options.PollInterval), options.Clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }

        async Task RunOutOfTimeAsync()
        {
            while (Left(input) is var left && left > TimeSpan.Zero)
            {
                await Task.Delay(Durations.Timer(left), options.Clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (ending.IsCancellationRequested)
                {
                    return;
                }
            }

            await ending.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>How much is left of the time that an input may take. A clock that was set back takes nothing away.</summary>
    public TimeSpan Left(AgentInput input) =>
        Durations.Rest(options.TimeBudget, options.Clock.GetUtcNow() - (input.FirstStartedAt ?? options.Clock.GetUtcNow()));

    /// <summary>Whether nothing is left to do for an input but to record its outcome: the model has answered, or what is open is for a person or the client.</summary>
    public bool IsAnswered(AgentInput input, SessionRecorder<TEnvelope> recorder)
    {
        AgentLog log = recorder.Log;
        if (log.HasOpenParts || input.TurnStart < 0)
        {
            return false;
        }

        if (log.OpenCalls.Count == 0)
        {
            return log.IsAnswered;
        }

        recorder.Tools = new ToolSet(options.Chat(recorder.State), invoking: null, services, runsTools: true);
        return log.OpenCalls.All(open => recorder.IsWaiting(open) && !recorder.IsUnasked(open));
    }

    private async Task AskAsync(SessionRecorder<TEnvelope> recorder, AgentInput input, CancellationToken cancellationToken)
    {
        // What tools ask for lives as long as this attempt.
        AsyncServiceScope? scope = services?.GetService(typeof(IServiceScopeFactory)) is IServiceScopeFactory scopes ? scopes.CreateAsyncScope() : null;
        try
        {
            await AskAsync(recorder, input, scope?.ServiceProvider ?? services, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (scope is { } ended)
            {
                await ended.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task AskAsync(SessionRecorder<TEnvelope> recorder, AgentInput input, IServiceProvider? scoped, CancellationToken cancellationToken)
    {
        ChatOptions chat = options.Chat(recorder.State);
        RecordedFunction.Wrap(chat);
        var receipt = new AgentReceipt(recorder.Session.Id, input.Receipt, input.Entry);
        AgentTurn.Current = new AgentTurn<TEnvelope>(receipt, input.Attempts, recorder);
        AgentRecorder.Ambient = recorder;
        recorder.WhenStopped = ResponseEnd.Interrupted;
        recorder.BeginRequest();

        // The conversation is the recorder's to give. What a person has decided is recorded with the start of the attempt.
        var recording = new RecordingOptions
        {
            PartInterval = options.PartInterval,
            Clock = options.Clock,
            Services = scoped,
            KeepsForeignReasoning = options.GivesReasoningToOtherProviders,
            IsGuarded = true,
        };
        var session = new SessionChatClient(model, recorder, recording);
        var client = new FunctionInvokingChatClient(session, logging, scoped);
        options.FunctionInvocation?.Invoke(client);
        RecordedFunction.Wrap(client);
        recording.Invoking = () => client;
        if (!options.Streaming)
        {
            await client.GetResponseAsync([], chat, cancellationToken).ConfigureAwait(false);
            return;
        }

        await foreach (ChatResponseUpdate _ in client.GetStreamingResponseAsync([], chat, cancellationToken).ConfigureAwait(false))
        {
        }
    }
}
