using System.Runtime.ExceptionServices;
using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;
using Fluers.Sdk.Agents.Recording;
using Fluers.Sdk.Agents.Workers;

namespace Fluers.Sdk.Agents.Running;

/// <summary>
/// Brings the inputs of one session to their outcomes, one after the other. Each step begins by looking at the log, so it is the same whether this
/// process was here a moment ago or another one died here last week.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="turn">Runs an attempt.</param>
/// <param name="options">How turns are run.</param>
/// <param name="worker">This process.</param>
/// <param name="isAnothers">Whether it is for another work item, or another worker, to see to an input.</param>
internal sealed class SessionTurns<TEnvelope>(
    Session<TEnvelope> session,
    Turn<TEnvelope> turn,
    AgentOptions<TEnvelope> options,
    WorkerLease.Life worker,
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

        if (turn.IsAnswered(input, Log, session.State))
        {
            return await TryRecordAsync(Settle(input, AgentStatus.Completed, null), stop).ConfigureAwait(false);
        }

        if (input.Attempts >= options.MaxAttempts)
        {
            return await TryRecordAsync(Settle(input, AgentStatus.Failed, $"No answer in {input.Attempts} attempts."), stop).ConfigureAwait(false);
        }

        if (turn.Left(input) == TimeSpan.Zero)
        {
            return await TryRecordAsync(Settle(input, AgentStatus.Failed, $"No answer within {options.TimeBudget}."), stop).ConfigureAwait(false);
        }

        var claim = new AgentEntry.Started(input.Receipt, input.Attempts + 1, worker.Id, _recorder.Now);
        bool claimed = await TryRecordAsync([new(claim)], stop).ConfigureAwait(false);
        _recorder.Claim = claimed ? claim : null;
        return claimed;
    }

    private async Task AttemptAsync(AgentInput input, CancellationToken stop)
    {
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
            await SettleAsync(input, AgentStatus.Failed, error.Message).ConfigureAwait(false);
            return;
        }

        TimeSpan delay = options.RetryDelay * Math.Pow(2, input.Attempts - 1);
        await Task.Delay(delay < LongestDelay ? delay : LongestDelay, options.Clock, stop).ConfigureAwait(false);
        await _recorder.RefreshAsync(stop).ConfigureAwait(false);
    }

    private ValueTask SettleAsync(AgentInput input, AgentStatus status, string? error) =>
        _recorder.RecordAsync(CancellationToken.None, Settle(_recorder.Log.Find(input.Receipt) ?? input, status, error));

    /// <summary>The outcome, with what it leaves open closed in the same commit.</summary>
    private List<AgentRecorder.Record> Settle(AgentInput input, AgentStatus status, string? error)
    {
        List<AgentRecorder.Record> records = [];
        if (Log.HasOpenParts)
        {
            records.Add(new(new AgentEntry.ResponseEnded(status == AgentStatus.Aborted ? ResponseEnd.Stopped : ResponseEnd.Interrupted)));
        }

        // Calls in an answer are the client's to see to; those of a turn that came to no answer are nobody's.
        if (status != AgentStatus.Completed && input.TurnStart >= 0)
        {
            records.AddRange(Log.OpenCalls.Select(open => SettledCall.GivenUp(open, _recorder)));
        }

        records.Add(new(new AgentEntry.Settled(input.Receipt, status, error, _recorder.Now)));
        return records;
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
