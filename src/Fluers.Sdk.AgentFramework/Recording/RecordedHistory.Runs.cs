using Fluers.Sdk.Agents;
using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Recording;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Recording;

// What is done around the runs of an agent, and around its tools.
internal sealed partial class RecordedHistory<TEnvelope> : IRecordedHistory
{
    public async ValueTask<PreparedRun> PrepareAsync(AgentSession session, IReadOnlyList<ChatMessage> request, ToolSet tools, CancellationToken cancellationToken)
    {
        SessionTie<TEnvelope> tie = TieOf(session);
        using (await tie.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            tie.Fault = null;
            await SettleAsync(tie, cancellationToken).ConfigureAwait(false);
            FailedRun? failed = tie.Failed;
            tie.Failed = null;
            SessionRecorder<TEnvelope>? recorder = await FindAsync(session, cancellationToken).ConfigureAwait(false);
            var asked = new FailedRun(new ResentHistory.Failed(request, codec), recorder?.Log.Conversation.Count ?? 0);
            if (recorder is null)
            {
                return new PreparedRun(request, Answer: null, asked);
            }

            (List<ToolApprovalResponseContent> decisions, List<ChatMessage> said) = Decisions.Split(request);
            int decided = await DecideAsync(recorder, decisions, cancellationToken).ConfigureAwait(false);
            int repeats = RepeatedFrom(recorder.Log, said, failed, isDecided: decisions.Count > 0 && decided == 0);
            if (repeats >= 0)
            {
                asked = asked with { Before = repeats };
                said = [];
                if (decided == 0 && AnswerTo(recorder.Log, repeats) is { } answer)
                {
                    return new PreparedRun([], answer, asked);
                }
            }

            await SettleStartedAsync(recorder, tie, cancellationToken).ConfigureAwait(false);
            foreach (OpenCall open in recorder.Log.OpenCalls.Where(open => open.Decision == ApprovalDecision.Approved && !IsStarted(open, tie)).ToArray())
            {
                if (!await tools.TryInvokeAsync(open.Call, cancellationToken).ConfigureAwait(false))
                {
                    await recorder.RecordAsync(cancellationToken, [SettledCall.NeverStarted(open, recorder)]).ConfigureAwait(false);
                }

                ThrowIfFaulted(tie);
                cancellationToken.ThrowIfCancellationRequested();
            }

            // The agent keeps a list of its own of what waits. It hears of the decisions, and of nothing that it is to run.
            ChatMessage[] heard = decisions.Count == 0 ? [] : [new ChatMessage(ChatRole.User, [.. decisions])];
            return new PreparedRun([.. heard, .. said], Answer: null, asked);
        }
    }

    /// <summary>From where on a request is recorded that was made before; -1 for a new one.</summary>
    private int RepeatedFrom(AgentLog log, List<ChatMessage> said, FailedRun? failed, bool isDecided)
    {
        if (failed?.IsSame(said, codec) == true && FirstSaid(log, failed.Before) >= 0)
        {
            return failed.Before;
        }

        return said is [.., { MessageId: { } id } last] && last.Role == ChatRole.User ? ResentHistory.LastWithId(log.Conversation, id)
            : said.Count == 0 && isDecided ? LastSaid(log) : -1;
    }

    public async ValueTask AskedAsync(AgentSession session, IReadOnlyList<ToolApprovalRequestContent> questions, CancellationToken cancellationToken)
    {
        if (questions.Count == 0 || await CurrentAsync(session, TieOf(session), cancellationToken).ConfigureAwait(false) is not { } recorder)
        {
            return;
        }

        await recorder.RecordAsync(
            log =>
            [
                .. questions.Where(question => log.OpenCalls.LastOrDefault(open => open.Call.CallId == question.ToolCall.CallId) is { Question: null, Decision: null, WasStarted: false })
                    .Select(question => new AgentRecorder.Record(new AgentEntry.ApprovalRequested(question.ToolCall.CallId, question.RequestId, recorder.Now))),
            ],
            cancellationToken).ConfigureAwait(false);
    }

    public void Fail(AgentSession session, PreparedRun run) => TieOf(session).Failed = run.Asked;

    public void End(AgentSession session) => TieOf(session).Recorder = null;

    public void ThrowIfFaulted(AgentSession session) => ThrowIfFaulted(TieOf(session));

