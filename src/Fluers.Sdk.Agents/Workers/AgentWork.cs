using MessagePack;

namespace Fluers.Sdk.Agents.Workers;

/// <summary>
/// A work item: says that a session may have inputs without an outcome, so that workers need not look at all sessions. It is taken before an input is
/// accepted and becomes idle after the last outcome; the next input, of whatever session, takes it again. So there are as many items as there were
/// sessions with open inputs at once, however many inputs there have been. What is true stands in the session's own log.
/// </summary>
[SessionSchema(2)]
internal sealed partial record AgentWork
{
    /// <summary>The tenant of the session; of an idle item that of the last one.</summary>
    [Key(0)]
    public required string Tenant { get; init; }

    /// <summary>The id of the session; of an idle item that of the last one.</summary>
    [Key(1)]
    public required string Session { get; init; }

    /// <summary>The worker that sees to it.</summary>
    [Key(2)]
    public Guid? Owner { get; init; }

    /// <summary>Names what the item was taken for, in the inputs that were accepted under it too; <see langword="null"/> in an item of an earlier build, which served once and is named by its own id.</summary>
    [Key(3)]
    public Guid? Use { get; init; }

    /// <summary>Whether nothing is to be done, and the item may be taken.</summary>
    [Key(4)]
    public bool IsIdle { get; init; }

    [IgnoreMember]
    public SessionKey SessionKey => new(Tenant, new SessionId(Session));
}

/// <summary>A work item that was taken.</summary>
/// <param name="Item">The id of the item.</param>
/// <param name="Use">What it was taken for.</param>
internal readonly record struct WorkUse(Guid Item, Guid Use)
{
    /// <summary>The use that an input was accepted under.</summary>
    public static WorkUse Of(AgentEntry.Admitted input) => new(input.Item ?? input.Work, input.Work);

    public static WorkUse Of(Guid item, AgentWork work) => new(item, work.Use ?? item);
}
