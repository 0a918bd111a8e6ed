using System.Runtime.ExceptionServices;
using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;
using Fluers.Sdk.Agents.Recording;
using Fluers.Sdk.Agents.Workers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Agents.Running;

/// <summary>
/// Brings the inputs of one session to their outcomes, one after the other. Each step begins by looking at the log, so it is the same whether this
/// process was here a moment ago or another one died here last week.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="turn">Runs an attempt.</param>
/// <param name="options">How turns are run.</param>
/// <param name="worker">This process.</param>
/// <param name="logger">Told of attempts and outcomes.</param>
/// <param name="isAnothers">Whether it is for another work item, or another worker, to see to an input.</param>
internal sealed class SessionTurns<TEnvelope>(
    Session<TEnvelope> session,
    Turn<TEnvelope> turn,
    AgentOptions<TEnvelope> options,
    WorkerLease.Life worker,
    ILogger logger,
    Func<AgentInput, AgentLog, CancellationToken, ValueTask<bool>> isAnothers)
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private readonly SessionRecorder<TEnvelope> _recorder = new(session, ChatCodec.With(options.SerializerOptions), options.Clock);

    /// <summary>What the log says, as far as it was read.</summary>
    public AgentLog Log => _recorder.Read();

    /// <summary>Runs until no input is without an outcome.</summary>
    /// <exception cref="LeaseLostException">Another worker goes on.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        while (Log.Next is { } input)
        {
            stop.ThrowIfCancellationRequested();
            if (await isAnothers(input, Log, stop).ConfigureAwait(false))
            {
                throw new LeaseLostException(session.Key);
            }

            if (await TryDecideAsync(input, stop).ConfigureAwait(false) && _recorder.Claim is not null)
            {
                await AttemptAsync(input, stop).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Says of a work item that no input may be accepted under it any more. Under one that has accepted an input, another is accepted only while one is
    /// without an outcome, so there it need not be said.
    /// </summary>
    /// <returns>Whether it holds; otherwise an input was accepted meanwhile.</returns>
    public async Task<bool> WithdrawAsync(Guid work, CancellationToken cancellationToken)
    {
        _recorder.Claim = null;
        while (Log.Next is null && !Log.Inputs.Any(input => input.Admitted.Work == work) && !Log.IsWithdrawn(work))
        {
            await TryRecordAsync([new(new AgentEntry.Withdrawn(work))], cancellationToken).ConfigureAwait(false);
        }

        return Log.Next is null;
    }

    /// <summary>Settles the input where it can be, or claims it for an attempt.</summary>
    /// <returns>Whether it was stored; otherwise another writer was first, and everything is to be looked at again.</returns>
    private async Task<bool> TryDecideAsync(AgentInput input, CancellationToken stop)
    {
        _recorder.Claim = null;
        if (input.Abort is { } abort)
        {
            return await TryRecordAsync(Settle(input, AgentStatus.Aborted, abort.Reason), stop).ConfigureAwait(false);
        }

        if (turn.IsAnswered(input, _recorder))
        {
            return await TryRecordAsync(Settle(input, AgentStatus.Completed, null), stop).ConfigureAwait(false);
        }

        if (input.Attempts >= options.MaxAttempts)
        {
            return await TryFailAsync(input, $"No answer in {input.Attempts} attempts.", [], stop).ConfigureAwait(false);
        }

        if (turn.Left(input) == TimeSpan.Zero)
        {
            return await TryFailAsync(input, $"No answer within {options.TimeBudget}.", [], stop).ConfigureAwait(false);
        }

        var claim = new AgentEntry.Started(input.Receipt, input.Attempts + 1, worker.Id, _recorder.Now);
        List<AgentRecorder.Record> records = [];
        if (input.TurnStart < 0 && Prepare(input, records) is { } refusal)
        {
            return await TryFailAsync(input, refusal, records, stop).ConfigureAwait(false);
        }

        Guid? before = Log.Claim is { } earlier && earlier.Receipt == input.Receipt && earlier.Worker != worker.Id ? earlier.Worker : null;
        bool claimed = await TryRecordAsync([.. records, new(claim)], stop).ConfigureAwait(false);
        _recorder.Claim = claimed ? claim : null;
        if (claimed && before is { } other)
        {
            logger.InputTakenOver(input.Receipt, session.Key, other);
        }

        return claimed;
    }

    /// <summary>
    /// What is recorded in front of what an input says: the decisions that it brings, and of the calls that waited those that it passes over. They stand in
    /// the commit that begins with the input, so a crash leaves all of it or nothing.
    /// </summary>
    /// <returns>Why the input fails; <see langword="null"/> where it does not.</returns>
    private string? Prepare(AgentInput input, List<AgentRecorder.Record> records)
    {
        (List<ToolApprovalResponseContent> decisions, List<ChatMessage> rest) = Decisions.Split(input.Admitted.Input.Select(_recorder.Codec.Restore));
        var refused = new List<(ToolApprovalResponseContent Decision, string Reason)>();
        List<(OpenCall Open, ToolApprovalResponseContent Decision)> matched = Decisions.Match(decisions, Log, _recorder.Codec, refused);
        if (refused is [var first, ..])
        {
            records.AddRange(refused.Select(_recorder.Refused));
            logger.DecisionRefused(input.Receipt, session.Key, first.Reason);
            return new AgentDecisionException(session.Key, first.Decision.ToolCall.CallId, first.Reason).Message;
        }

        HashSet<string> answered = [.. rest.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Select(result => result.CallId)];
        if (answered.FirstOrDefault(id => Log.OpenCalls.All(open => open.Call.CallId != id || open.Question is not null)) is { } stray)
        {
            return $"The result of the call '{stray}' answers no call that waits for the client. Nothing was done with it.";
        }

        records.AddRange(matched.SelectMany(_recorder.Decided));
        if (rest.Exists(Speaks))
        {
            IEnumerable<OpenCall> left = Log.OpenCalls.Where(open => !answered.Contains(open.Call.CallId) && !matched.Exists(match => match.Open == open));
            records.AddRange(left.SelectMany(open => open.MayHaveRun && open.Question is null ? [SettledCall.OutcomeUnknown(open, _recorder)] : SettledCall.LeftBehind(open, _recorder)));
        }

        return null;
    }

    private static bool Speaks(ChatMessage message) => message.Role != ChatRole.Tool && message.Contents.Any(content => content is not FunctionResultContent);

    private async Task<bool> TryFailAsync(AgentInput input, string reason, List<AgentRecorder.Record> records, CancellationToken stop)
    {
        bool isStored = await TryRecordAsync([.. records, .. Settle(input, AgentStatus.Failed, reason)], stop).ConfigureAwait(false);
        if (isStored)
        {
            logger.InputFailed(input.Receipt, session.Key, input.Attempts, reason, null);
        }

        return isStored;
    }

    private async Task AttemptAsync(AgentInput input, CancellationToken stop)
    {
        input = Log.Find(input.Receipt) ?? input;
        logger.AttemptBegins(input.Attempts, input.Receipt, session.Key);
        try
        {
            TurnEnd end = await turn.RunAsync(_recorder, input, stop).ConfigureAwait(false);
            switch (end)
            {
                case TurnEnd.Answered:
                    await SettleAsync(input, AgentStatus.Completed, null).ConfigureAwait(false);
                    break;
                case TurnEnd.Aborted:
                    await SettleAsync(input, AgentStatus.Aborted, Log.Find(input.Receipt)?.Abort?.Reason).ConfigureAwait(false);
                    break;
                case TurnEnd.OutOfTime:
                    await SettleAsync(input, AgentStatus.Failed, $"No answer within {options.TimeBudget}.").ConfigureAwait(false);
                    break;
                default:
                    throw new OperationCanceledException(stop);
            }
        }
        catch (Exception e) when (e is not (LeaseLostException or OperationCanceledException or SessionConflictException or SessionNotFoundException))
        {
            await GiveUpOrWaitAsync(input, e, stop).ConfigureAwait(false);
        }
    }

    private async Task GiveUpOrWaitAsync(AgentInput input, Exception error, CancellationToken stop)
    {
        if (error is SessionStorageException or SessionSchemaException or SessionCorruptException)
        {
            ExceptionDispatchInfo.Throw(error);   // nothing can be stored now, nor an outcome
        }

        if (input.Attempts >= options.MaxAttempts || !options.ShouldRetry(error))
        {
            await _recorder.RefreshAsync(stop).ConfigureAwait(false);   // what could not be stored is not to be stored with the outcome
            await SettleAsync(input, AgentStatus.Failed, error.Message, error).ConfigureAwait(false);
            return;
        }

        TimeSpan delay = Durations.Backoff(options.RetryDelay, input.Attempts - 1, LongestDelay);
        logger.AttemptFailed(input.Attempts, options.MaxAttempts, input.Receipt, session.Key, delay, error);
        await Task.Delay(delay, options.Clock, stop).ConfigureAwait(false);
        await _recorder.RefreshAsync(stop).ConfigureAwait(false);
    }

    private async ValueTask SettleAsync(AgentInput input, AgentStatus status, string? error, Exception? cause = null)
    {
        await _recorder.RecordAsync(CancellationToken.None, Settle(_recorder.Log.Find(input.Receipt) ?? input, status, error)).ConfigureAwait(false);
        if (status == AgentStatus.Failed)
        {
            logger.InputFailed(input.Receipt, session.Key, input.Attempts, error, cause);
        }
        else
        {
            logger.InputSettled(input.Receipt, session.Key, status, input.Attempts);
        }
    }

    /// <summary>The outcome, with what it leaves open closed in the same commit.</summary>
    private List<AgentRecorder.Record> Settle(AgentInput input, AgentStatus status, string? error)
    {
        List<AgentRecorder.Record> records = [];
        if (Log.HasOpenParts)
        {
            records.Add(new(new AgentEntry.ResponseEnded(status == AgentStatus.Aborted ? ResponseEnd.Stopped : ResponseEnd.Interrupted)));
        }

        if (input.TurnStart >= 0)
        {
            records.AddRange(Log.OpenCalls.Where(open => IsLeftOpen(open, input, status)).SelectMany(Close));
        }

        records.Add(new(new AgentEntry.Settled(input.Receipt, status, error, _recorder.Now)));
        return records;
    }

    /// <summary>
    /// Whether nobody will see to a call any more. What waits in an answer is a person's or the client's to see to; the calls of a turn that came to no answer are
    /// nobody's, and what waited before that turn waits on.
    /// </summary>
    private bool IsLeftOpen(OpenCall open, AgentInput input, AgentStatus status) => status == AgentStatus.Completed
        ? !_recorder.IsWaiting(open)
        : open.WasStarted || open.Decision is not null || Log.FindLast(message => message == open.Message) >= input.TurnStart;

    private IEnumerable<AgentRecorder.Record> Close(OpenCall open)
    {
        if (open.IsUndecided)
        {
            yield return new(new AgentEntry.ApprovalDecided(open.Call.CallId, open.Question!.RequestId, ApprovalDecision.PassedOver, Reason: null, _recorder.Now));
        }

        yield return SettledCall.GivenUp(open, _recorder);
    }

    private async Task<bool> TryRecordAsync(List<AgentRecorder.Record> records, CancellationToken cancellationToken)
    {
        try
        {
            await _recorder.RecordAsync(cancellationToken, records).ConfigureAwait(false);
            return true;
        }
        catch (SessionConflictException)
        {
            await _recorder.RefreshAsync(cancellationToken).ConfigureAwait(false);
            return false;
        }
    }
}
