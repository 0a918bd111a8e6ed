using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Fluers.Sdk.Agents;
using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;
using Fluers.Sdk.Agents.Recording;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Recording;

/// <summary>The histories of an agent's sessions, each in a session of the store.</summary>
/// <param name="store">Where the sessions are.</param>
/// <param name="newSession">Gives the state that a new one begins with.</param>
/// <param name="codec">Encodes the messages.</param>
/// <param name="clock">Tells the time.</param>
internal sealed partial class RecordedHistory<TEnvelope>(SessionStore store, Func<TEnvelope> newSession, ChatCodec codec, TimeProvider clock)
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    private readonly ConditionalWeakTable<AgentSession, SessionTie<TEnvelope>> _ties = [];
    private readonly SessionLogMember<TEnvelope, AgentEntry> _log = SessionRecorder<TEnvelope>.LogOf();

    /// <summary>The history that an agent is given for a request.</summary>
    /// <param name="session">The agent's session.</param>
    /// <param name="request">What the agent is asked.</param>
    /// <param name="foreign">Whether what a provider has protected is for that provider alone, and not for the one that is asked.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async ValueTask<IReadOnlyList<ChatMessage>> ProvideAsync(
        AgentSession session, IReadOnlyList<ChatMessage> request, Func<string, bool>? foreign, CancellationToken cancellationToken)
    {
        SessionTie<TEnvelope> tie = TieOf(session);
        using (await tie.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            ThrowIfFaulted(tie);
            await SettleAsync(tie, cancellationToken).ConfigureAwait(false);
            if (await FindAsync(session, cancellationToken).ConfigureAwait(false) is not { } recorder)
            {
                return [];
            }

            if (tie.Failed is { } failed && failed.IsSame(RunRequest(request), codec) && AnswerTo(recorder.Log, failed.Before) is { } answer)
            {
                throw new AgentRunStoredException(recorder.Session, answer);
            }

            tie.Failed = null;
            await DecideAsync(recorder, Decisions.Split(request).Decisions, cancellationToken).ConfigureAwait(false);
            return StoredHistory.For(recorder.Log, request, tie.NotStarted, foreign);
        }
    }

    /// <summary>Stores what was said in a run, or in one call of the model.</summary>
    /// <param name="session">The agent's session.</param>
    /// <param name="request">What the agent was asked.</param>
    /// <param name="response">What it has answered.</param>
    /// <param name="origin">Who made the answer.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async ValueTask StoreAsync(
        AgentSession session, IReadOnlyList<ChatMessage> request, IReadOnlyList<ChatMessage> response, ModelOrigin origin, CancellationToken cancellationToken)
    {
        SessionTie<TEnvelope> tie = TieOf(session);
        using (await tie.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            ThrowIfFaulted(tie);
            await SettleAsync(tie, cancellationToken).ConfigureAwait(false);
            SessionRecorder<TEnvelope>? recorder = await CurrentAsync(session, tie, cancellationToken).ConfigureAwait(false);
            int before = recorder?.Log.Conversation.Count ?? 0;
            try
            {
                if (recorder is null)
                {
                    await CreateAsync(tie, session, request, response, origin, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await recorder.RecordAsync(_ => StoredTurn.Of(recorder, request, response, origin), cancellationToken).ConfigureAwait(false);
                }
            }
            catch (SessionStorageException)
            {
                tie.Recorder = null;
                tie.Failed = new FailedRun(new ResentHistory.Failed(RunRequest(request), codec), before);
                tie.Unsettled = recorder is null
                    ? stop => CreateAsync(tie, session, request, response, origin, stop)
                    : async stop =>
                    {
                        if (!await recorder.TrySettleDoubtAsync(stop).ConfigureAwait(false))
                        {
                            await recorder.RecordAsync(_ => StoredTurn.Of(recorder, request, response, origin), stop).ConfigureAwait(false);
                        }
                    };
                throw;
            }
        }
    }

    // The framework's own session in memory, or a new one that has the first turn from its first commit on.
    private async ValueTask CreateAsync(
        SessionTie<TEnvelope> tie,
        AgentSession session,
        IReadOnlyList<ChatMessage> request,
        IReadOnlyList<ChatMessage> response,
        ModelOrigin origin,
        CancellationToken cancellationToken)
    {
        SessionId id = tie.Making ??= SessionId.New();
        IReadOnlyList<AgentRecorder.Record> records = StoredTurn.Of(new UnstoredRecorder(codec, clock), request, response, origin);
        if (records.Count == 0)
        {
            return;
        }

        TEnvelope state = newSession();
        SessionLog<AgentEntry> log = [.. _log.Get(state), .. records.Select(record => record.Entry)];
        state = _log.With(state, log);
        for (int pause = 0; ; pause++)
        {
            try
            {
                // Nobody else knows the id, so where there is a session it is the one that this was to make.
                await store.GetOrCreateAsync(id, () => state, cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (SessionStorageException) when (pause < SessionRecorder<TEnvelope>.Pauses.Count)
            {
                await Task.Delay(SessionRecorder<TEnvelope>.Pauses[pause], clock, cancellationToken).ConfigureAwait(false);
            }
        }

        SessionChatHistory.SetId(session, id);
        tie.Making = null;
    }

    /// <summary>Records decisions, and refuses all of them where one does not fit.</summary>
    /// <returns>How many of them are new.</returns>
    private async ValueTask<int> DecideAsync(SessionRecorder<TEnvelope> recorder, IReadOnlyList<ToolApprovalResponseContent> decisions, CancellationToken cancellationToken)
    {
        if (decisions.Count == 0)
        {
            return 0;
        }

        // Another process may decide at the same time: of two that contradict each other the second one is refused.
        var refused = new List<(ToolApprovalResponseContent Decision, string Reason)>();
        List<(OpenCall Open, ToolApprovalResponseContent Decision)> matched = [];
        await recorder.RecordAsync(
            log =>
            {
                refused.Clear();
                matched = Decisions.Match(decisions, log, codec, refused);
                return refused.Count > 0 ? [.. refused.Select(recorder.Refused)] : [.. matched.SelectMany(recorder.Decided)];
            },
            cancellationToken).ConfigureAwait(false);
        return refused is [var first, ..] ? throw new AgentDecisionException(recorder.Session, first.Decision.ToolCall.CallId, first.Reason) : matched.Count;
    }

    private static async ValueTask SettleAsync(SessionTie<TEnvelope> tie, CancellationToken cancellationToken)
    {
        if (tie.Unsettled is { } settle)
        {
            await settle(cancellationToken).ConfigureAwait(false);
            tie.Unsettled = null;
        }
    }

    /// <summary>The session in the store as the run has read it.</summary>
    private ValueTask<SessionRecorder<TEnvelope>?> CurrentAsync(AgentSession session, SessionTie<TEnvelope> tie, CancellationToken cancellationToken) =>
        tie.Recorder is { } known && SessionChatHistory.IdOf(session) == known.Session.Id
            ? ValueTask.FromResult<SessionRecorder<TEnvelope>?>(known)
            : FindAsync(session, cancellationToken);

    /// <summary>Reads the session in the store; <see langword="null"/> where there is none yet.</summary>
    private async ValueTask<SessionRecorder<TEnvelope>?> FindAsync(AgentSession session, CancellationToken cancellationToken)
    {
        if (SessionChatHistory.IdOf(session) is not { } id)
        {
            return null;
        }

        Session<TEnvelope> stored = await store.LoadAsync<TEnvelope>(id, cancellationToken).ConfigureAwait(false) ?? throw new SessionNotFoundException(new SessionKey(store.Tenant, id));
        var recorder = new SessionRecorder<TEnvelope>(stored, codec, clock) { AppendsBehindOthers = true };
        recorder.Read();
        TieOf(session).Recorder = recorder;
        return recorder;
    }

    /// <summary>What was answered to a request whose messages are recorded from a position on; <see langword="null"/> where they are not, or the agent has to go on.</summary>
    private static IReadOnlyList<ChatMessage>? AnswerTo(AgentLog log, int before)
    {
        int at = FirstSaid(log, before);
        if (at < 0)
        {
            return null;
        }

        bool isWaiting = log.OpenCalls.Count > 0 && log.OpenCalls.All(open => open.IsUndecided);
        IReadOnlyList<ChatMessage>? answer = isWaiting ? ResentHistory.LastAnswer(log) : ResentHistory.AnswerBehind(log, at);
        return answer is null ? null : Shown(answer, log);
    }

    private static int FirstSaid(AgentLog log, int from)
    {
        for (int i = from; i < log.Conversation.Count; i++)
        {
            if (log.Conversation[i].Role == ChatRole.User)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>An answer as its caller was shown it: a call that waits is a question, and the others have been run.</summary>
    private static IReadOnlyList<ChatMessage> Shown(IReadOnlyList<ChatMessage> answer, AgentLog log)
    {
        HashSet<string> asked = [.. log.OpenCalls.Where(open => open.IsUndecided).Select(open => open.Call.CallId)];
        return
        [
            .. CallsShown.Recorded(answer).Messages.Select(message =>
            {
                ChatMessage shown = message.Clone();
                shown.Contents = [.. message.Contents.Where(content => content switch
                {
                    ToolApprovalRequestContent question => asked.Contains(question.ToolCall.CallId),
                    FunctionCallContent call => !asked.Contains(call.CallId),
                    _ => true,
                })];
                return shown;
            }),
        ];
    }

    /// <summary>What the whole run was asked, where the agent is in the middle of one.</summary>
    private static IReadOnlyList<ChatMessage> RunRequest(IReadOnlyList<ChatMessage> request) => AIAgent.CurrentRunContext is { } run ? [.. run.RequestMessages] : request;

    private static void ThrowIfFaulted(SessionTie<TEnvelope> tie)
    {
        if (tie.Fault is { } fault)
        {
            tie.Fault = null;
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    private SessionTie<TEnvelope> TieOf(AgentSession session) => _ties.GetValue(session, _ => new SessionTie<TEnvelope>());

    /// <summary>Gives records of what is not stored anywhere yet.</summary>
    private sealed class UnstoredRecorder(ChatCodec codec, TimeProvider clock) : AgentRecorder(codec, clock)
    {
        public override SessionKey Session => default;

        protected override void Catch()
        {
        }

        protected override ValueTask CatchUpAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        protected override ValueTask CommitAsync(Func<IReadOnlyList<Record>> records, CancellationToken cancellationToken, IReadOnlyList<Delegate>? changes = null) =>
            throw new NotSupportedException("There is no session yet.");
    }
}
