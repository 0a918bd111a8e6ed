using System.Collections.Immutable;
using Fluers.Sdk;
using Fluers.Sdk.Agents;
using MessagePack;
using Microsoft.Extensions.AI;

namespace SupportAgent;

/// <summary>One customer's conversation with the agent: what is stored, and all that is stored.</summary>
/// <remarks>
/// The keyed members are the head of the session, written again when they change. <see cref="Log"/> is written entry by entry and never again. One
/// save stores both in one commit, so they never disagree.
/// </remarks>
[SessionSchema(1)]
public sealed partial record SupportConversation
{
    private const int SubjectLength = 48;

    /// <summary>What it is about: the first words of the customer.</summary>
    [Key(0)] public required string Subject { get; init; }

    /// <summary>How soon somebody should look at it.</summary>
    [Key(1)] public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>Who the customer is, once an order was looked up.</summary>
    [Key(2)] public Customer? Customer { get; init; }

    /// <summary>The refunds that this conversation opened.</summary>
    [Key(3)] public ImmutableArray<Refund> Refunds { get; init; } = [];

    /// <summary>The log: what was said, and each step of the agent.</summary>
    public SessionLog<AgentEntry> Log { get; init; } = [];

    /// <summary>The conversation as the model sees it.</summary>
    [IgnoreMember]
    public IReadOnlyList<ChatMessage> Messages => AgentConversation.Of(Log);

    /// <summary>Whether the customer has no answer yet. The log says so, whether the last step was taken a moment ago or by a process that died last week.</summary>
    [IgnoreMember]
    public bool AwaitsAnswer => Messages is [.., var last] && (last.Role != ChatRole.Assistant || last.Contents.Any(content => content is FunctionCallContent));

    /// <summary>A conversation that begins with what the customer says.</summary>
    public static SupportConversation Begin(string text) => new()
    {
        Subject = text.Length <= SubjectLength ? text : $"{text.AsSpan(0, SubjectLength - 1).TrimEnd()}…",
        Log = [Said(text)],
    };

    /// <summary>What the customer says, as an entry of the log.</summary>
    public static AgentEntry Said(string text) => new AgentEntry.Message(StoredMessage.From(new ChatMessage(ChatRole.User, text)));

    /// <summary>How much of an order it has refunded.</summary>
    public decimal Refunded(string orderId) => Refunds.Where(refund => refund.OrderId == orderId).Sum(refund => refund.Amount);
}
