using System.Text.Json;
using Fluers.Sdk.Agents;
using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Storage;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Tests;

/// <summary>A real agent of the framework whose history is a session.</summary>
public sealed class ChatHistoryTests : IAsyncLifetime
{
    private readonly SessionStore _store = new(new MemoryStorage());
    private readonly ScriptedModel _model = new();
    private ChatClientAgent _agent = null!;

    public ValueTask InitializeAsync()
    {
        _agent = NewAgent();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_run_appends_what_was_said_and_the_next_one_is_asked_with_it()
    {
        AgentSession session = await _agent.CreateSessionAsync();

        await _agent.RunAsync("call ask", session);
        AgentResponse second = await _agent.RunAsync("thanks", session);

        Assert.Equal("thanks", second.Text);
        Assert.Equal(["user", "assistant", "tool", "assistant", "user"], _model.LastRequest.Select(message => message.Role.Value));
        Assert.Equal(["user", "assistant", "tool", "assistant", "user", "assistant"], (await HistoryAsync(session)).Select(message => message.Role.Value));
    }

    [Fact]
    public async Task An_agents_session_holds_the_id_alone_and_goes_on_in_another_process()
    {
        AgentSession session = await _agent.CreateSessionAsync();
        await _agent.RunAsync("hello", session);

        JsonElement serialized = await _agent.SerializeSessionAsync(session);
        ChatClientAgent other = NewAgent();
        await other.RunAsync("and now", await other.DeserializeSessionAsync(serialized));

        Assert.DoesNotContain("hello", serialized.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(SessionChatHistory.StateKey, serialized.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["hello", "hello", "and now"], _model.LastRequest.Select(message => message.Text));
    }

    [Fact]
    public async Task Two_conversations_of_one_agent_are_two_sessions()
    {
        AgentSession one = await _agent.CreateSessionAsync();
        AgentSession two = await _agent.CreateSessionAsync();

        await _agent.RunAsync("one", one);
        await _agent.RunAsync("two", two);

        Assert.Equal(["one", "one"], (await HistoryAsync(one)).Select(message => message.Text));
        Assert.Equal(["two", "two"], (await HistoryAsync(two)).Select(message => message.Text));
    }

    [Fact]
    public async Task A_streaming_run_is_stored_as_one_that_is_not()
    {
        AgentSession session = await _agent.CreateSessionAsync();

        await foreach (AgentResponseUpdate _ in _agent.RunStreamingAsync("call ask", session))
        {
        }

        Assert.Equal(["call ask", "calling", "", "results: 42"], (await HistoryAsync(session)).Select(message => message.Text));
    }

    [Fact]
    public async Task A_run_that_fails_leaves_no_history()
    {
        AgentSession session = await _agent.CreateSessionAsync();
        _model.OnRequest = _ => throw new HttpRequestException("away");

        await Assert.ThrowsAsync<HttpRequestException>(() => _agent.RunAsync("hello", session));

        Assert.Null(SessionChatHistory.IdOf(session));
        Assert.Empty(await _store.ListAsync().ToListAsync());
    }

    [Fact]
    public async Task With_persistence_behind_each_call_what_was_said_is_stored_before_a_tool_runs()
    {
        long stored = 0;
        ChatClientAgent agent = NewAgent(
            options => options.RequirePerServiceCallChatHistoryPersistence = true,
            async () => stored = (await _store.ListAsync().SingleAsync()).EntryCount);
        AgentSession session = await agent.CreateSessionAsync();

        await agent.RunAsync("call ask", session);

        Assert.Equal(2, stored);
        Assert.Equal(["user", "assistant", "tool", "assistant"], (await HistoryAsync(session)).Select(message => message.Role.Value));
    }

    [Fact]
    public async Task A_conversation_of_the_runner_goes_on_as_an_agents()
    {
        Session<AgentState> stored = await _store.CreateAsync(new AgentState());
        await using var runner = new SessionRunner<AgentState>(_store, _model);
        await runner.InvokeAsync(stored.Id, "hello");
        AgentSession session = await _agent.CreateSessionAsync();
        SessionChatHistory.SetId(session, stored.Id);

        await _agent.RunAsync("and now", session);

        Assert.Equal(["hello", "hello", "and now"], _model.LastRequest.Select(message => message.Text));
    }

    [Fact]
    public async Task A_session_that_was_deleted_is_missed_and_not_made_anew()
    {
        AgentSession session = await _agent.CreateSessionAsync();
        await _agent.RunAsync("hello", session);
        await _store.DeleteAsync(SessionChatHistory.IdOf(session)!.Value);

        await Assert.ThrowsAsync<SessionNotFoundException>(() => _agent.RunAsync("again", session));
    }

    private ChatClientAgent NewAgent(Action<ChatClientAgentOptions>? configure = null, Delegate? tool = null)
    {
        var options = new ChatClientAgentOptions
        {
            ChatOptions = new ChatOptions { Tools = [AIFunctionFactory.Create(tool ?? (() => 42), "ask")] },
            ChatHistoryProvider = new SessionChatHistoryProvider<AgentState>(_store, () => new AgentState()),
        };
        configure?.Invoke(options);
        return new ChatClientAgent(_model, options);
    }

    private async Task<IReadOnlyList<ChatMessage>> HistoryAsync(AgentSession session) =>
        AgentConversation.Of(await _store.ReadAsync<AgentEntry>(SessionChatHistory.IdOf(session)!.Value).ToListAsync());
}
