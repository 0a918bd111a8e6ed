using System.Collections.Immutable;
using Fluers.Sdk;
using MessagePack;

namespace SupportAgent;

/// <summary>A conversation, as the second release stored it: it has refunds, and three levels of priority for a flag.</summary>
[SessionSchema(2)]
public sealed partial record SupportSession
{
    /// <summary>The model that answered last.</summary>
    [Key(0)] public required string Model { get; init; }

    /// <summary>What it is about.</summary>
    [Key(1)] public required string Subject { get; init; }

    /// <summary>Who the customer is, where that is known.</summary>
    [Key(3)] public string? CustomerId { get; init; }

    /// <summary>How soon somebody should look at it.</summary>
    [Key(4)] public required Priority Priority { get; init; }

    /// <summary>The refunds that this conversation opened.</summary>
    [Key(6)] public ImmutableArray<Refund> Refunds { get; init; } = [];

    /// <summary>The conversation.</summary>
    public SessionLog<SupportMessage> Messages { get; init; } = [];
}

/// <summary>How soon somebody should look at a conversation.</summary>
public enum Priority
{
    /// <summary>Some day.</summary>
    Low,

    /// <summary>In its turn.</summary>
    Normal,

    /// <summary>Now.</summary>
    High,
}

/// <summary>Money that goes back to the customer.</summary>
[SessionPart]
public sealed partial record Refund(
    [property: Key(0)] string Id,
    [property: Key(1)] string OrderId,
    [property: Key(2)] decimal Amount,
    [property: Key(3)] string Reason,
    [property: Key(4)] DateTimeOffset OpenedAt);

/// <summary>One message: text, and the calls of tools and what they gave.</summary>
[SessionSchema(2)]
public sealed partial record SupportMessage([property: Key(0)] MessageRole Role, [property: Key(2)] ImmutableArray<ContentBlock> Content);
