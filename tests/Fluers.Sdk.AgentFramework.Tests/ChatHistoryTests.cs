using System.Text.Json;
using Fluers.Sdk.Agents;
using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Tests;

/// <summary>A real agent of the framework whose history is a session.</summary>
public sealed class ChatHistoryTests : IAsyncLifetime
{
    private readonly SessionStore _store = new(new MemoryStorage());
    private readonly ScriptedModel _model = new();
    private readonly List<StrictChatClient> _providers = [];
    private ChatClientAgent _agent = null!;

    public ValueTask InitializeAsync()
    {
        _agent = NewAgent();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Assert.All(_providers, provider => Assert.Empty(provider.Refusals));
    }

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

        Assert.Equal(3, stored);   // what was said, what the model answered, and that the tool starts
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

    [Theory]
    [InlineData("other arguments")]
    [InlineData("another tool")]
    public async Task A_decision_about_another_call_is_refused_before_a_tool_runs_and_the_question_stays(string what)
    {
        int paid = 0;
        ChatClientAgent agent = NewApprovingAgent(() => ++paid);
        AgentSession session = await agent.CreateSessionAsync();
        ToolApprovalRequestContent question = Question(await agent.RunAsync("call pay", session));
        FunctionCallContent other = what == "another tool" ? new(question.ToolCall.CallId, "wipe") : new(question.ToolCall.CallId, "pay", new Dictionary<string, object?> { ["amount"] = 999999 });

        AgentDecisionException error = await Assert.ThrowsAsync<AgentDecisionException>(
            () => agent.RunAsync(new ChatMessage(ChatRole.User, [new ToolApprovalResponseContent(question.RequestId, true, other)]), session));

        Assert.Equal((question.ToolCall.CallId, 0), (error.CallId, paid));
        Assert.Equal(ApprovalDecision.Refused, Assert.Single((await EntriesAsync(session)).OfType<AgentEntry.ApprovalDecided>()).Decision);
        Assert.Equal("results: 1", (await agent.RunAsync(new ChatMessage(ChatRole.User, [question.CreateResponse(true)]), session)).Text);
    }

    [Fact]
    public async Task A_question_that_the_agent_did_not_ask_is_refused()
    {
        int paid = 0;
        ChatClientAgent agent = NewApprovingAgent(() => ++paid);
        AgentSession session = await agent.CreateSessionAsync();
        await agent.RunAsync("hello", session);
        var question = new ToolApprovalRequestContent("r", new FunctionCallContent("c", "pay"));

        await Assert.ThrowsAsync<AgentDecisionException>(
            () => agent.RunAsync([new ChatMessage(ChatRole.Assistant, [question]), new ChatMessage(ChatRole.User, [question.CreateResponse(true)])], session));

        Assert.Equal(0, paid);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_decision_is_carried_out_in_another_process_and_the_conversation_goes_on(bool approved)
    {
        int paid = 0;
        ChatClientAgent agent = NewApprovingAgent(() => ++paid);
        AgentSession session = await agent.CreateSessionAsync();
        ToolApprovalRequestContent question = Question(await agent.RunAsync("call pay", session));
        ChatClientAgent other = NewApprovingAgent(() => ++paid);
        AgentSession again = await other.DeserializeSessionAsync(await agent.SerializeSessionAsync(session));

        await other.RunAsync(new ChatMessage(ChatRole.User, [question.CreateResponse(approved)]), again);
        AgentResponse next = await other.RunAsync("thanks", again);

        Assert.Equal(("thanks", approved ? 1 : 0), (next.Text, paid));
    }

    [Fact]
    public async Task Who_goes_on_without_a_decision_has_declined_and_the_model_is_told_that_nothing_ran()
    {
        int paid = 0;
        ChatClientAgent agent = NewApprovingAgent(() => ++paid);
        AgentSession session = await agent.CreateSessionAsync();
        await agent.RunAsync("call pay", session);

        await agent.RunAsync("never mind", session);
        AgentResponse next = await agent.RunAsync("thanks", session);

        Assert.Equal(("thanks", 0), (next.Text, paid));
        Assert.Contains("not_run", Assert.Single(_model.LastRequest.SelectMany(message => message.Contents).OfType<FunctionResultContent>()).Result!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_of_an_agent_is_a_pending_approval_of_its_session()
    {
        ChatClientAgent agent = NewApprovingAgent(() => 1);
        AgentSession session = await agent.CreateSessionAsync();
        await agent.RunAsync("call pay", session);

        PendingApproval approval = Assert.Single(AgentConversation.PendingApprovals(await EntriesAsync(session)));

        Assert.Equal("pay", approval.ToolName);
        Assert.Equal("results: 1", (await agent.RunAsync(approval.Approve(), session)).Text);
        Assert.Empty(AgentConversation.PendingApprovals(await EntriesAsync(session)));
    }

    [Fact]
    public async Task A_failure_behind_a_tool_leaves_a_conversation_that_goes_on()
    {
        ChatClientAgent agent = NewAgent(options => options.RequirePerServiceCallChatHistoryPersistence = true);
        AgentSession session = await agent.CreateSessionAsync();
        _model.OnRequest = request => { if (request == 2) { throw new HttpRequestException("away"); } };
        await Assert.ThrowsAsync<HttpRequestException>(() => agent.RunAsync("call ask", session));

        AgentResponse next = await agent.RunAsync("and now", session);

        Assert.Equal("and now", next.Text);
        Assert.Equal("thanks", (await agent.RunAsync("thanks", session)).Text);
    }

    [Fact]
    public async Task Two_first_runs_at_once_make_one_session()
    {
        AgentSession session = await _agent.CreateSessionAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => _agent.RunAsync($"first {i}", session))));

        Assert.Single(await _store.ListAsync().ToListAsync());
        Assert.Equal(8, (await HistoryAsync(session)).Count(message => message.Role == ChatRole.User));
    }

    private static ToolApprovalRequestContent Question(AgentResponse response) => response.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().Single();

    private ChatClientAgent NewApprovingAgent(Func<int> pay) => NewAgent(options => options.ChatOptions!.Tools =
        [new ApprovalRequiredAIFunction(AIFunctionFactory.Create(pay, "pay")), new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => "wiped", "wipe"))]);

    private async Task<List<AgentEntry>> EntriesAsync(AgentSession session) => await _store.ReadAsync<AgentEntry>(SessionChatHistory.IdOf(session)!.Value).ToListAsync();

    private ChatClientAgent NewAgent(Action<ChatClientAgentOptions>? configure = null, Delegate? tool = null)
    {
        var options = new ChatClientAgentOptions
        {
            ChatOptions = new ChatOptions { Tools = [AIFunctionFactory.Create(tool ?? (() => 42), "ask")] },
            ChatHistoryProvider = new SessionChatHistoryProvider<AgentState>(_store, () => new AgentState()),
        };
        configure?.Invoke(options);
        _providers.Add(new StrictChatClient(_model));
        return new ChatClientAgent(_providers[^1], options);
    }

    private async Task<IReadOnlyList<ChatMessage>> HistoryAsync(AgentSession session) =>
        AgentConversation.Of(await _store.ReadAsync<AgentEntry>(SessionChatHistory.IdOf(session)!.Value).ToListAsync());
}
