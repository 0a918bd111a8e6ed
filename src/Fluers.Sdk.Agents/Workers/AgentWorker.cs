using MessagePack;

namespace Fluers.Sdk.Agents.Workers;

/// <summary>
/// A worker that is alive: it commits a beat again and again. Who sees none for the length of the lease deletes it, which is how a worker is declared
/// dead: its next beat is refused, and all see the same.
/// </summary>
[SessionSchema(1)]
internal sealed partial record AgentWorker
{
    /// <summary>How long it may be silent.</summary>
    [Key(0)]
    public required TimeSpan Lease { get; init; }

    /// <summary>The number of beats.</summary>
    [Key(1)]
    public long Beats { get; init; }

    /// <summary>The machine, for people who look.</summary>
    [Key(2)]
    public string? Machine { get; init; }
}
