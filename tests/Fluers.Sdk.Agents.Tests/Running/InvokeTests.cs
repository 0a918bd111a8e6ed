using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Running;

public sealed class InvokeTests
{
    [Fact]
    public async Task An_input_is_answered_and_its_outcome_recorded()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync();

        AgentOutcome outcome = await agent.Runner.InvokeAsync(RunnerFixture.Id, "good morning");

        Assert.Equal((AgentStatus.Completed, "good morning"), (outcome.Status, outcome.Text));
        Assert.Collection(
            await agent.EntriesAsync(),
            entry => Assert.Equal(outcome.Receipt.Id, Assert.IsType<AgentEntry.Admitted>(entry).Receipt),
            entry => Assert.Equal(1, Assert.IsType<AgentEntry.Started>(entry).Attempt),
            entry => Assert.Equal("good morning", Assert.IsType<AgentEntry.ResponsePart>(entry).Text),
            entry => Assert.Equal(ResponseEnd.Complete, Assert.IsType<AgentEntry.ResponseEnded>(entry).How),
            entry => Assert.Equal(AgentStatus.Completed, Assert.IsType<AgentEntry.Settled>(entry).Status));
    }

    [Fact]
    public async Task A_tool_is_recorded_when_it_starts_and_when_it_ends()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync(tools: AIFunctionFactory.Create(() => 42, "ask"));

        AgentOutcome outcome = await agent.Runner.InvokeAsync(RunnerFixture.Id, "call ask");

        Assert.Equal("results: 42", outcome.Text);
        AgentEntry[] entries = [.. (await agent.EntriesAsync()).SkipWhile(entry => entry is not AgentEntry.ToolStarted)];
        Assert.Equal("ask", Assert.IsType<AgentEntry.ToolStarted>(entries[0]).Name);
        Assert.Equal(ToolOutcome.Completed, Assert.IsType<AgentEntry.ToolResult>(entries[1]).Outcome);
    }

    [Fact]
    public async Task The_next_input_is_answered_with_the_whole_conversation()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync(tools: AIFunctionFactory.Create(() => 42, "ask"));
        await agent.Runner.InvokeAsync(RunnerFixture.Id, "call ask");

        await agent.Runner.InvokeAsync(RunnerFixture.Id, "thanks");

        Assert.Equal(["user", "assistant", "tool", "assistant", "user"], agent.Model.LastRequest.Select(message => message.Role.Value));
    }
}
