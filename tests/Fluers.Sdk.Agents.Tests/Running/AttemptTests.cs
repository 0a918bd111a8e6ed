using Fluers.Sdk.Agents.Testing;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Running;

public sealed class AttemptTests
{
    [Fact]
    public async Task A_model_that_is_away_is_asked_again()
    {
        var model = new ScriptedModel { OnRequest = request => Fail(request < 3) };
        await using RunnerFixture agent = await RunnerFixture.StartAsync(model: model);

        AgentOutcome outcome = await agent.Runner.InvokeAsync(RunnerFixture.Id, "hello");

        Assert.Equal((AgentStatus.Completed, "hello"), (outcome.Status, outcome.Text));
        Assert.Equal([1, 2, 3], (await agent.EntriesAsync()).OfType<AgentEntry.Started>().Select(claim => claim.Attempt));
        Assert.Single(AgentConversation.Of(await agent.EntriesAsync()), message => message.Role == ChatRole.User);
    }

    [Fact]
    public async Task A_model_that_stays_away_lets_the_input_fail_after_ten_attempts()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync(model: new ScriptedModel { OnRequest = _ => Fail(true) });

        AgentOutcome outcome = await agent.Runner.InvokeAsync(RunnerFixture.Id, "hello");

        Assert.Equal((AgentStatus.Failed, "away", 10), (outcome.Status, outcome.Error, agent.Model.Requests));
    }

    [Fact]
    public async Task An_error_that_will_come_again_fails_at_once()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync(
            model: new ScriptedModel { OnRequest = _ => throw new UnauthorizedAccessException("no key") },
            options: new() { ShouldRetry = error => error is not UnauthorizedAccessException });

        AgentOutcome outcome = await agent.Runner.InvokeAsync(RunnerFixture.Id, "hello");

        Assert.Equal((AgentStatus.Failed, "no key", 1), (outcome.Status, outcome.Error, agent.Model.Requests));
    }

    [Fact]
    public async Task An_input_that_takes_longer_than_its_time_fails()
    {
        AIFunction wait = AIFunctionFactory.Create((CancellationToken token) => Task.Delay(Timeout.Infinite, token), "wait");
        await using RunnerFixture agent = await RunnerFixture.StartAsync(options: new() { TimeBudget = TimeSpan.FromMilliseconds(300) }, tools: wait);

        AgentOutcome outcome = await agent.Runner.InvokeAsync(RunnerFixture.Id, "call wait");

        Assert.Equal(AgentStatus.Failed, outcome.Status);
        Assert.Contains("00:00:00.3", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("and now", (await agent.Runner.InvokeAsync(RunnerFixture.Id, "and now")).Text);
    }

    [Fact]
    public async Task A_failed_input_does_not_hold_up_the_next_one()
    {
        var model = new ScriptedModel { OnRequest = request => Fail(request <= 2) };
        await using RunnerFixture agent = await RunnerFixture.StartAsync(model: model, options: new() { MaxAttempts = 2 });

        AgentReceipt first = await agent.Runner.DispatchAsync(RunnerFixture.Id, "one");
        AgentReceipt second = await agent.Runner.DispatchAsync(RunnerFixture.Id, "two");
        await agent.Runner.ResumeAsync(RunnerFixture.Id);

        Assert.Equal(AgentStatus.Failed, (await agent.Runner.WaitAsync(first)).Status);
        Assert.Equal("two", (await agent.Runner.WaitAsync(second)).Text);
    }

    [Fact]
    public async Task A_tool_changes_the_state_in_the_commit_of_its_result()
    {
        AIFunction rename = AIFunctionFactory.Create(() => AgentTurn.Current!.Update<AgentState>(state => state with { Title = $"{state.Title}renamed" }), "rename");
        await using RunnerFixture agent = await RunnerFixture.StartAsync(tools: rename);

        await agent.Runner.InvokeAsync(RunnerFixture.Id, "call rename");

        Assert.Equal("renamed", (await agent.Store.LoadAsync<AgentState>(RunnerFixture.Id))!.State.Title);
    }

    [Fact]
    public async Task A_tool_that_a_person_has_to_approve_is_run_once_it_is_approved()
    {
        int runs = 0;
        AIFunction pay = new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => ++runs, "pay"));
        await using RunnerFixture agent = await RunnerFixture.StartAsync(tools: pay);

        AgentOutcome asked = await agent.Runner.InvokeAsync(RunnerFixture.Id, "call pay");
        FunctionCallContent call = asked.Messages[^1].Contents.OfType<FunctionCallContent>().Single();
        var approval = new ToolApprovalResponseContent($"ficc_{call.CallId}", approved: true, call);
        AgentOutcome paid = await agent.Runner.InvokeAsync(RunnerFixture.Id, [new ChatMessage(ChatRole.User, [approval])]);

        Assert.Equal((AgentStatus.Completed, 1), (asked.Status, runs));
        Assert.Equal("results: 1", paid.Text);
    }

    private static void Fail(bool fails)
    {
        if (fails)
        {
            throw new HttpRequestException("away");
        }
    }
}
