using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework;

/// <summary>Where an agent's session holds the id of its session in the store.</summary>
public static class SessionChatHistory
{
    /// <summary>The key in the state of an agent's session. It never changes.</summary>
    public const string StateKey = "Fluers.Sdk.Session";

    /// <summary>The id of the session in the store; <see langword="null"/> before the first run.</summary>
    /// <param name="session">The agent's session.</param>
    /// <exception cref="ArgumentException">The state holds something else under the key.</exception>
    public static SessionId? IdOf(AgentSession? session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.StateBag.TryGetValue(StateKey, out string? id) && id is not null
            ? SessionId.TryParse(id, out SessionId known) ? known : throw new ArgumentException($"The agent's session holds '{id}' under '{StateKey}', which is no session id.", nameof(session))
            : null;
    }

    /// <summary>Ties an agent's session to a session in the store that exists already.</summary>
    /// <param name="session">The agent's session.</param>
    /// <param name="id">The id of the session in the store.</param>
    public static void SetId(AgentSession? session, SessionId id)
    {
        ArgumentNullException.ThrowIfNull(session);
        session.StateBag.SetValue(StateKey, id.Value);
    }

    /// <summary>A message without the framework's mark of who gave it in this run, which means nothing in the next one.</summary>
    internal static ChatMessage WithoutSource(ChatMessage message)
    {
        if (message.AdditionalProperties?.ContainsKey(AgentRequestMessageSourceAttribution.AdditionalPropertiesKey) != true)
        {
            return message;
        }

        ChatMessage copy = message.Clone();
        copy.AdditionalProperties = new AdditionalPropertiesDictionary(
            message.AdditionalProperties.Where(property => property.Key != AgentRequestMessageSourceAttribution.AdditionalPropertiesKey));
        if (copy.AdditionalProperties.Count == 0)
        {
            copy.AdditionalProperties = null;
        }

        return copy;
    }
}
