using Fluers.Sdk;
using MessagePack;

namespace SupportAgent;

/// <summary>Money that goes back to the customer.</summary>
[SessionPart]
public sealed partial record Refund(
    [property: Key(0)] string Id,
    [property: Key(1)] string OrderId,
    [property: Key(2)] decimal Amount,
    [property: Key(3)] string Reason,
    [property: Key(4)] DateTimeOffset OpenedAt);
