using Fluers.Sdk;
using MessagePack;

namespace SupportAgent;

/// <summary>A customer, as the order system knows them. Of sessions from before, only the id is known.</summary>
[SessionPart]
public sealed partial record Customer(
    [property: Key(0)] string Id,
    [property: Key(1)] string? Name);
