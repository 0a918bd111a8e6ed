namespace Fluers.Sdk.Agents.Entries;

/// <summary>One accepted input, as the log tells of it so far.</summary>
internal sealed class AgentInput(AgentEntry.Admitted admitted, long entry)
{
    public AgentEntry.Admitted Admitted => admitted;

    public Guid Receipt => admitted.Receipt;

    /// <summary>The sequence number of the entry that accepted it.</summary>
    public long Entry => entry;

    public int Attempts { get; private set; }

    public DateTimeOffset? FirstStartedAt { get; private set; }

    /// <summary>Where its turn begins in the conversation: the position behind its own messages; -1 before it was begun with.</summary>
    public int TurnStart { get; set; } = -1;

    public AgentEntry.AbortRequested? Abort { get; set; }

    public AgentEntry.Settled? Settled { get; set; }

    public void Start(AgentEntry.Started started)
    {
        Attempts = started.Attempt;
        FirstStartedAt ??= started.At;
    }
}
