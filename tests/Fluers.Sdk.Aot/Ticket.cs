using Fluers.Sdk;
using MessagePack;

namespace Shop;

/// <summary>The head of a conversation. Version 1 had <c>[Key(1)] bool Urgent</c>.</summary>
[SessionSchema(2)]
public sealed partial record Ticket
{
    [Key(0)] public required string Title { get; init; }

    [Key(2)] public required Priority Priority { get; init; }

    public SessionLog<AgentMessage> Messages { get; init; } = [];
}

public enum Priority
{
    Low,
    Normal,
    High,
}

internal static partial class TicketHistory
{
    public static partial V2.Ticket Up(V1.Ticket ticket) => ticket.ToV2(priority: ticket.Urgent ? V2.Priority.High : V2.Priority.Normal);
}
