using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Entries;

// The calls of the log: which wait, which run, what came of them.
internal sealed partial class AgentLog
{
    private readonly List<OpenCall> _openCalls = [];
    private readonly Dictionary<string, ApprovalDecision> _decided = [];

    // Of each message with calls the message with their results that were recorded one by one, and the order of the calls.
    private readonly Dictionary<ChatMessage, ChatMessage> _resultsOf = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ChatMessage> _askedBy = [];
    private ChatMessage? _loose;

    /// <summary>The calls that have no result yet, in their order.</summary>
    public IReadOnlyList<OpenCall> OpenCalls => _openCalls;

    /// <summary>What was decided about a question; <see langword="null"/> where nothing is.</summary>
    public ApprovalDecision? DecisionOf(string requestId) => _decided.TryGetValue(requestId, out ApprovalDecision decision) ? decision : null;

    /// <summary>The id of the question about a call: one that no decision was given for.</summary>
    public string RequestIdFor(string callId)
    {
        string id = $"ficc_{callId}";   // as the client that runs tools names it
        for (int again = 2; _decided.ContainsKey(id); again++)
        {
            id = $"ficc_{callId}_{again}";
        }

        return id;
    }

    /// <summary>The latest recorded result of a call.</summary>
    public FunctionResultContent? FindResult(string callId)
    {
        for (int i = _conversation.Count - 1; i >= 0; i--)
        {
            if (_conversation[i].Contents.OfType<FunctionResultContent>().FirstOrDefault(result => result.CallId == callId) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>How many results are recorded behind the last call of an id.</summary>
    public int ResultsBehindLastCall(string callId)
    {
        int count = 0;
        for (int i = _conversation.Count - 1; i >= 0; i--)
        {
            count += _conversation[i].Contents.OfType<FunctionResultContent>().Count(result => result.CallId == callId);
            if (_conversation[i].Contents.OfType<FunctionCallContent>().Any(call => call.CallId == callId))
            {
                break;
            }
        }

        return count;
    }

    private void Open(FunctionCallContent call, ChatMessage message, bool isRecorded, bool isAnswered)
    {
        _askedBy[call.CallId] = message;
        if (!isAnswered)
        {
            _openCalls.Add(new OpenCall(call, message) { IsRecorded = isRecorded });
        }
    }

    private void MarkStarted(string callId)
    {
        if (FindOpen(callId, started: false) is var at and >= 0)
        {
            _openCalls[at] = _openCalls[at] with { WasStarted = true };
        }
    }

    // Of several calls of one id the one that runs is answered first.
    private bool Close(string callId)
    {
        int at = FindOpen(callId, started: true);
        at = at >= 0 ? at : FindOpen(callId, started: false);
        if (at >= 0)
        {
            _openCalls.RemoveAt(at);
        }

        return at >= 0;
    }

    private int FindOpen(string callId, bool started) => _openCalls.FindIndex(open => open.Call.CallId == callId && open.WasStarted == started);

    private void AddResult(string callId, AIContent result)
    {
        IsAnswered &= !Close(callId);   // a second result changes nothing for the model
        if (!_askedBy.TryGetValue(callId, out ChatMessage? asked))
        {
            // Only a part of the log was read, or the log is one that somebody else wrote.
            if (_conversation is not [.., var last] || last != _loose)
            {
                _conversation.Add(_loose = new ChatMessage(ChatRole.Tool, []));
            }

            _loose.Contents.Add(result);
            return;
        }

        if (!_resultsOf.TryGetValue(asked, out ChatMessage? results))
        {
            _resultsOf[asked] = results = new ChatMessage(ChatRole.Tool, []);
            Insert(_conversation.LastIndexOf(asked) + 1, results);
        }

        // In the order of the calls, whichever tool was the first to end.
        string[] order = [.. asked.Contents.OfType<FunctionCallContent>().Select(call => call.CallId)];
        int place = Array.IndexOf(order, callId);
        int at = results.Contents.Count;
        while (at > 0 && results.Contents[at - 1] is FunctionResultContent other && Array.IndexOf(order, other.CallId) > place)
        {
            at--;
        }

        results.Contents.Insert(at, result);
    }

    private void Insert(int at, ChatMessage message)
    {
        _conversation.Insert(at, message);
        foreach (AgentInput input in _inputs)
        {
            if (input.TurnStart > at)
            {
                input.TurnStart++;
            }
        }
    }

    private void AskFor(AgentEntry.ApprovalRequested request)
    {
        _decided.Remove(request.RequestId);   // other frameworks use the id of a question again with that of the call
        int at = _openCalls.FindLastIndex(open => open.Call.CallId == request.CallId);
        if (at < 0)
        {
            return;
        }

        OpenCall open = _openCalls[at];
        var question = new ToolApprovalRequestContent(request.RequestId, open.Call);

        // The message is also the caller's, so the question goes into a copy of it.
        ChatMessage copy = open.Message.Clone();
        copy.Contents = [.. open.Message.Contents, question];
        _conversation[_conversation.LastIndexOf(open.Message)] = copy;
        if (_providers.Remove(open.Message, out string? provider))
        {
            _providers[copy] = provider;
        }

        if (_resultsOf.Remove(open.Message, out ChatMessage? results))
        {
            _resultsOf[copy] = results;
        }

        foreach (FunctionCallContent call in open.Message.Contents.OfType<FunctionCallContent>().Where(call => _askedBy.GetValueOrDefault(call.CallId) == open.Message))
        {
            _askedBy[call.CallId] = copy;
        }

        ChatMessage old = open.Message;
        for (int i = 0; i < _openCalls.Count; i++)
        {
            _openCalls[i] = _openCalls[i].Message == old ? _openCalls[i] with { Message = copy } : _openCalls[i];
        }

        // What waits for a person has not started, whoever has recorded the call.
        _openCalls[at] = _openCalls[at] with { Question = question, AskedAt = request.At, IsRecorded = true };
    }

    private void Decide(AgentEntry.ApprovalDecided decided)
    {
        if (decided.Decision == ApprovalDecision.Refused)
        {
            return;
        }

        _decided[decided.RequestId] = decided.Decision;
        int at = _openCalls.FindLastIndex(open => open.Call.CallId == decided.CallId);
        if (at >= 0)
        {
            _openCalls[at] = _openCalls[at] with { Decision = decided.Decision };
        }
    }
}
