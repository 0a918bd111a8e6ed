using Fluers.Sdk.Agents;
using Fluers.Sdk.Testing;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Tests;

/// <summary>What becomes of a tool that a person has approved where something fails: it runs once, and only as it was asked for.</summary>
public sealed class ApprovedToolTests : IAsyncLifetime
{
    private readonly AgentFixture _agents = new();
    private int _paid;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _agents.DisposeAsync();

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    [InlineData(false, true, true)]
    public async Task A_tool_whose_run_failed_behind_it_does_not_run_again(bool eachCall, bool elsewhere, bool isProviderAlone)
    {
        AIAgent agent = Agent(eachCall, isProviderAlone);
        AgentSession session = await agent.CreateSessionAsync();
        ToolApprovalRequestContent question = Question(await agent.RunAsync("call pay", session));
        AgentSession before = await agent.DeserializeSessionAsync(await agent.SerializeSessionAsync(session));
        _agents.Model.OnRequest = request => { if (request == 2) { throw new HttpRequestException("away"); } };
        await Assert.ThrowsAsync<HttpRequestException>(() => agent.RunAsync(Decision(question, true), session));

        AgentResponse answer = await (elsewhere ? Agent(eachCall, isProviderAlone) : agent).RunAsync(Decision(question, true), elsewhere ? before : session);

        Assert.Equal(("results: 1", 1), (answer.Messages[^1].Text, _paid));
        AgentEntry[] entries = await _agents.EntriesAsync(session);
        Assert.Single(entries.OfType<AgentEntry.ToolStarted>());
        Assert.Equal(ToolOutcome.Completed, Assert.Single(entries.OfType<AgentEntry.ToolResult>()).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_that_is_gone_when_its_call_is_approved_is_told_as_not_run(bool eachCall)
    {
        AIAgent agent = Agent(eachCall);
        AgentSession session = await agent.CreateSessionAsync();
        ToolApprovalRequestContent question = Question(await agent.RunAsync("call pay", session));
        AIAgent after = _agents.New(eachCall).WithFluersSessions();

        AgentResponse answer = await after.RunAsync(Decision(question, true), await after.DeserializeSessionAsync(await agent.SerializeSessionAsync(session)));

        Assert.Contains("not_run", answer.Text, StringComparison.Ordinal);
        Assert.Equal(0, _paid);
        Assert.Equal(ToolOutcome.NotRun, Assert.Single((await _agents.EntriesAsync(session)).OfType<AgentEntry.ToolResult>()).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_goes_on_behind_a_run_that_failed_is_answered_with_what_the_tool_has_done(bool eachCall)
    {
        AIAgent agent = Agent(eachCall);
        AgentSession session = await agent.CreateSessionAsync();
        ToolApprovalRequestContent question = Question(await agent.RunAsync("call pay", session));
        _agents.Model.OnRequest = request => { if (request == 2) { throw new HttpRequestException("away"); } };
        await Assert.ThrowsAsync<HttpRequestException>(() => agent.RunAsync(Decision(question, true), session));

        Assert.Equal("never mind", (await agent.RunAsync("never mind", session)).Text);
        Assert.Equal("thanks", (await agent.RunAsync("thanks", session)).Text);

        Assert.Equal(1, _paid);
        Assert.Equal("1", Assert.Single(_agents.Model.LastRequest.SelectMany(message => message.Contents).OfType<FunctionResultContent>()).Result!.ToString());
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(false, 3)]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    [InlineData(true, 3)]
    public async Task A_storage_that_is_away_at_a_commit_of_the_run_lets_no_tool_run_twice(bool eachCall, int commit)
    {
        foreach (StorageFault fault in new[] { StorageFault.NotSent, StorageFault.OutcomeLost })
        {
            _paid = 0;
            AIAgent agent = Agent(eachCall);
            AgentSession session = await agent.CreateSessionAsync();
            ToolApprovalRequestContent question = Question(await agent.RunAsync("call pay", session));
            _agents.Storage.FailAfter(commit, fault, ends: true);
            Exception? error = await Record.ExceptionAsync(() => agent.RunAsync(Decision(question, true), session));
            _agents.Storage.Revive();

            AgentResponse answer = await agent.RunAsync(Decision(question, true), session);

            Assert.True(error is null or SessionStorageException, $"{error}");
            Assert.Equal(("results: 1", 1), (answer.Messages[^1].Text, _paid));
            Assert.Single((await _agents.EntriesAsync(session)).OfType<AgentEntry.ToolResult>());
        }
    }

    [Fact]
    public async Task A_tool_that_was_under_way_when_its_process_ended_is_told_as_unknown()
    {
        AIAgent agent = Agent(eachCall: false);
        AgentSession session = await agent.CreateSessionAsync();
        ToolApprovalRequestContent question = Question(await agent.RunAsync("call pay", session));
        Session<AgentState> stored = (await _agents.Store.LoadAsync<AgentState>(SessionChatHistory.IdOf(session)!.Value))!;
        stored.Append(new AgentEntry.ApprovalDecided(question.ToolCall.CallId, question.RequestId, ApprovalDecision.Approved, null, DateTimeOffset.UnixEpoch));
        stored.Append(new AgentEntry.ToolStarted(question.ToolCall.CallId, "pay", DateTimeOffset.UnixEpoch));
        await stored.SaveAsync();

        AgentResponse answer = await agent.RunAsync(Decision(question, true), session);

        Assert.Equal(0, _paid);
        Assert.Contains("unknown", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "other arguments")]
    [InlineData(false, "another tool")]
    [InlineData(true, "other arguments")]
    [InlineData(true, "another tool")]
    public async Task A_decision_about_another_call_is_refused_before_a_tool_runs(bool eachCall, string what)
    {
        AIAgent agent = Agent(eachCall);
        AgentSession session = await agent.CreateSessionAsync();
        ToolApprovalRequestContent question = Question(await agent.RunAsync("call pay", session));
        FunctionCallContent other = what == "another tool" ? new(question.ToolCall.CallId, "wipe") : new(question.ToolCall.CallId, "pay", new Dictionary<string, object?> { ["amount"] = 999999 });

        await Assert.ThrowsAsync<AgentDecisionException>(
            () => agent.RunAsync(new ChatMessage(ChatRole.User, [new ToolApprovalResponseContent(question.RequestId, true, other)]), session));

        Assert.Equal(0, _paid);
        Assert.Equal(ApprovalDecision.Refused, Assert.Single((await _agents.EntriesAsync(session)).OfType<AgentEntry.ApprovalDecided>()).Decision);
        Assert.Equal(("results: 1", 1), ((await agent.RunAsync(Decision(question, true), session)).Text, _paid));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rejected_tool_does_not_run_and_the_model_is_told_once(bool eachCall)
    {
        AIAgent agent = Agent(eachCall);
        AgentSession session = await agent.CreateSessionAsync();
        ToolApprovalRequestContent question = Question(await agent.RunAsync("call pay", session));

        await agent.RunAsync(Decision(question, false), session);
        await agent.RunAsync("thanks", session);

        Assert.Equal(0, _paid);
        Assert.Equal(ToolOutcome.Rejected, Assert.Single((await _agents.EntriesAsync(session)).OfType<AgentEntry.ToolResult>()).Outcome);
        Assert.Single(_agents.Model.LastRequest.SelectMany(message => message.Contents).OfType<FunctionResultContent>());
    }

    private static ToolApprovalRequestContent Question(AgentResponse response) => response.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().Single();

    private static ChatMessage Decision(ToolApprovalRequestContent question, bool approved) => new(ChatRole.User, [question.CreateResponse(approved)]);

    private AIAgent Agent(bool eachCall, bool isProviderAlone = false)
    {
        ChatClientAgent agent = _agents.New(
            eachCall, new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => ++_paid, "pay")), new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => "wiped", "wipe")));
        return isProviderAlone ? agent : agent.WithFluersSessions();
    }
}
