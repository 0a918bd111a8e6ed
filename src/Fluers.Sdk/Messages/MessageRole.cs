namespace Fluers.Sdk;

/// <summary>Who wrote a message.</summary>
public enum MessageRole
{
    /// <summary>The developer: instructions.</summary>
    System = 0,

    /// <summary>The human.</summary>
    User = 1,

    /// <summary>The model.</summary>
    Assistant = 2,

    /// <summary>A tool: the results of calls.</summary>
    Tool = 3,

    /// <summary>The framework: an event that the model sees.</summary>
    Signal = 4,
}
