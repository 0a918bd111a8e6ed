using System.Collections.Immutable;
using MessagePack;

namespace Fluers.Sdk.Agents;

/// <summary>
/// The envelope of an agent that needs none of its own. Any other envelope serves as well whose log is a
/// <c>SessionLog&lt;AgentEntry&gt;</c>.
/// </summary>
[SessionSchema(1)]
public sealed partial record AgentState
{
    /// <summary>What the conversation is about, for lists.</summary>
    [Key(0)]
    public string? Title { get; init; }

    /// <summary>Whatever else the app keeps, by name.</summary>
    [Key(1)]
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The log: the conversation, and all that is under way.</summary>
    public SessionLog<AgentEntry> Log { get; init; } = [];
}
