using Fluers.Sdk.Agents;
using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Tests;

/// <summary>Agents on a store that fails when it is told to, with a strict provider and a clock on which nobody waits.</summary>
internal sealed class AgentFixture : IAsyncDisposable
{
    private readonly List<StrictChatClient> _providers = [];

    public AgentFixture() => Store = new SessionStore(Storage);

    public UnreliableStorage Storage { get; } = new(new MemoryStorage());

    public SessionStore Store { get; }

    public ScriptedModel Model { get; } = new();

    /// <summary>An agent with tools.</summary>
    /// <param name="eachCall">Whether the history is stored behind each call of the model.</param>
    /// <param name="tools">The tools.</param>
    public ChatClientAgent New(bool eachCall, params AITool[] tools)
    {
        _providers.Add(new StrictChatClient(Model));
        return new ChatClientAgent(_providers[^1], new ChatClientAgentOptions
        {
            ChatOptions = new ChatOptions { Tools = tools },
            ChatHistoryProvider = new SessionChatHistoryProvider<AgentState>(Store, () => new AgentState(), clock: new InstantClock()),
            RequirePerServiceCallChatHistoryPersistence = eachCall,
        });
    }

    public async Task<AgentEntry[]> EntriesAsync(AgentSession session) => await Store.ReadAsync<AgentEntry>(SessionChatHistory.IdOf(session)!.Value).ToArrayAsync();

    public async Task<IReadOnlyList<ChatMessage>> HistoryAsync(AgentSession session) => AgentConversation.Of(await EntriesAsync(session));

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Assert.All(_providers, provider => Assert.Empty(provider.Refusals));
    }
}
