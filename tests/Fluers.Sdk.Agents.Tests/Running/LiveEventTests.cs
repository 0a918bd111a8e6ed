using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Running;

public sealed class LiveEventTests
{
    [Fact]
    public async Task A_page_that_reconnects_from_any_entry_misses_nothing_and_repeats_nothing()
    {
        // The tool ends when the page has seen it run, and each word is a part of its own.
        var seenRunning = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        AIFunction slow = AIFunctionFactory.Create(async () => { await seenRunning.Task; return "slow"; }, "slow");
        await using RunnerFixture agent = await RunnerFixture.StartAsync(options: new() { PartInterval = TimeSpan.Zero }, tools: slow);
        Task<AgentOutcome> running = agent.Runner.InvokeAsync(RunnerFixture.Id, "call slow");

        // A connection that breaks behind every other entry.
        var seen = new List<AgentEntry>();
        while (seen is not [.., AgentEntry.Settled])
        {
            int taken = 0;
            await foreach (AgentEntry entry in agent.Store.TailAsync<AgentEntry>(RunnerFixture.Id, fromEntry: seen.Count))
            {
                seen.Add(entry);
                if (entry is AgentEntry.ToolStarted)
                {
                    seenRunning.SetResult();
                }

                if (++taken == 2 || entry is AgentEntry.Settled)
                {
                    break;
                }
            }
        }

        await running;
        Assert.Equal((await agent.EntriesAsync()).Select(Name), seen.Select(Name));
        string[] kinds = ["Admitted", "Started", "ResponsePart", "ResponseEnded", "ToolStarted", "ToolResult", "ResponsePart", "ResponseEnded", "Settled"];
        Assert.Equal(kinds, seen.Select(Name).Aggregate(new List<string>(), (names, name) => { if (names is not [.., var last] || last != name) { names.Add(name); } return names; }));
        Assert.Equal("results: slow", string.Concat(seen.OfType<AgentEntry.ResponsePart>().SkipWhile(part => !part.Text.StartsWith('r')).Select(part => part.Text)));
    }

    private static string Name(AgentEntry entry) => entry.GetType().Name;
}
