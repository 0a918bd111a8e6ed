using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents;

/// <summary>What came of an input, as it is recorded.</summary>
/// <param name="Receipt">The input.</param>
/// <param name="Status">The outcome.</param>
/// <param name="Messages">What was said in its turn, behind the input: responses, results of tools.</param>
/// <param name="Error">Why it failed or was aborted; <see langword="null"/> otherwise.</param>
public sealed record AgentOutcome(AgentReceipt Receipt, AgentStatus Status, IReadOnlyList<ChatMessage> Messages, string? Error)
{
    /// <summary>The text of the model's last message; empty where it said nothing.</summary>
    public string Text => Messages.LastOrDefault(message => message.Role == ChatRole.Assistant)?.Text ?? "";
}
