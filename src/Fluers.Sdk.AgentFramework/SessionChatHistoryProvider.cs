using System.Runtime.CompilerServices;
using System.Text.Json;
using Fluers.Sdk.Agents;
using Fluers.Sdk.Agents.Messages;
using Fluers.Sdk.Agents.Recording;
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
/// A run that decides about a call of a tool is refused with <see cref="AgentDecisionException"/> where the call beside the decision is not the one that the person
/// was asked about, before a tool runs. With persistence behind each call the agent's client carries out decisions before it asks for the history, so there this is not so.
/// </remarks>
/// <typeparam name="TEnvelope">The envelope of the sessions, whose log is of <see cref="AgentEntry"/>.</typeparam>
public sealed class SessionChatHistoryProvider<TEnvelope> : ChatHistoryProvider
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    // One first run at a time of an agent's session, so that two at once make one session in the store.
    private readonly ConditionalWeakTable<AgentSession, SemaphoreSlim> _first = [];

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
        IReadOnlyList<ChatMessage> conversation = AgentConversation.Of(_log.Get(session.State), _options);
        ChatMessage[] request = [.. context.RequestMessages];
        if (FrameworkHistory.WhyRefused(conversation, request, ChatCodec.With(_options)) is not { } refusal)
        {
            return FrameworkHistory.For(conversation, request);
        }

        ToolApprovalResponseContent decision = refusal.Decision;
        await AppendAsync(
            session, [new AgentEntry.ApprovalDecided(decision.ToolCall.CallId, decision.RequestId, ApprovalDecision.Refused, refusal.Reason, DateTimeOffset.UtcNow)], cancellationToken)
            .ConfigureAwait(false);
        throw new AgentDecisionException(session.Key, decision.ToolCall.CallId, refusal.Reason);
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

        SemaphoreSlim one = _first.GetValue(context.Session!, _ => new SemaphoreSlim(1, 1));
        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await StoreAsync(context.Session!, entries, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            one.Release();
        }
    }

    private async ValueTask StoreAsync(AgentSession agentSession, AgentEntry[] entries, CancellationToken cancellationToken)
    {
        SessionId? known = SessionChatHistory.IdOf(agentSession);
        Session<TEnvelope> session = known is { } id
            ? await _store.LoadAsync<TEnvelope>(id, cancellationToken).ConfigureAwait(false) ?? throw new SessionNotFoundException(new SessionKey(_store.Tenant, id))
            : await _store.CreateAsync(_newSession(), cancellationToken).ConfigureAwait(false);
        await AppendAsync(session, entries, cancellationToken).ConfigureAwait(false);
        if (known is null)
        {
            SessionChatHistory.SetId(agentSession, session.Id);
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
