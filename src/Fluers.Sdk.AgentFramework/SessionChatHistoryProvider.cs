using System.Text.Json;
using Fluers.Sdk.AgentFramework.Recording;
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
/// <para>
/// The agent framework hands the history over when a run has ended, or behind each call of the model where the agent's options ask for
/// <c>RequirePerServiceCallChatHistoryPersistence</c>. A first run that fails leaves no history. The start and the result of a tool are recorded when they happen, where the
/// call is recorded: each call with that option, and without it each one that a person has approved.
/// </para>
/// <para>
/// A decision about a call that is not the recorded one is refused with <see cref="AgentDecisionException"/> before a tool runs. With the option, the agent's client carries
/// out decisions before it asks for the history; run the agent of <see cref="SessionAgentExtensions.WithFluersSessions"/> there.
/// </para>
/// <para>
/// Where the storage fails at the end of a run, the same commit is sent again for some seconds. If the outcome is still unknown, the run throws, and the next one finds out. The
/// same request is then not run again where it is stored: <see cref="AgentRunStoredException"/> has its answer, and the agent of
/// <see cref="SessionAgentExtensions.WithFluersSessions"/> gives it.
/// </para>
/// </remarks>
/// <typeparam name="TEnvelope">The envelope of the sessions, whose log is of <see cref="AgentEntry"/>.</typeparam>
public sealed class SessionChatHistoryProvider<TEnvelope> : ChatHistoryProvider
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    private readonly RecordedHistory<TEnvelope> _history;

    /// <summary>Creates the provider. One serves any number of agents and sessions.</summary>
    /// <param name="store">Where the history is kept.</param>
    /// <param name="newSession">Gives the state that a new conversation begins with.</param>
    /// <param name="serializerOptions">How values of no fixed type become JSON, and which content types of the caller's own there are.</param>
    /// <param name="clock">Tells the time; the system's clock by default.</param>
    /// <exception cref="ArgumentException">The envelope has no log of agent entries.</exception>
    public SessionChatHistoryProvider(SessionStore store, Func<TEnvelope> newSession, JsonSerializerOptions? serializerOptions = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(newSession);
        _history = new RecordedHistory<TEnvelope>(store, newSession, ChatCodec.With(serializerOptions), clock ?? TimeProvider.System);
    }

    /// <summary>
    /// Whether reasoning that only one provider reads is given to another one too; it is not by default, as providers refuse what others have protected. Which
    /// provider made a message is recorded, by the name that its client gives in <see cref="ChatClientMetadata.ProviderName"/>.
    /// </summary>
    public bool GivesReasoningToOtherProviders { get; init; }

    /// <summary>The key under which an agent's session holds the id of its session in the store. It never changes.</summary>
    public override IReadOnlyList<string> StateKeys => [SessionChatHistory.StateKey];

    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(IRecordedHistory) ? _history : base.GetService(serviceType, serviceKey);

    /// <inheritdoc/>
    protected override async ValueTask<IEnumerable<ChatMessage>> InvokingCoreAsync(InvokingContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        IReadOnlyList<ChatMessage> request = await _history.WithoutRecordedAsync(context.Session!, [.. context.RequestMessages], cancellationToken).ConfigureAwait(false);
        return await base.InvokingCoreAsync(new InvokingContext(context.Agent, context.Session, request), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async ValueTask<IEnumerable<ChatMessage>> ProvideChatHistoryAsync(InvokingContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ToolRecording.Put(context.Agent);
        string? asked = GivesReasoningToOtherProviders ? null : OriginOf(context.Agent).Provider;
        return await _history.ProvideAsync(context.Session!, [.. context.RequestMessages], asked is null ? null : made => made != asked, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override ValueTask StoreChatHistoryAsync(InvokedContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _history.StoreAsync(context.Session!, [.. context.RequestMessages], [.. context.ResponseMessages ?? []], OriginOf(context.Agent), cancellationToken);
    }

    // The options of one run may say another model. What they say is the agent's own type to know, so of such a run the provider alone is recorded.
    private static ModelOrigin OriginOf(AIAgent agent)
    {
        if (agent.GetService<IChatClient>() is not { } client)
        {
            return default;
        }

        var origin = ModelOrigin.Of(client, agent.GetService<ChatOptions>());
        return AIAgent.CurrentRunContext?.RunOptions is { } options && options.GetType() != typeof(AgentRunOptions) ? origin with { Model = null } : origin;
    }
}
