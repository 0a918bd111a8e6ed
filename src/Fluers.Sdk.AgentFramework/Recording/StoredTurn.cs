using Fluers.Sdk.Agents;
using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Recording;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Recording;

/// <summary>
/// What an agent hands over of a run, as entries. The agent says again what is recorded already: calls that a person has approved, and results that were recorded
/// when their tools ended.
/// </summary>
internal sealed class StoredTurn
{
    private readonly AgentRecorder _recorder;
    private readonly List<OpenCall> _open;
    private readonly HashSet<string> _made = [];   // the calls of this turn, by their ids
    private readonly HashSet<string> _decided;     // the calls that were decided about, which the agent makes again
    private readonly List<AgentRecorder.Record> _records = [];
    private readonly List<ChatMessage> _response = [];
    private readonly List<ToolApprovalRequestContent> _questions = [];

    private StoredTurn(AgentRecorder recorder, IEnumerable<ChatMessage> messages)
    {
        _recorder = recorder;
        _open = [.. recorder.Log.OpenCalls];
        _decided = [.. messages.SelectMany(message => message.Contents).OfType<ToolApprovalResponseContent>().Select(decision => decision.ToolCall.CallId)];
    }

    /// <summary>The entries of a run, or of one call of the model.</summary>
    /// <param name="recorder">The session, with what is recorded in front of it.</param>
    /// <param name="request">The messages that the agent was given.</param>
    /// <param name="response">The messages that it has answered with.</param>
    /// <param name="origin">Who made the answer.</param>
    public static IReadOnlyList<AgentRecorder.Record> Of(AgentRecorder recorder, IEnumerable<ChatMessage> request, IEnumerable<ChatMessage> response, ModelOrigin origin)
    {
        ChatMessage[] said = [.. request];
        ChatMessage[] answered = [.. response];
        var turn = new StoredTurn(recorder, said.Concat(answered));
        bool speaks = said.Any(message => message.Role == ChatRole.User && message.Contents.Any(content => content is not (ToolApprovalRequestContent or ToolApprovalResponseContent)));
        foreach (ChatMessage message in said)
        {
            turn.Add(message, isAgents: false, speaks);
        }

        foreach (ChatMessage message in answered)
        {
            turn.Add(message, isAgents: true, speaks);
        }

        if (turn._response.Count > 0)
        {
            turn._records.Add(new(new AgentEntry.Response(recorder.Codec.Store(new ChatResponse(turn._response))) { Provider = origin.Provider, Model = origin.Model }));
        }

        return
        [
            .. turn._records,
            .. turn._questions.Select(question => new AgentRecorder.Record(new AgentEntry.ApprovalRequested(question.ToolCall.CallId, question.RequestId, recorder.Now))),
        ];
    }

    private void Add(ChatMessage message, bool isAgents, bool speaks)
    {
        var kept = new List<AIContent>();
        foreach (AIContent content in message.Contents)
        {
            switch (content)
            {
                case ToolApprovalRequestContent { ToolCall: FunctionCallContent call } question:
                    if (isAgents)
                    {
                        _questions.Add(question);
                        if (_made.Add(call.CallId))
                        {
                            kept.Add(Waiting(call));
                        }
                    }

                    break;
                case ToolApprovalResponseContent { ToolCall: not McpServerToolCallContent }:
                    break;   // recorded when it was given
                case FunctionCallContent call when isAgents:
                    if (!_decided.Contains(call.CallId))
                    {
                        _made.Add(call.CallId);
                        kept.Add(call);
                    }

                    break;
                case FunctionResultContent result when !_made.Contains(result.CallId):
                    if (_open.Find(open => open.Call.CallId == result.CallId) is { } answered)
                    {
                        Answer(answered, result, speaks);
                    }
                    else if (_recorder.Log.ResultsBehindLastCall(result.CallId) == 0)
                    {
                        kept.Add(result);
                    }

                    break;
                default:
                    kept.Add(content);
                    break;
            }
        }

        if (kept.Count == 0)
        {
            return;
        }

        if (!isAgents && message.Role == ChatRole.User)
        {
            LeaveBehind();
        }

        ChatMessage stored = SessionChatHistory.WithoutSource(message);
        if (!kept.SequenceEqual(message.Contents))
        {
            stored = stored.Clone();
            stored.Contents = kept;
        }

        if (isAgents)
        {
            _response.Add(stored);
        }
        else
        {
            _records.Add(new(new AgentEntry.Message(_recorder.Codec.Store(stored))));
        }
    }

    private void Answer(OpenCall open, FunctionResultContent result, bool speaks)
    {
        _open.Remove(open);
        if (!open.IsUndecided)
        {
            _records.Add(_recorder.Result(result, result.Exception is null ? ToolOutcome.Completed : ToolOutcome.Failed));
            return;
        }

        // The agent has rejected it by itself, or somebody whose decision was not seen here.
        _records.Add(new(new AgentEntry.ApprovalDecided(
            open.Call.CallId, open.Question!.RequestId, speaks ? ApprovalDecision.PassedOver : ApprovalDecision.Rejected, Reason: null, _recorder.Now)));
        _records.Add(_recorder.Result(result, speaks ? ToolOutcome.NotRun : ToolOutcome.Rejected));
    }

    /// <summary>The user goes on: what waited is declined, and what is open otherwise has no result any more.</summary>
    private void LeaveBehind()
    {
        foreach (OpenCall open in _open)
        {
            _records.AddRange(open.MayHaveRun && open.Question is null ? [SettledCall.OutcomeUnknown(open, _recorder)] : SettledCall.LeftBehind(open, _recorder));
        }

        _open.Clear();
    }

    // The client that runs tools marks the calls that it is done with; this one is not.
    private static FunctionCallContent Waiting(FunctionCallContent call) => new(call.CallId, call.Name, call.Arguments)
    {
        AdditionalProperties = call.AdditionalProperties, Annotations = call.Annotations, RawRepresentation = call.RawRepresentation,
    };
}
