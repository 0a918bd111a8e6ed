using Fluers.Sdk.Agents.Recording;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents;

/// <summary>What a durable agent has to know of its tools.</summary>
public static class DurableTools
{
    /// <summary>
    /// Declares a function safe to run again: it only reads, or does the same thing only once. When a process ends while such a function runs, it
    /// is run again; of any other the model is told that its outcome is unknown.
    /// </summary>
    /// <param name="function">The function.</param>
    public static AIFunction SafeToRepeat(this AIFunction function) => new RepeatableFunction(function);
}
