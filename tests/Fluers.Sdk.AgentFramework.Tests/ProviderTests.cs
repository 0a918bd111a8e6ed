using System.Runtime.CompilerServices;
using Fluers.Sdk.Agents;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Tests;

/// <summary>Agents of several providers on one conversation.</summary>
public sealed class ProviderTests
{
    private readonly SessionStore _store = new(new MemoryStorage());

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task What_one_provider_has_protected_is_given_to_that_one_alone(bool eachCall, bool streaming)
    {
        var ada = new ThinkingModel("ada");
        var bob = new ThinkingModel("bob");
        AIAgent first = New(ada, eachCall);
        AIAgent second = New(bob, eachCall);
        AgentSession session = await first.CreateSessionAsync();
        await RunAsync(first, session);

        session = await MoveAsync(session, first, second);
        await RunAsync(second, session);
        session = await MoveAsync(session, second, first);
        await RunAsync(first, session);

        List<AgentEntry> entries = await _store.ReadAsync<AgentEntry>(SessionChatHistory.IdOf(session)!.Value).ToListAsync();
        Assert.Equal([("ada", "ada-1"), ("bob", "bob-1"), ("ada", "ada-1")], entries.OfType<AgentEntry.Response>().Select(response => (response.Provider, response.Model)));
        Assert.Empty(Secrets(bob));
        Assert.Equal(["secret of ada"], Secrets(ada));
        Assert.Equal(["answer of ada", "answer of bob"], ada.LastRequest.Where(message => message.Role == ChatRole.Assistant).Select(message => message.Text));

        async Task RunAsync(AIAgent agent, AgentSession session)
        {
            if (!streaming)
            {
                await agent.RunAsync("hello", session);
                return;
            }

            await foreach (AgentResponseUpdate _ in agent.RunStreamingAsync("hello", session))
            {
            }
        }
    }

    [Fact]
    public async Task What_one_provider_has_protected_is_given_to_all_where_that_is_asked_for()
    {
        var bob = new ThinkingModel("bob");
        AIAgent first = New(new ThinkingModel("ada"), eachCall: false);
        AIAgent second = New(bob, eachCall: false, givesAll: true);
        AgentSession session = await first.CreateSessionAsync();
        await first.RunAsync("hello", session);

        await second.RunAsync("hello", await MoveAsync(session, first, second));

        Assert.Equal(["secret of ada"], Secrets(bob));
    }

    [Fact]
    public async Task A_run_that_may_ask_another_model_is_recorded_without_one()
    {
        AIAgent agent = New(new ThinkingModel("ada"), eachCall: false);
        AgentSession session = await agent.CreateSessionAsync();

        await agent.RunAsync("hello", session, new ChatClientAgentRunOptions(new ChatOptions { ModelId = "ada-2" }));
        await agent.RunAsync("hello", session);

        List<AgentEntry> entries = await _store.ReadAsync<AgentEntry>(SessionChatHistory.IdOf(session)!.Value).ToListAsync();
        Assert.Equal([("ada", null), ("ada", "ada-1")], entries.OfType<AgentEntry.Response>().Select(response => (response.Provider, response.Model)));
    }

    private ChatClientAgent New(ThinkingModel model, bool eachCall, bool givesAll = false) => new(new StrictChatClient(model), new ChatClientAgentOptions
    {
        ChatHistoryProvider = new SessionChatHistoryProvider<AgentState>(_store, () => new AgentState()) { GivesReasoningToOtherProviders = givesAll },
        RequirePerServiceCallChatHistoryPersistence = eachCall,
    });

    private static async Task<AgentSession> MoveAsync(AgentSession session, AIAgent from, AIAgent to) => await to.DeserializeSessionAsync(await from.SerializeSessionAsync(session));

    private static IEnumerable<string?> Secrets(ThinkingModel model) =>
        model.LastRequest.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(thought => thought.ProtectedData).Where(secret => secret is not null);

    /// <summary>A model that protects what it thinks.</summary>
    private sealed class ThinkingModel(string name) : IChatClient
    {
        public IReadOnlyList<ChatMessage> LastRequest { get; private set; } = [];

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            LastRequest = [.. messages];
            return Task.FromResult(new ChatResponse(new ChatMessage(
                ChatRole.Assistant, [new TextReasoningContent("hm") { ProtectedData = $"secret of {name}" }, new TextContent($"answer of {name}")])));
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (ChatResponseUpdate update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            {
                yield return update;
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(name, null, $"{name}-1") : null;

        public void Dispose()
        {
        }
    }
}
