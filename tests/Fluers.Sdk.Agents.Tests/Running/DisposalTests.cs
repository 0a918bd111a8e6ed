using Fluers.Sdk.Sqlite;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Running;

/// <summary>A runner and its store are disposed in any order, more than once, and by several at once.</summary>
public sealed class DisposalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-disposal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_runner_may_go_after_its_store_and_before_it(bool storeFirst)
    {
        RunnerFixture agent = await StartAsync();
        await agent.Runner.InvokeAsync(RunnerFixture.Id, "hello");

        await Task.WhenAny((storeFirst ? agent.Store.DisposeAsync() : agent.Runner.DisposeAsync()).AsTask());
        await agent.DisposeAsync();
        await agent.Runner.DisposeAsync();
        await agent.Store.DisposeAsync();
    }

    [Fact]
    public async Task Several_that_dispose_at_once_wait_for_the_same_end()
    {
        RunnerFixture agent = await StartAsync();
        await agent.Runner.InvokeAsync(RunnerFixture.Id, "hello");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            await (i % 4 == 0 ? agent.Store.DisposeAsync() : agent.Runner.DisposeAsync());
        })));

        await Assert.ThrowsAsync<ObjectDisposedException>(() => agent.Runner.InvokeAsync(RunnerFixture.Id, "hello"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_turn_that_runs_is_stopped_and_the_next_process_goes_on_with_it(bool storeFirst)
    {
        var started = new TaskCompletionSource();
        AIFunction wait = AIFunctionFactory.Create(async (CancellationToken token) => { started.TrySetResult(); await Task.Delay(Timeout.Infinite, token); }, "wait");
        RunnerFixture agent = await StartAsync(wait);
        Task<AgentOutcome> running = agent.Runner.InvokeAsync(RunnerFixture.Id, "call wait");
        await started.Task;

        if (storeFirst)
        {
            await agent.Store.DisposeAsync();
        }

        await agent.Runner.DisposeAsync();
        await agent.Store.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => running);
        await using var next = new RunnerFixture(Storage(), new() { LeaseLength = TimeSpan.FromMilliseconds(100) }, null, [wait]);
        AgentOutcome outcome = Assert.Single(await next.Runner.ResumeAsync(RunnerFixture.Id));
        Assert.Equal(AgentStatus.Completed, outcome.Status);
        Assert.Equal(ToolOutcome.Unknown, Assert.Single((await next.EntriesAsync()).OfType<AgentEntry.ToolResult>()).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_worker_ends_when_its_runner_or_its_store_is_disposed(bool storeFirst)
    {
        RunnerFixture agent = await StartAsync();
        Task working = Task.Run(() => agent.Runner.WorkAsync(CancellationToken.None));
        await agent.Runner.WaitAsync(await agent.Runner.DispatchAsync(RunnerFixture.Id, "hello"));

        await (storeFirst ? agent.Store.DisposeAsync() : agent.Runner.DisposeAsync());

        await working.WaitAsync(TimeSpan.FromMinutes(5));
        await agent.DisposeAsync();
    }

    private Task<RunnerFixture> StartAsync(params AITool[] tools) => RunnerFixture.StartAsync(Storage(), new() { LeaseLength = TimeSpan.FromMilliseconds(300) }, null, null, tools);

    private SqliteStorage Storage() => SqliteStorage.Open(Path.Combine(_folder, "agents.db"));
}
