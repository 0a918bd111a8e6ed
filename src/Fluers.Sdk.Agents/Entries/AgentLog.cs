using Fluers.Sdk.Agents.Messages;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Entries;

/// <summary>
/// What the entries of a log say together: the conversation, the calls without a result, and the inputs with what has become of them. It is read from the
/// entries in their order and from nothing else. A result stands behind the message with its call, whenever it came.
/// </summary>
internal sealed partial class AgentLog(ChatCodec codec)
{
    private readonly List<ChatMessage> _conversation = [];
    private readonly Dictionary<ChatMessage, string> _providers = new(ReferenceEqualityComparer.Instance);
    private readonly List<StoredUpdate> _parts = [];
    private readonly Dictionary<Guid, AgentInput> _byReceipt = [];
    private readonly List<AgentInput> _inputs = [];
    private readonly HashSet<Guid> _withdrawn = [];

    /// <summary>The number of entries that were read.</summary>
    public int Count { get; private set; }

    /// <summary>The conversation, without the instructions: what was said, with the questions to people and their decisions.</summary>
    public IReadOnlyList<ChatMessage> Conversation => _conversation;

    /// <summary>The position of the last message that fits; -1 where none does. It takes as long as what was said after that one.</summary>
    public int FindLast(Predicate<ChatMessage> fits) => _conversation.FindLastIndex(fits);

    /// <summary>Whether the model has said its last word to what was said before: nothing is left to ask it.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>What the model was saying since somebody else spoke, in a response that broke off. It is no part of the conversation, but somebody may have read it.</summary>
    public string BrokenOff { get; private set; } = "";

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

    /// <summary>The provider that made a message; <see langword="null"/> where nobody has said.</summary>
    public string? ProviderOf(ChatMessage message) => _providers.GetValueOrDefault(message);

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
                Respond(live ?? [.. codec.Restore(response.Value).Messages], response.Provider);
                break;
            case AgentEntry.ResponsePart part:
                _parts.AddRange(part.Updates);
                break;
            case AgentEntry.ResponseEnded end:
                EndParts(end, live);
                break;
            case AgentEntry.ToolStarted started:
                MarkStarted(started.CallId);
                break;
            case AgentEntry.ToolResult result:
                AddResult(result.CallId, codec.Restore(result.Result));
                break;
            case AgentEntry.ApprovalRequested request:
                AskFor(request);
                break;
            case AgentEntry.ApprovalDecided decided:
                Decide(decided);
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

    private void EndParts(AgentEntry.ResponseEnded end, IReadOnlyList<ChatMessage>? live)
    {
        IReadOnlyList<ChatMessage> messages = live ?? (_parts.Count == 0 ? [] : [.. _parts.Select(codec.Restore).ToChatResponse().Messages]);
        _parts.Clear();
        switch (end.How)
        {
            case ResponseEnd.Complete:
                Respond(messages, end.Provider);
                break;
            case ResponseEnd.Stopped:
                // What was said stays, what was about to be called is not.
                Add([.. messages.Select(SaidOnly).OfType<ChatMessage>()], end.Provider, isRecorded: true);
                break;
            default:
                BrokenOff = string.Concat(messages.Select(message => message.Text));
                break;
        }
    }

    private static ChatMessage? SaidOnly(ChatMessage message)
    {
        AIContent[] said = [.. message.Contents.OfType<TextContent>()];
        return said.Length == 0 ? null : new ChatMessage(message.Role, said) { AuthorName = message.AuthorName, CreatedAt = message.CreatedAt, MessageId = message.MessageId };
    }

    /// <summary>A whole response. One without a call is the answer, an empty one too.</summary>
    private void Respond(IReadOnlyList<ChatMessage> messages, string? provider)
    {
        Add(messages, provider, isRecorded: true);
        IsAnswered = _openCalls.Count == 0;
    }

    /// <summary>Somebody says something. A decision alone is nothing that the model has to answer.</summary>
    private void Say(IReadOnlyList<ChatMessage> messages)
    {
        Add(messages, provider: null, isRecorded: false);
        foreach (ChatMessage message in messages)
        {
            if (message.Role == ChatRole.Assistant)
            {
                IsAnswered = _openCalls.Count == 0;
            }
            else if (message.Contents.Any(IsForTheModel))
            {
                IsAnswered = false;
                BrokenOff = "";
            }
        }
    }

    private static bool IsForTheModel(AIContent content) => content is not (ToolApprovalRequestContent { ToolCall: FunctionCallContent } or ToolApprovalResponseContent);

    private void Add(IReadOnlyList<ChatMessage> messages, string? provider, bool isRecorded)
    {
        HashSet<string> answered = [.. messages.SelectMany(message => message.Contents).OfType<ToolResultContent>().Select(result => result.CallId)];
        foreach (ChatMessage message in messages)
        {
            _conversation.Add(message);
            if (provider is not null)
            {
                _providers[message] = provider;
            }

            foreach (AIContent content in message.Contents)
            {
                if (content is FunctionCallContent { InformationalOnly: false } call && message.Role == ChatRole.Assistant)
                {
                    Open(call, message, isRecorded, answered.Contains(call.CallId));
                }
                else if (content is FunctionResultContent result)
                {
                    Close(result.CallId);
                }
            }
        }
    }
}
