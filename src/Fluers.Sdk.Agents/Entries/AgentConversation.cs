using System.Text.Json;
using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents;

/// <summary>The conversation that a log holds.</summary>
public static class AgentConversation
{
    /// <summary>Reads what was said: inputs that were begun with, responses, questions to people and their decisions, results of tools, each in its place.</summary>
    /// <param name="log">The entries, from the first one on.</param>
    /// <param name="options">Which content types of the caller's own there are; none unless stated.</param>
    /// <exception cref="SessionCorruptException">A message holds a value that no message can have.</exception>
    public static IReadOnlyList<ChatMessage> Of(IEnumerable<AgentEntry> log, JsonSerializerOptions? options = null) => Read(log, options).Conversation;

    /// <summary>
    /// Reads the conversation as a model is given it: each call is answered once, right behind the message that has it; no message is empty; questions to
    /// people and their decisions are left out. A strict provider takes it. A call that has no result yet is given as one that was not run, or whose outcome is unknown.
    /// </summary>
    /// <param name="log">The entries, from the first one on.</param>
    /// <param name="options">Which content types of the caller's own there are; none unless stated.</param>
    /// <exception cref="SessionCorruptException">A message holds a value that no message can have.</exception>
    public static IReadOnlyList<ChatMessage> ForModel(IEnumerable<AgentEntry> log, JsonSerializerOptions? options = null) => ModelView.Of(Read(log, options));

    /// <summary>Reads which calls wait for a person to approve them, in their order.</summary>
    /// <param name="log">The entries, from the first one on.</param>
    /// <param name="options">Which content types of the caller's own there are; none unless stated.</param>
    /// <exception cref="SessionCorruptException">A message holds a value that no message can have.</exception>
    public static IReadOnlyList<PendingApproval> PendingApprovals(IEnumerable<AgentEntry> log, JsonSerializerOptions? options = null) => PendingApprovals(Read(log, options));

    internal static IReadOnlyList<PendingApproval> PendingApprovals(AgentLog log) => [.. log.OpenCalls.Where(open => open.IsUndecided).Select(open => new PendingApproval(open))];

    private static AgentLog Read(IEnumerable<AgentEntry> log, JsonSerializerOptions? options)
    {
        ArgumentNullException.ThrowIfNull(log);
        var read = new AgentLog(ChatCodec.With(options));
        foreach (AgentEntry entry in log)
        {
            read.Read(entry);
        }

        return read;
    }
}
