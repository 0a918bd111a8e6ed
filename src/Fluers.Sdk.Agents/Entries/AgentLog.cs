using Fluers.Sdk.Agents.Messages;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Entries;

/// <summary>
/// What the entries of a log say together: the conversation as the model sees it, the calls without a result, and the inputs with
/// what has become of them. It is read from the entries in their order and from nothing else.
/// </summary>
internal sealed class AgentLog(ChatCodec codec)
{
    private readonly List<ChatMessage> _conversation = [];
    private readonly List<OpenCall> _openCalls = [];
    private readonly List<string> _callOrder = [];
    private readonly List<StoredUpdate> _parts = [];
    private readonly Dictionary<Guid, AgentInput> _byReceipt = [];
    private readonly List<AgentInput> _inputs = [];
    private readonly HashSet<Guid> _withdrawn = [];
    private ChatMessage? _results;

    /// <summary>The number of entries that were read.</summary>
    public int Count { get; private set; }

    /// <summary>The conversation, without the instructions.</summary>
    public IReadOnlyList<ChatMessage> Conversation => _conversation;

    /// <summary>The calls of the latest responses that have no result yet, in their order.</summary>
    public IReadOnlyList<OpenCall> OpenCalls => _openCalls;

    /// <summary>Whether a response has begun to stream and not ended.</summary>
    public bool HasOpenParts => _parts.Count > 0;

    /// <summary>All inputs, in the order of their admission.</summary>
    public IReadOnlyList<AgentInput> Inputs => _inputs;

    /// <summary>The first input without an outcome: the one whose turn it is.</summary>
    public AgentInput? Next => _inputs.Find(input => input.Settled is null);

    /// <summary>The latest claim on the session; only who made it may go on.</summary>
    public AgentEntry.Started? Claim { get; private set; }

    public AgentInput? Find(Guid receipt) => _byReceipt.GetValueOrDefault(receipt);

    public AgentInput? FindByKey(string idempotencyKey) => _inputs.Find(input => input.Admitted.IdempotencyKey == idempotencyKey);

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

    public bool IsWithdrawn(Guid work) => _withdrawn.Contains(work);

    /// <summary>Reads the next entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="live">The messages of the entry as this process has them, with what cannot be stored; <see langword="null"/> to restore them.</param>
    public void Read(AgentEntry entry, IReadOnlyList<ChatMessage>? live = null)
    {
        long number = Count++;
        switch (entry)
        {
            case AgentEntry.Message message:
                Say(live ?? [codec.Restore(message.Value)]);
                break;
            case AgentEntry.Response response:
                Say(live ?? [.. codec.Restore(response.Value).Messages]);
                break;
            case AgentEntry.ResponsePart part:
                _parts.AddRange(part.Updates);
                break;
            case AgentEntry.ResponseEnded end:
                EndParts(end.How, live);
                break;
            case AgentEntry.ToolStarted started:
                MarkStarted(started.CallId);
                break;
            case AgentEntry.ToolResult result:
                AddResult(result.CallId, codec.Restore(result.Result));
                break;
            case AgentEntry.Admitted admitted:
                var input = new AgentInput(admitted, number);
                _inputs.Add(input);
                _byReceipt[admitted.Receipt] = input;
                break;
            case AgentEntry.Started started:
                Start(started);
                break;
            case AgentEntry.AbortRequested abort when Find(abort.Receipt) is { Abort: null } aborted:
                aborted.Abort = abort;
                break;
            case AgentEntry.Settled settled when Find(settled.Receipt) is { Settled: null } done:
                done.Settled = settled;
                break;
            case AgentEntry.Withdrawn withdrawn:
                _withdrawn.Add(withdrawn.Work);
                break;
        }
    }

    private void Start(AgentEntry.Started started)
    {
        Claim = started;
        if (Find(started.Receipt) is not { } input)
        {
            return;
        }

        input.Start(started);
        if (input.TurnStart < 0)
        {
            Say([.. input.Admitted.Input.Select(codec.Restore)]);
            input.TurnStart = _conversation.Count;
        }
    }

    private void EndParts(ResponseEnd how, IReadOnlyList<ChatMessage>? live)
    {
        if (how != ResponseEnd.Interrupted && _parts.Count > 0)
        {
            IEnumerable<ChatMessage> messages = live ?? [.. _parts.Select(codec.Restore).ToChatResponse().Messages];
            Say(how == ResponseEnd.Complete ? [.. messages] : [.. messages.Select(SaidOnly).OfType<ChatMessage>()]);
        }

        _parts.Clear();
    }

    // A response that was stopped: what was said stays, what was about to be called is not.
    private static ChatMessage? SaidOnly(ChatMessage message)
    {
        AIContent[] said = [.. message.Contents.OfType<TextContent>()];
        return said.Length == 0 ? null : new ChatMessage(message.Role, said) { AuthorName = message.AuthorName, CreatedAt = message.CreatedAt, MessageId = message.MessageId };
    }

    private void Say(IReadOnlyList<ChatMessage> messages)
    {
        if (_openCalls.Count == 0)
        {
            _callOrder.Clear();   // no result of an older response can come any more
        }

        HashSet<string> answered = [.. messages.SelectMany(message => message.Contents).OfType<ToolResultContent>().Select(result => result.CallId)];
        foreach (ChatMessage message in messages)
        {
            _conversation.Add(message);
            _results = null;
            foreach (AIContent content in message.Contents)
            {
                if (content is FunctionCallContent { InformationalOnly: false } call && message.Role == ChatRole.Assistant && !answered.Contains(call.CallId))
                {
                    _openCalls.Add(new OpenCall(call, WasStarted: false));
                    _callOrder.Add(call.CallId);
                }
                else if (content is FunctionResultContent result)
                {
                    Close(result.CallId);
                }
            }
        }
    }

    private void AddResult(string callId, AIContent result)
    {
        Close(callId);
        if (_results is null)
        {
            _conversation.Add(_results = new ChatMessage(ChatRole.Tool, []));
        }

        // In the order of the calls, whichever tool was the first to end.
        int order = _callOrder.LastIndexOf(callId);
        int at = _results.Contents.Count;
        while (at > 0 && _results.Contents[at - 1] is FunctionResultContent other && _callOrder.LastIndexOf(other.CallId) > order)
        {
            at--;
        }

        _results.Contents.Insert(at, result);
    }

    private void MarkStarted(string callId)
    {
        int at = _openCalls.FindLastIndex(open => open.Call.CallId == callId);
        if (at >= 0)
        {
            _openCalls[at] = _openCalls[at] with { WasStarted = true };
        }
    }

    private void Close(string callId)
    {
        int at = _openCalls.FindLastIndex(open => open.Call.CallId == callId);
        if (at >= 0)
        {
            _openCalls.RemoveAt(at);
        }
    }
}
