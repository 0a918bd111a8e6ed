using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Agents.Tests.Models;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Recording;

/// <summary>A pipeline of chat clients with a session in it.</summary>
public sealed class RecordingTests : IAsyncLifetime
{
    private readonly SessionStore _store = new(new MemoryStorage());
    private readonly ScriptedModel _model = new();
    private readonly List<StrictChatClient> _providers = [];
    private Session<AgentState> _session = null!;
    private IChatClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _session = await _store.CreateAsync(new AgentState());
        _client = Pipeline(_session);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Assert.All(_providers, provider => Assert.Empty(provider.Refusals));
    }

    [Fact]
    public async Task The_input_is_stored_before_the_model_is_called()
    {
        long stored = -1;
        _model.OnRequest = _ => stored = _store.GetInfoAsync(_session.Id).AsTask().Result.EntryCount;

        await _client.GetResponseAsync("hello");

        Assert.Equal(1, stored);
        Assert.Equal(["hello", "hello"], await TextsAsync());
    }

    [Fact]
    public async Task A_result_is_stored_when_its_tool_has_ended_not_when_all_have()
    {
        long atSecond = -1;
        AIFunction one = AIFunctionFactory.Create(() => "1", "one");
        AIFunction two = AIFunctionFactory.Create(() => atSecond = StoredResults(), "two");

        await _client.GetResponseAsync("call one two", new ChatOptions { Tools = [one, two] });

        Assert.Equal(1, atSecond);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Protected_reasoning_is_given_to_another_provider_only_where_that_is_switched_on(bool shared)
    {
        var first = new FakeModel(_ => [new TextReasoningContent("hm") { ProtectedData = "secret" }, new TextContent("one")]) { Metadata = new("first") };
        var second = new FakeModel(_ => [new TextContent("two")]) { Metadata = new("second") };
        var options = new SessionClientOptions { GivesReasoningToOtherProviders = shared };

        await Strict(first).AsBuilder().UseFunctionInvocation().UseSession(_session, options).Build().GetResponseAsync("hello");
        await Strict(second).AsBuilder().UseFunctionInvocation().UseSession(_session, options).Build().GetResponseAsync("and you?");

        Assert.Equal(shared ? 1 : 0, second.Requests.Single().SelectMany(message => message.Contents).OfType<TextReasoningContent>().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_may_send_the_new_message_alone_or_the_whole_conversation(bool whole)
    {
        var sent = new List<ChatMessage>();
        for (int turn = 0; turn < 3; turn++)
        {
            sent.Add(new ChatMessage(ChatRole.User, "call ask"));
            ChatResponse response = await _client.GetResponseAsync(whole ? sent : [sent[^1]], Tools());
            sent.AddMessages(response);
        }

        Assert.Equal(12, (await ConversationAsync()).Count);
        Assert.Equal(ChatJson.WriteMessages(sent.Select(Bare)), ChatJson.WriteMessages((await ConversationAsync()).Select(Bare)));
    }

    [Fact]
    public async Task A_request_that_failed_and_is_sent_again_is_recorded_once()
    {
        _model.OnRequest = request => throw (request == 1 ? new HttpRequestException("away") : new InvalidOperationException());
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetResponseAsync("hello"));
        _model.OnRequest = _ => { };

        await _client.GetResponseAsync("hello");

        Assert.Equal(["hello", "hello"], await TextsAsync());
    }

    [Fact]
    public async Task A_request_that_was_answered_and_is_sent_again_gets_the_recorded_answer()
    {
        var message = new ChatMessage(ChatRole.User, "call ask") { MessageId = "m-1" };
        ChatResponse first = await _client.GetResponseAsync([message], Tools());
        int asked = _model.Requests;

        ChatResponse again = await _client.GetResponseAsync([message], Tools());

        Assert.Equal((first.Text, asked), (again.Text, _model.Requests));
        Assert.Equal(4, (await ConversationAsync()).Count);
    }

    [Fact]
    public async Task The_same_words_a_second_time_are_a_second_message()
    {
        await _client.GetResponseAsync("yes");
        await _client.GetResponseAsync("yes");

        Assert.Equal(["yes", "yes", "yes", "yes"], await TextsAsync());
    }

    [Fact]
    public async Task A_caller_whose_history_differs_is_refused_and_nothing_recorded()
    {
        await _client.GetResponseAsync("hello");

        AgentHistoryException error = await Assert.ThrowsAsync<AgentHistoryException>(() => _client.GetResponseAsync(
            [new(ChatRole.User, "hello"), new(ChatRole.Assistant, "something else"), new(ChatRole.User, "go on")]));

        Assert.Equal(1, error.MessagePosition);
        Assert.Equal(2, (await ConversationAsync()).Count);
    }

    [Fact]
    public async Task Instructions_go_to_the_model_and_not_into_the_log()
    {
        await _client.GetResponseAsync([new(ChatRole.System, "be brief"), new(ChatRole.User, "hello")]);
        await _client.GetResponseAsync([new(ChatRole.System, "be long"), new(ChatRole.User, "and now")]);

        Assert.Equal(["be long", "hello", "hello", "and now"], _model.LastRequest.Select(message => message.Text));
        Assert.Equal(4, (await ConversationAsync()).Count);
    }

    [Fact]
    public async Task A_session_goes_on_in_another_process()
    {
        await _client.GetResponseAsync("call ask", Tools());
        Session<AgentState> loaded = (await _store.LoadAsync<AgentState>(_session.Id))!;

        await Pipeline(loaded).GetResponseAsync("thanks");

        Assert.Equal(["user", "assistant", "tool", "assistant", "user"], _model.LastRequest.Select(message => message.Role.Value));
    }

    [Fact]
    public async Task A_call_that_a_crash_left_open_is_settled_before_the_model_is_asked()
    {
        _session.Append(new AgentEntry.Message(StoredMessage.From(new ChatMessage(ChatRole.User, "call ask"))));
        _session.Append(new AgentEntry.Response(StoredResponse.From(new ChatResponse(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c", "ask")])))));
        await _session.SaveAsync();

        await _client.GetResponseAsync("are you there?", Tools());

        AgentEntry.ToolResult settled = Assert.Single((await EntriesAsync()).OfType<AgentEntry.ToolResult>());
        Assert.Equal(("c", ToolOutcome.NotRun), (settled.CallId, settled.Outcome));   // it had not started
        Assert.Equal(["user", "assistant", "tool", "user"], _model.LastRequest.Select(message => message.Role.Value));
    }

    [Fact]
    public async Task A_tool_that_fails_is_recorded_as_the_model_is_told()
    {
        AIFunction broken = AIFunctionFactory.Create(string () => throw new InvalidOperationException("secret"), "ask");

        ChatResponse response = await _client.GetResponseAsync("call ask", new ChatOptions { Tools = [broken] });

        Assert.Contains("Error: Function failed.", response.Text, StringComparison.Ordinal);
        Assert.Equal(4, (await ConversationAsync()).Count);
    }

    [Fact]
    public async Task Tools_that_run_side_by_side_are_recorded_in_the_order_of_their_calls()
    {
        using var second = new SemaphoreSlim(0);
        AIFunction one = AIFunctionFactory.Create(async () => { await second.WaitAsync(); return "1"; }, "one");
        AIFunction two = AIFunctionFactory.Create(() => { second.Release(); return "2"; }, "two");
        IChatClient client = Strict(_model).AsBuilder().UseFunctionInvocation(configure: invoking => invoking.AllowConcurrentInvocation = true).UseSession(_session).Build();

        ChatResponse response = await client.GetResponseAsync("call one two", new ChatOptions { Tools = [one, two] });

        Assert.Equal("results: 1 2", response.Messages[^1].Text);
    }

    private static ChatOptions Tools() => new() { Tools = [AIFunctionFactory.Create(() => 42, "ask")] };

    private IChatClient Pipeline(Session<AgentState> session) => Strict(_model).AsBuilder().UseFunctionInvocation().UseSession(session).Build();

    // What a caller and the log agree on: whether a call is still to be run is the client's own affair.
    private static ChatMessage Bare(ChatMessage message) => new(
        message.Role, [.. message.Contents.Select(content => content is FunctionCallContent call ? new FunctionCallContent(call.CallId, call.Name, call.Arguments) : content)]);

    private long StoredResults() => EntriesAsync().Result.OfType<AgentEntry.ToolResult>().Count();

    private StrictChatClient Strict(IChatClient model)
    {
        _providers.Add(new StrictChatClient(model));
        return _providers[^1];
    }

    private async Task<List<AgentEntry>> EntriesAsync() => await _store.ReadAsync<AgentEntry>(_session.Id).ToListAsync();

    private async Task<IReadOnlyList<ChatMessage>> ConversationAsync() => AgentConversation.Of((await _store.LoadAsync<AgentState>(_session.Id))!.State.Log);

    private async Task<IEnumerable<string>> TextsAsync() => (await ConversationAsync()).Select(message => message.Text);
}
