using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Agents.Workers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fluers.Sdk.Agents.Tests.Running;

public sealed class DispatchTests
{
    [Fact]
    public async Task A_receipt_exists_once_the_input_is_stored_and_a_worker_brings_it_to_its_outcome()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync();

        AgentReceipt receipt = await agent.Runner.DispatchAsync(RunnerFixture.Id, "good morning");
        Assert.Equal(receipt.Id, Assert.IsType<AgentEntry.Admitted>((await agent.EntriesAsync())[(int)receipt.Entry]).Receipt);

        await using Worker worker = Worker.Start(agent.Runner);
        AgentOutcome outcome = await agent.Runner.WaitAsync(AgentReceipt.Parse(receipt.ToString()));
        Assert.Equal((AgentStatus.Completed, "good morning"), (outcome.Status, outcome.Text));
    }

    [Fact]
    public async Task Inputs_are_run_in_the_order_of_their_admission_one_at_a_time()
    {
        // The first one runs until all of them are accepted, so that each of the others could run beside it.
        int running = 0;
        var accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        AIFunction tool = AIFunctionFactory.Create(async () =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            await accepted.Task;
            return Interlocked.Decrement(ref running);
        }, "ask");
        await using RunnerFixture agent = await RunnerFixture.StartAsync(tools: tool);
        await using Worker worker = Worker.Start(agent.Runner);

        AgentReceipt[] receipts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => agent.Runner.DispatchAsync(RunnerFixture.Id, "call ask")));
        accepted.SetResult();
        AgentOutcome[] outcomes = await Task.WhenAll(receipts.Select(receipt => agent.Runner.WaitAsync(receipt)));

        Assert.All(outcomes, outcome => Assert.Equal("results: 0", outcome.Text));
        IReadOnlyList<AgentEntry> entries = await agent.EntriesAsync();
        Assert.Equal(entries.OfType<AgentEntry.Admitted>().Select(input => input.Receipt), entries.OfType<AgentEntry.Started>().Select(claim => claim.Receipt));
        Assert.Equal(entries.OfType<AgentEntry.Admitted>().Select(input => input.Receipt), entries.OfType<AgentEntry.Settled>().Select(outcome => outcome.Receipt));
    }

    [Fact]
    public async Task The_same_key_and_input_give_the_same_receipt()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync();

        AgentReceipt first = await agent.Runner.DispatchAsync(RunnerFixture.Id, "pay", "order-7");
        AgentReceipt again = await agent.Runner.DispatchAsync(RunnerFixture.Id, [new ChatMessage(ChatRole.User, "pay") { CreatedAt = DateTimeOffset.UtcNow }], "order-7");
        AgentOutcome outcome = await agent.Runner.InvokeAsync(RunnerFixture.Id, "pay", "order-7");

        Assert.Equal((first, first), (again, outcome.Receipt));
        Assert.Equal(1, agent.Model.Requests);
        Assert.Equal(first, await agent.Runner.DispatchAsync(RunnerFixture.Id, "pay", "order-7"));
    }

    [Fact]
    public async Task The_same_key_with_another_input_is_a_conflict()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync();
        AgentReceipt first = await agent.Runner.DispatchAsync(RunnerFixture.Id, "pay", "order-7");

        AgentConflictException conflict = await Assert.ThrowsAsync<AgentConflictException>(() => agent.Runner.DispatchAsync(RunnerFixture.Id, "pay twice", "order-7"));

        Assert.Equal((first, "order-7"), (conflict.Receipt, conflict.IdempotencyKey));
        Assert.Single(await agent.EntriesAsync());
    }

    [Fact]
    public async Task An_input_to_a_session_that_is_not_there_is_refused()
    {
        await using var agent = new RunnerFixture();

        await Assert.ThrowsAsync<SessionNotFoundException>(() => agent.Runner.DispatchAsync(RunnerFixture.Id, "hello"));
    }

    [Fact]
    public async Task One_worker_serves_all_tenants_and_none_sees_anothers_sessions()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync();
        await agent.Store.ForTenant("acme").CreateAsync(RunnerFixture.Id, new AgentState());
        await using Worker worker = Worker.Start(agent.Runner);
        SessionRunner<AgentState> acme = agent.Runner.ForTenant("acme");

        AgentOutcome outcome = await acme.WaitAsync(await acme.DispatchAsync(RunnerFixture.Id, "for acme"));

        Assert.Equal("for acme", outcome.Text);
        Assert.Empty(await agent.EntriesAsync());
        Assert.Single(await agent.Store.ListAsync().ToListAsync());
    }

    [Fact]
    public async Task A_host_runs_the_worker()
    {
        await using var store = new SessionStore(new MemoryStorage());
        await store.CreateAsync(RunnerFixture.Id, new AgentState());
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton<IChatClient>(new StrictChatClient(new ScriptedModel()));
        builder.Services.AddFluersAgents<AgentState>();
        using IHost host = builder.Build();
        await host.StartAsync();
        var runner = host.Services.GetRequiredService<SessionRunner<AgentState>>();

        AgentOutcome outcome = await runner.WaitAsync(await runner.DispatchAsync(RunnerFixture.Id, "hello"));
        await host.StopAsync();

        Assert.Equal("hello", outcome.Text);
        Assert.Empty(await WorkOf.AllAsync(store));
    }

    [Fact]
    public async Task Inputs_that_are_accepted_at_once_share_one_work_item()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => agent.Runner.DispatchAsync(RunnerFixture.Id, $"{i}"))));

        Assert.Single(await WorkOf.AllAsync(agent.Store));
        Assert.Single((await agent.EntriesAsync()).OfType<AgentEntry.Admitted>().Select(input => input.Work).Distinct());
    }

    [Fact]
    public async Task A_work_item_whose_maker_died_before_it_stored_an_input_is_withdrawn()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync(options: new() { LeaseLength = TimeSpan.FromMilliseconds(300) });
        SessionStore workers = agent.Store.ForTenant("fluers.agents:agent-state");
        await workers.CreateAsync(new AgentWork { Tenant = "default", Session = RunnerFixture.Id.Value });
        await using Worker worker = Worker.Start(agent.Runner);

        await foreach (AgentEntry entry in agent.Store.TailAsync<AgentEntry>(RunnerFixture.Id))
        {
            Assert.IsType<AgentEntry.Withdrawn>(entry);
            break;
        }

        Assert.Equal("hello", (await agent.Runner.InvokeAsync(RunnerFixture.Id, "hello")).Text);
    }

    [Fact]
    public async Task A_fork_with_an_open_input_goes_on_by_itself()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync();
        await agent.Runner.DispatchAsync(RunnerFixture.Id, "hello");
        SessionId fork = await agent.Store.ForkAsync(RunnerFixture.Id, 1);

        AgentOutcome resumed = Assert.Single(await agent.Runner.ResumeAsync(fork));

        Assert.Equal("hello", resumed.Text);
        Assert.Single(await agent.EntriesAsync());
    }

    [Fact]
    public async Task A_store_that_fails_now_and_then_loses_no_input()
    {
        var storage = new FaultInjectingStorage(new MemoryStorage());
        await using RunnerFixture agent = await RunnerFixture.StartAsync(storage, tools: AIFunctionFactory.Create(() => 42, "ask"));
        AgentReceipt receipt = await agent.Runner.DispatchAsync(RunnerFixture.Id, "call ask");
        storage.FailAtRandom(0.25, seed: 1, StorageCalls.Commit | StorageCalls.Delete);

        await using Worker worker = Worker.Start(agent.Runner);
        AgentOutcome outcome = await agent.Runner.WaitAsync(receipt);

        storage.FailAtRandom(0, seed: 1);
        Assert.Equal(AgentStatus.Completed, outcome.Status);
        Assert.NotEqual(0, storage.Faults);
        Assert.Single((await agent.EntriesAsync()).OfType<AgentEntry.Settled>());
        Assert.All((await agent.EntriesAsync()).OfType<AgentEntry.ToolResult>().CountBy(result => result.CallId), call => Assert.Equal(1, call.Value));
    }
}

/// <summary>What workers have in the store.</summary>
internal static class WorkOf
{
    /// <summary>The workers that are alive, and the work items in use.</summary>
    public static async Task<List<SessionId>> AllAsync(SessionStore store)
    {
        SessionStore workers = store.ForTenant("fluers.agents:agent-state");
        var found = new List<SessionId>();
        foreach (SessionInfo info in await workers.ListAsync().ToListAsync())
        {
            if (info.SchemaHash != SessionSchema<AgentWork>.Instance.IdHash || !(await workers.ReadHeadAsync<AgentWork>(info.Id)).IsIdle)
            {
                found.Add(info.Id);
            }
        }

        return found;
    }
}

/// <summary>A worker that works as long as its test.</summary>
internal sealed class Worker : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _working;

    private Worker(SessionRunner<AgentState> runner) => _working = Task.Run(() => runner.WorkAsync(_stop.Token));

    public static Worker Start(SessionRunner<AgentState> runner) => new(runner);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _working;
        _stop.Dispose();
    }
}
