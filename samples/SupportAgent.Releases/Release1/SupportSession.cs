using Fluers.Sdk;
using MessagePack;

namespace SupportAgent;

/// <summary>A conversation, as the first release stored it.</summary>
[SessionSchema(1)]
public sealed partial record SupportSession
{
    /// <summary>The model that answered last.</summary>
    [Key(0)] public required string Model { get; init; }

    /// <summary>What it is about.</summary>
    [Key(1)] public required string Subject { get; init; }

    /// <summary>Whether the customer is in a hurry.</summary>
    [Key(2)] public bool Urgent { get; init; }

    /// <summary>Who the customer is, where that is known.</summary>
    [Key(3)] public string? CustomerId { get; init; }

    /// <summary>The conversation.</summary>
    public SessionLog<SupportMessage> Messages { get; init; } = [];
}

/// <summary>One message: this release knew nothing but text.</summary>
[SessionSchema(1)]
public sealed partial record SupportMessage([property: Key(0)] MessageRole Role, [property: Key(1)] string Text);
