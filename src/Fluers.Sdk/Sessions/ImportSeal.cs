namespace Fluers.Sdk;

/// <summary>Whether an export must have the seal by which a whole one is told from one that was cut.</summary>
public enum ImportSeal
{
    /// <summary>What lacks the seal is refused.</summary>
    Required,

    /// <summary>
    /// What an earlier version exported, which wrote none, is taken as it is: whether entries at its end are missing cannot be told. What says that it has
    /// a seal must still have it.
    /// </summary>
    Optional,
}
