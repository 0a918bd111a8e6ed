using System.Collections.Immutable;
using Fluers.Sdk;
using Fluers.Sdk.Agents;
using MessagePack;

namespace WebAgent;

/// <summary>One customer's conversation with the agent: what is stored, and all that is stored.</summary>
[SessionSchema(1)]
public sealed partial record ShopSession
{
    /// <summary>The refunds that it opened.</summary>
    [Key(0)] public ImmutableArray<Refund> Refunds { get; init; } = [];

    /// <summary>The log: the conversation, and all that is under way.</summary>
    public SessionLog<AgentEntry> Log { get; init; } = [];
}

/// <summary>Money that goes back to the customer.</summary>
[SessionPart]
public sealed partial record Refund(
    [property: Key(0)] string Id, [property: Key(1)] string OrderId, [property: Key(2)] decimal Amount, [property: Key(3)] string Reason);
