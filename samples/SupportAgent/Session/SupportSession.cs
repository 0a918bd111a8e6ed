using System.Collections.Immutable;
using Fluers.Sdk;
using MessagePack;

namespace SupportAgent;

/// <summary>A conversation as the first three releases stored it. It is read and never written any more.</summary>
/// <remarks>This is the third shape that their sessions had; those of the first two are loaded as this one.</remarks>
[SessionSchema(3)]
public sealed partial record SupportSession
{
    /// <summary>The model that answered last.</summary>
    [Key(0)] public required string Model { get; init; }

    /// <summary>What it is about: the first words of the customer.</summary>
    [Key(1)] public required string Subject { get; init; }

    /// <summary>How soon somebody should look at it.</summary>
    [Key(4)] public required Priority Priority { get; init; }

    /// <summary>Who the customer is, once an order was looked up.</summary>
    [Key(5)] public Customer? Customer { get; init; }

    /// <summary>The refunds that this conversation opened.</summary>
    [Key(6)] public ImmutableArray<Refund> Refunds { get; init; } = [];

    /// <summary>How often the customer spoke.</summary>
    [Key(7)] public int Turns { get; init; }

    /// <summary>How many tokens the model counted, where it says so.</summary>
    [Key(8)] public long Tokens { get; init; }

    /// <summary>The conversation.</summary>
    public SessionLog<SupportMessage> Messages { get; init; } = [];
}
