using MessagePack;

namespace Fluers.Sdk.Agents.Workers;

/// <summary>
/// A work item: says that a session may have inputs without an outcome, so that workers need not look at all sessions. It is made before an input is
/// accepted and deleted behind the last outcome; what is true stands in the session's own log.
/// </summary>
[SessionSchema(1)]
internal sealed partial record AgentWork
{
    /// <summary>The tenant of the session.</summary>
    [Key(0)]
    public required string Tenant { get; init; }

    /// <summary>The id of the session.</summary>
    [Key(1)]
    public required string Session { get; init; }

    /// <summary>The worker that sees to it.</summary>
    [Key(2)]
    public Guid? Owner { get; init; }

    [IgnoreMember]
    public SessionKey SessionKey => new(Tenant, new SessionId(Session));
}
