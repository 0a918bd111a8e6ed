using Fluers.Sdk.Agents.Entries;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

// What happens before the model is asked: what is new is recorded, decisions are carried out, and what was left open is closed.
internal abstract partial class AgentRecorder
{
    private ResentHistory.Failed? _failed;

    /// <summary>A request has begun: what came of the one before it is no more to be told.</summary>
    public void BeginRequest() => _fault = null;

    /// <summary>A request has failed. Where the same one comes again, it is a second attempt, and no second message.</summary>
    public void FailRequest(IReadOnlyList<ChatMessage> given) => _failed = new ResentHistory.Failed(given, Codec);

    /// <summary>A request has come to its end.</summary>
    public void EndRequest() => _failed = null;

    /// <summary>Records what a request brings that is new, carries out decisions, and settles what is left open.</summary>
    /// <param name="given">The messages, without instructions and without decisions.</param>
    /// <param name="decisions">The decisions about calls.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AgentDecisionException">A decision is about another call than the recorded one. That it was refused is recorded, and nothing else.</exception>
    /// <exception cref="AgentHistoryException">The request contradicts the recorded conversation. Nothing was recorded.</exception>
    public async ValueTask<Beginning> BeginAsync(
        IReadOnlyList<ChatMessage> given, GivenDecisions decisions, CancellationToken cancellationToken)
    {
        ThrowIfFaulted();
        ResentHistory request;
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            await CatchUpAsync(cancellationToken).ConfigureAwait(false);
            Catch();
            request = ResentHistory.Compare(given, Log, Codec, Session, _failed, saysNothing: decisions.AreLast || given is [.., { Role: var last }] && last == ChatRole.Tool);
            if (request.Answer is { } answer && decisions.Decisions.Count == 0)
            {
                return new Beginning(BeginningKind.Answered, answer, []);
            }

            List<Record> records = Log.HasOpenParts ? [new(new AgentEntry.ResponseEnded(ResponseEnd.Interrupted))] : [];
            records.AddRange(request.Results.SelectMany(Results));
            if (records.Count > 0)
            {
                await CommitAsync(() => records, cancellationToken).ConfigureAwait(false);
            }
        }

        IReadOnlyList<OpenCall> decided = await DecideAsync(decisions.Decisions, cancellationToken).ConfigureAwait(false);
        await SettleAsync(speaks: request.Speech.Count > 0, cancellationToken).ConfigureAwait(false);
        if (request.Speech.Count > 0)
        {
            await RecordAsync(cancellationToken, [.. request.Speech.Select(message => new Record(new AgentEntry.Message(Codec.Store(message)), [message]))]).ConfigureAwait(false);
        }

