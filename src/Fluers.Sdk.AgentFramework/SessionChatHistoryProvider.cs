using System.Text.Json;
using Fluers.Sdk.Agents;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework;

/// <summary>
/// Keeps the chat history of an agent in a session: each run appends what was said, and nothing is ever written again. The agent's own session holds
/// the id of the session and nothing else, so it stays small however long the conversation grows.
/// </summary>
/// <remarks>
/// The agent framework hands the history over when a run has ended, or behind each call of the model where the agent's options ask for
/// <c>RequirePerServiceCallChatHistoryPersistence</c>. A run that fails leaves no history.
/// </remarks>
/// <typeparam name="TEnvelope">The envelope of the sessions, whose log is of <see cref="AgentEntry"/>.</typeparam>
public sealed class SessionChatHistoryProvider<TEnvelope> : ChatHistoryProvider
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    private readonly SessionStore _store;
    private readonly Func<TEnvelope> _newSession;
    private readonly JsonSerializerOptions? _options;
    private readonly SessionLogMember<TEnvelope, AgentEntry> _log;

    /// <summary>Creates the provider. One serves any number of agents and sessions.</summary>
    /// <param name="store">Where the history is kept.</param>
    /// <param name="newSession">Gives the state that a new conversation begins with.</param>
    /// <param name="serializerOptions">How values of no fixed type become JSON, and which content types of the caller's own there are.</param>
    /// <exception cref="ArgumentException">The envelope has no log of agent entries.</exception>
    public SessionChatHistoryProvider(SessionStore store, Func<TEnvelope> newSession, JsonSerializerOptions? serializerOptions = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(newSession);
        _store = store;
        _newSession = newSession;
        _options = serializerOptions;
        _log = TEnvelope.Log as SessionLogMember<TEnvelope, AgentEntry>
            ?? throw new ArgumentException($"{typeof(TEnvelope)} has no log of agent entries; give it one: public SessionLog<AgentEntry> Log {{ get; init; }} = [];");
    }

    /// <summary>The key under which an agent's session holds the id of its session in the store. It never changes.</summary>
    public override IReadOnlyList<string> StateKeys => [SessionChatHistory.StateKey];

    /// <inheritdoc/>
    protected override async ValueTask<IEnumerable<ChatMessage>> ProvideChatHistoryAsync(InvokingContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (SessionChatHistory.IdOf(context.Session) is not { } id)
        {
            return [];
        }

        Session<TEnvelope> session = await _store.LoadAsync<TEnvelope>(id, cancellationToken).ConfigureAwait(false)
            ?? throw new SessionNotFoundException(new SessionKey(_store.Tenant, id));
        return AgentConversation.Of(_log.Get(session.State), _options);
    }

    /// <inheritdoc/>
    protected override async ValueTask StoreChatHistoryAsync(InvokedContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        AgentEntry[] entries =
        [
            .. context.RequestMessages.Concat(context.ResponseMessages ?? [])
                .Select(message => new AgentEntry.Message(StoredMessage.From(SessionChatHistory.WithoutSource(message), _options))),
        ];
        if (entries.Length == 0)
        {
            return;
        }

        SessionId? known = SessionChatHistory.IdOf(context.Session);
        Session<TEnvelope> session = known is { } id
            ? await _store.LoadAsync<TEnvelope>(id, cancellationToken).ConfigureAwait(false) ?? throw new SessionNotFoundException(new SessionKey(_store.Tenant, id))
            : await _store.CreateAsync(_newSession(), cancellationToken).ConfigureAwait(false);
        await AppendAsync(session, entries, cancellationToken).ConfigureAwait(false);
        if (known is null)
        {
            SessionChatHistory.SetId(context.Session, session.Id);
        }
    }

    private static async ValueTask AppendAsync(Session<TEnvelope> session, AgentEntry[] entries, CancellationToken cancellationToken)
    {
        while (true)
        {
            Array.ForEach(entries, session.AppendEntry);
            try
            {
                await session.SaveAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (SessionConflictException)
            {
                // Another run of the same conversation was first: what this one said comes behind it.
                await session.RefreshAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
