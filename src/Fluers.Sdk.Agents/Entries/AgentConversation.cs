using System.Text.Json;
using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents;

/// <summary>The conversation that a log holds.</summary>
public static class AgentConversation
{
    /// <summary>Reads the conversation as the model sees it: inputs that were begun with, responses, results of tools, each in its place.</summary>
    /// <param name="log">The entries, from the first one on.</param>
    /// <param name="options">Which content types of the caller's own there are; none unless stated.</param>
    public static IReadOnlyList<ChatMessage> Of(IEnumerable<AgentEntry> log, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        var read = new AgentLog(ChatCodec.With(options));
        foreach (AgentEntry entry in log)
        {
            read.Read(entry);
        }

        return read.Conversation;
    }
}
