using Fluers.Sdk.Agents;
using Fluers.Sdk.Testing;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Tests;

/// <summary>A run that failed, and the same request again.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private readonly AgentFixture _agents = new();
    private int _asked;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _agents.DisposeAsync();

    public static TheoryData<bool, bool, int, bool> Faults
    {
        get
        {
            bool[] either = [false, true];
            return [.. from eachCall in either from isFirst in either from commit in Enumerable.Range(0, 5) from isLost in either select (eachCall, isFirst, commit, isLost)];
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task The_same_request_again_after_a_save_that_was_not_heard_of_is_recorded_once(bool eachCall, bool isFirst, int commit, bool isLost)
    {
        AIAgent agent = _agents.New(eachCall, AIFunctionFactory.Create(() => ++_asked, "ask")).WithFluersSessions();
        AgentSession session = await agent.CreateSessionAsync();
        if (!isFirst)
        {
            await agent.RunAsync("hello", session);
        }

        _agents.Storage.FailAfter(commit, isLost ? StorageFault.OutcomeLost : StorageFault.NotSent, ends: true);
        Exception? error = await Record.ExceptionAsync(() => agent.RunAsync("call ask", session));
        _agents.Storage.Revive();

        AgentResponse answer = error is null ? await agent.RunAsync("and now", session) : await agent.RunAsync("call ask", session);

        Assert.True(error is null or SessionStorageException, $"{error}");
        string text = answer.Messages[^1].Text;
        Assert.True(text == (error is null ? "and now" : $"results: {_asked}") || (_asked == 0 && text.Contains("not_run", StringComparison.Ordinal)), text);
        Assert.Single(await _agents.Store.ListAsync().ToListAsync());
        Assert.Equal(1, (await _agents.HistoryAsync(session)).Count(message => message.Text == "call ask"));
        Assert.InRange(_asked, 0, eachCall ? 1 : 2);   // a tool whose call is recorded does not run twice
    }

    [Fact]
    public async Task One_commit_that_was_not_heard_of_is_sent_again_and_the_run_does_not_fail()
    {
        AIAgent agent = _agents.New(eachCall: false);
        AgentSession session = await agent.CreateSessionAsync();
        _agents.Storage.FailAfter(0, StorageFault.OutcomeLost, ends: false);

        await agent.RunAsync("hello", session);
        _agents.Storage.FailAfter(0, StorageFault.OutcomeLost, ends: false);
        await agent.RunAsync("again", session);

        Assert.Equal(["hello", "hello", "again", "again"], (await _agents.HistoryAsync(session)).Select(message => message.Text));
    }

    [Fact]
    public async Task Without_the_agent_around_it_a_stored_run_is_not_run_again_and_its_answer_is_in_the_error()
    {
        AIAgent agent = _agents.New(eachCall: false);
        AgentSession session = await agent.CreateSessionAsync();
        _agents.Storage.FailAfter(0, StorageFault.OutcomeLost, ends: true);
        await Assert.ThrowsAsync<SessionStorageException>(() => agent.RunAsync("hello", session));
        _agents.Storage.Revive();

        AgentRunStoredException error = await Assert.ThrowsAsync<AgentRunStoredException>(() => agent.RunAsync("hello", session));

        Assert.Equal("hello", Assert.Single(error.Answer).Text);
        Assert.Equal(1, _agents.Model.Requests);
        Assert.Equal("and now", (await agent.RunAsync("and now", session)).Text);
        Assert.Equal(["hello", "hello", "and now", "and now"], (await _agents.HistoryAsync(session)).Select(message => message.Text));
    }

    [Fact]
    public async Task A_message_whose_id_was_answered_is_answered_as_recorded_by_another_process_too()
    {
        AIAgent agent = _agents.New(eachCall: false).WithFluersSessions();
        AgentSession session = await agent.CreateSessionAsync();
        var message = new ChatMessage(ChatRole.User, "hello") { MessageId = "m1" };
        await agent.RunAsync(message, session);
        AIAgent other = _agents.New(eachCall: false).WithFluersSessions();

        AgentResponse answer = await other.RunAsync(message, await other.DeserializeSessionAsync(await agent.SerializeSessionAsync(session)));

        Assert.Equal(("hello", 1), (answer.Text, _agents.Model.Requests));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_failed_goes_on_where_it_was(bool eachCall)
    {
        AIAgent agent = _agents.New(eachCall, AIFunctionFactory.Create(() => ++_asked, "ask")).WithFluersSessions();
        AgentSession session = await agent.CreateSessionAsync();
        _agents.Model.OnRequest = request => { if (request == 2) { throw new HttpRequestException("away"); } };
        await Assert.ThrowsAsync<HttpRequestException>(() => agent.RunAsync("call ask", session));

        AgentResponse answer = await agent.RunAsync("call ask", session);

        Assert.Equal($"results: {_asked}", answer.Messages[^1].Text);
        Assert.Equal(1, (await _agents.HistoryAsync(session)).Count(message => message.Text == "call ask"));
        Assert.Equal(eachCall ? 1 : 2, _asked);
    }

    [Fact]
    public async Task The_same_words_after_an_answer_are_a_second_message()
    {
        AIAgent agent = _agents.New(eachCall: false).WithFluersSessions();
        AgentSession session = await agent.CreateSessionAsync();

        await agent.RunAsync("hello", session);
        await agent.RunAsync("hello", session);

        Assert.Equal(4, (await _agents.HistoryAsync(session)).Count);
    }

    [Fact]
    public void An_agent_with_its_history_elsewhere_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ChatClientAgent(_agents.Model).WithFluersSessions());
}