    public async ValueTask<object?> RunToolAsync(AgentSession session, FunctionInvocationContext context, Func<ValueTask<object?>> run, CancellationToken cancellationToken)
    {
        FunctionCallContent call = context.CallContent;
        SessionTie<TEnvelope> tie = TieOf(session);
        SessionRecorder<TEnvelope>? recorder = null;
        try
        {
            recorder = await CurrentAsync(session, tie, cancellationToken).ConfigureAwait(false);
        }
        catch (SessionException e)
        {
            return Stop(e);
        }

        if (recorder is null)
        {
            return await run().ConfigureAwait(false);   // the first run of a conversation is stored when it has ended
        }

        recorder.Tools = new ToolSet(context.Options, invoking: null, services: null, runsTools: true);
        bool isRunning = false;
        try
        {
            (OpenCall? open, FunctionResultContent? recorded) = await recorder.LookAsync(
                log => log.OpenCalls.LastOrDefault(open => open.Call.CallId == call.CallId) is { } open ? (open, null) : ((OpenCall?)null, ResultOf(log, context)), cancellationToken).ConfigureAwait(false);
            if (open is null)
            {
                isRunning = true;
                return recorded is not null ? recorded.Result : await run().ConfigureAwait(false);
            }

            if (open.IsUndecided || Decisions.WhyOther(open.Call, call, codec) is not null)
            {
                string question = open.Question?.RequestId ?? recorder.Log.RequestIdFor(call.CallId);
                await DecideAsync(recorder, [new ToolApprovalResponseContent(question, true, call)], cancellationToken).ConfigureAwait(false);
            }

            if (open.WasStarted && !tie.NotStarted.Remove(call.CallId) && !recorder.Tools.IsRepeatable(call.Name))
            {
                await recorder.RecordAsync(cancellationToken, [SettledCall.OutcomeUnknown(open, recorder)]).ConfigureAwait(false);
                return SettledCall.Missing(call.CallId, wasStarted: true).Result;
            }

            isRunning = true;
            return await recorder.RunAsync(call, run, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (isRunning ? recorder.Fault == e : e is SessionException)
        {
            return Stop(e);
        }

        // It is no failure of the tool, and the model is not asked any more.
        string Stop(Exception fault)
        {
            tie.Fault = fault;
            tie.Recorder = null;
            if (recorder?.IsNotStarted(call.CallId) == true)
            {
                tie.NotStarted.Add(call.CallId);
            }
            else if (recorder is { } inDoubt)
            {
                tie.Unsettled ??= async stop => await inDoubt.TrySettleDoubtAsync(stop).ConfigureAwait(false);
            }

            context.Terminate = true;
            return "Error: Function failed.";
        }
    }

    /// <summary>A tool that was under way when its process ended has an unknown outcome.</summary>
    private static async ValueTask SettleStartedAsync(SessionRecorder<TEnvelope> recorder, SessionTie<TEnvelope> tie, CancellationToken cancellationToken)
    {
        AgentRecorder.Record[] unknown = [.. recorder.Log.OpenCalls.Where(open => IsStarted(open, tie)).Select(open => SettledCall.OutcomeUnknown(open, recorder))];
        if (unknown.Length > 0)
        {
            await recorder.RecordAsync(cancellationToken, unknown).ConfigureAwait(false);
        }
    }

    private static bool IsStarted(OpenCall open, SessionTie<TEnvelope> tie) => open.WasStarted && !tie.NotStarted.Contains(open.Call.CallId);

    /// <summary>The recorded result of a call that the agent's client makes once more, behind a decision that it was told; <see langword="null"/> for any other call.</summary>
    private FunctionResultContent? ResultOf(AgentLog log, FunctionInvocationContext context)
    {
        // With persistence behind each call, which the id of a conversation shows, what the model has just called is recorded and open. Without, it is not recorded yet, and a
        // model may use the ids of earlier turns again.
        FunctionCallContent call = context.CallContent;
        int from = context.Options?.ConversationId is null ? LastSaid(log) : 0;
        return log.Conversation.Skip(from).SelectMany(message => message.Contents)
            .Select(content => content is ToolApprovalRequestContent question ? question.ToolCall : content).OfType<FunctionCallContent>()
            .Any(known => known.CallId == call.CallId && Decisions.WhyOther(known, call, codec) is null)
            ? log.FindResult(call.CallId) : null;
    }

    /// <summary>The messages of a request without the results that are recorded: those stand in the history.</summary>
    public async ValueTask<IReadOnlyList<ChatMessage>> WithoutRecordedAsync(AgentSession session, IReadOnlyList<ChatMessage> request, CancellationToken cancellationToken)
    {
        if (!request.Any(message => message.Contents.Any(content => content is FunctionResultContent)) || await FindAsync(session, cancellationToken).ConfigureAwait(false) is not { } recorder)
        {
            return request;
        }

        var rest = new List<ChatMessage>(request.Count);
        foreach (ChatMessage message in request)
        {
            AIContent[] contents = [.. message.Contents.Where(content => content is not FunctionResultContent result || recorder.Log.ResultsBehindLastCall(result.CallId) == 0)];
            if (contents.Length == message.Contents.Count)
            {
                rest.Add(message);
            }
            else if (contents.Length > 0)
            {
                ChatMessage part = message.Clone();
                part.Contents = contents;
                rest.Add(part);
            }
        }

        return rest;
    }

    private static int LastSaid(AgentLog log) => Math.Max(0, log.FindLast(message => message.Role == ChatRole.User));
}