        return Log.OpenCalls.Count > 0
            ? new Beginning(BeginningKind.Waiting, [], decided)
            : Log.IsAnswered && Log.Conversation.Count > 0 ? new Beginning(BeginningKind.Answered, ResentHistory.LastAnswer(Log), decided)
            : new Beginning(BeginningKind.Asking, [], decided);
    }

    /// <summary>Records decisions, and carries them out. Where one of them is refused, none is carried out.</summary>
    /// <returns>The calls that were decided about.</returns>
    private async ValueTask<IReadOnlyList<OpenCall>> DecideAsync(IReadOnlyList<ToolApprovalResponseContent> decisions, CancellationToken cancellationToken)
    {
        if (decisions.Count == 0)
        {
            return [];
        }

        List<(OpenCall Open, ToolApprovalResponseContent Decision)> matched;
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            Catch();
            var refused = new List<(ToolApprovalResponseContent Decision, string Reason)>();
            matched = Decisions.Match(decisions, Log, Codec, refused);
            if (refused.Count > 0)
            {
                await CommitAsync(() => [.. refused.Select(Refused)], cancellationToken).ConfigureAwait(false);
                throw new AgentDecisionException(Session, refused[0].Decision.ToolCall.CallId, refused[0].Reason);
            }

            if (matched.Count > 0)
            {
                await CommitAsync(() => [.. matched.SelectMany(Decided)], cancellationToken).ConfigureAwait(false);
            }
        }

        return [.. matched.Select(match => match.Open)];
    }

    /// <summary>That a decision was refused.</summary>
    public Record Refused((ToolApprovalResponseContent Decision, string Reason) refusal) => new(new AgentEntry.ApprovalDecided(
        refusal.Decision.ToolCall.CallId, refusal.Decision.RequestId, ApprovalDecision.Refused, refusal.Reason, Now));

    /// <summary>That a decision was given, and what comes of a rejection.</summary>
    public IEnumerable<Record> Decided((OpenCall Open, ToolApprovalResponseContent Decision) match)
    {
        (OpenCall open, ToolApprovalResponseContent decision) = match;
        string request = open.Question?.RequestId ?? Log.RequestIdFor(open.Call.CallId);
        yield return new(new AgentEntry.ApprovalDecided(
            open.Call.CallId, request, decision.Approved ? ApprovalDecision.Approved : ApprovalDecision.Rejected, decision.Reason, Now));
        if (!decision.Approved)
        {
            yield return SettledCall.Rejected(open, decision.Reason, this);
        }
    }

    /// <summary>
    /// Settles the calls that have no result. What a person has approved is run, and what is safe to repeat again; what was under way is unknown, and what was never
    /// started is not run. What waits for a person or for the client waits on, unless they said something else.
    /// </summary>
    private async ValueTask SettleAsync(bool speaks, CancellationToken cancellationToken)
    {
        foreach (OpenCall open in Log.OpenCalls.ToArray())
        {
            string name = open.Call.Name;
            bool mayHaveRun = open.MayHaveRun && !_notStarted.Contains(open.Call.CallId);
            if (IsWaiting(open))
            {
                if (speaks)
                {
                    await RecordAsync(cancellationToken, [.. SettledCall.LeftBehind(open, this)]).ConfigureAwait(false);
                }
                else if (IsUnasked(open))
                {
                    await RecordAsync(cancellationToken, [Question(open.Call)]).ConfigureAwait(false);
                }
            }
            else if ((open.Decision == ApprovalDecision.Approved && !mayHaveRun) || Tools?.IsRepeatable(name) == true)
            {
                Watch([open.Call]);
                if (!await (Tools?.TryInvokeAsync(open.Call, cancellationToken) ?? ValueTask.FromResult(false)).ConfigureAwait(false))
                {
                    await RecordAsync(cancellationToken, [SettledCall.NeverStarted(open, this)]).ConfigureAwait(false);
                }

                ThrowIfFaulted();
                cancellationToken.ThrowIfCancellationRequested();
            }
            else
            {
                await RecordAsync(cancellationToken, [mayHaveRun ? SettledCall.OutcomeUnknown(open, this) : SettledCall.NeverStarted(open, this)]).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether a call waits for a person, or for the client to run it.</summary>
    public bool IsWaiting(OpenCall open) =>
        open.IsUndecided || (open is { Decision: null, WasStarted: false, IsRecorded: true } && (Tools?.NeedsApproval(open.Call.Name) == true || Tools?.IsForTheClient(open.Call.Name) == true));

    /// <summary>Whether a person has to approve a call and was not asked: its tool needs that only since the call was made.</summary>
    public bool IsUnasked(OpenCall open) => open.Question is null && IsWaiting(open) && Tools?.NeedsApproval(open.Call.Name) == true;

    private IEnumerable<Record> Results(ChatMessage message) =>
        message is { AuthorName: null, MessageId: null, AdditionalProperties: null }
            ? message.Contents.OfType<FunctionResultContent>().Select(result => Result(result, result.Exception is null ? ToolOutcome.Completed : ToolOutcome.Failed))
            : [new Record(new AgentEntry.Message(Codec.Store(message)), [message])];
}

/// <summary>What is to be done with a request.</summary>
internal enum BeginningKind
{
    /// <summary>The model is asked.</summary>
    Asking,

    /// <summary>The model has answered already.</summary>
    Answered,

    /// <summary>Calls wait for a person, or for the client to run them.</summary>
    Waiting,
}

/// <summary>How a request has begun.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Answer">The recorded answer, where there is one.</param>
/// <param name="Decided">The calls that were decided about.</param>
internal sealed record Beginning(BeginningKind Kind, IReadOnlyList<ChatMessage> Answer, IReadOnlyList<OpenCall> Decided);
