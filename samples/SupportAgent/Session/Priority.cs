namespace SupportAgent;

/// <summary>How soon somebody should look at a conversation.</summary>
public enum Priority
{
    /// <summary>Some day.</summary>
    Low,

    /// <summary>In its turn.</summary>
    Normal,

    /// <summary>Now.</summary>
    High,
}
