using MessagePack;

namespace Fluers.Sdk.Benchmarks.Stores;

/// <summary>The envelope of the sessions that are measured.</summary>
[SessionSchema(1)]
public sealed partial record Talk
{
    /// <summary>A setting.</summary>
    [Key(0)]
    public required string Subject { get; init; }

    /// <summary>The conversation.</summary>
    public SessionLog<Message> Messages { get; init; } = [];
}
