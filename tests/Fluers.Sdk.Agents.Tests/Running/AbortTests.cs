using Fluers.Sdk.Agents.Tests.Models;
using Fluers.Sdk.Storage;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Running;

public sealed class AbortTests
{
    [Fact]
    public async Task An_input_that_was_not_begun_with_is_given_up_and_leaves_no_message()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync();
        AgentReceipt receipt = await agent.Runner.DispatchAsync(RunnerFixture.Id, "hello");

        await agent.Runner.AbortAsync(receipt, "changed my mind");
        AgentOutcome outcome = Assert.Single(await agent.Runner.ResumeAsync(RunnerFixture.Id));

        Assert.Equal((AgentStatus.Aborted, "changed my mind"), (outcome.Status, outcome.Error));
        Assert.Empty(AgentConversation.Of(await agent.EntriesAsync()));
        Assert.Equal(0, agent.Model.Requests);
    }

    [Fact]
    public async Task A_tool_that_runs_is_stopped_and_the_other_calls_are_not_made()
    {
        var started = new TaskCompletionSource();
        AIFunction wait = AIFunctionFactory.Create(async (CancellationToken token) => { started.SetResult(); await Task.Delay(Timeout.Infinite, token); }, "wait");
        AIFunction other = AIFunctionFactory.Create(() => 1, "other");
        await using RunnerFixture agent = await RunnerFixture.StartAsync(tools: [wait, other]);
        AgentReceipt receipt = await agent.Runner.DispatchAsync(RunnerFixture.Id, "call wait other");
        Task<IReadOnlyList<AgentOutcome>> running = agent.Runner.ResumeAsync(RunnerFixture.Id);
        await started.Task;

        await agent.Runner.AbortAsync(receipt, "enough");

        Assert.Equal(AgentStatus.Aborted, Assert.Single(await running).Status);
        Assert.Equal([ToolOutcome.Unknown, ToolOutcome.NotRun], (await agent.EntriesAsync()).OfType<AgentEntry.ToolResult>().Select(result => result.Outcome));
        AgentOutcome next = await agent.Runner.InvokeAsync(RunnerFixture.Id, "and now");
        Assert.Equal("and now", next.Text);
    }

    [Fact]
    public async Task A_tool_is_stopped_though_the_storage_was_away_while_it_ran()
    {
        var started = new TaskCompletionSource();
        AIFunction wait = AIFunctionFactory.Create(async (CancellationToken token) => { started.SetResult(); await Task.Delay(Timeout.Infinite, token); }, "wait");
        var storage = new StorageWithoutTails(new MemoryStorage());
        await using RunnerFixture agent = await RunnerFixture.StartAsync(storage, tools: [wait]);
        AgentReceipt receipt = await agent.Runner.DispatchAsync(RunnerFixture.Id, "call wait");
        Task<IReadOnlyList<AgentOutcome>> running = agent.Runner.ResumeAsync(RunnerFixture.Id);
        await started.Task;

        // Who follows the session looks at it when it has changed, and finds the storage away: the caller, and the turn that listens for an abort.
        storage.IsAway = true;
        Session<AgentState> session = (await agent.Store.LoadAsync<AgentState>(RunnerFixture.Id))!;
        session.Append(new AgentEntry.Withdrawn(Guid.NewGuid()));
        await session.SaveAsync();
        await storage.BothFailed.WaitAsync(TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<SessionStorageException>(() => running);
        storage.IsAway = false;
        await agent.Runner.AbortAsync(receipt, "enough");

        Assert.Equal(AgentStatus.Aborted, (await agent.Runner.WaitAsync(receipt).WaitAsync(TimeSpan.FromMinutes(5))).Status);
    }

    [Fact]
    public async Task What_was_said_until_then_stays_in_the_conversation()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync(model: new StallingModel("word"), options: new() { PartInterval = TimeSpan.Zero });
        AgentReceipt receipt = await agent.Runner.DispatchAsync(RunnerFixture.Id, "say a word and more");
        Task<IReadOnlyList<AgentOutcome>> running = agent.Runner.ResumeAsync(RunnerFixture.Id);
        await foreach (AgentEntry entry in agent.Store.TailAsync<AgentEntry>(RunnerFixture.Id))
        {
            if (entry is AgentEntry.ResponsePart)
            {
                break;
            }
        }

        await agent.Runner.AbortAsync(receipt);

        AgentOutcome outcome = Assert.Single(await running);
        Assert.Equal(AgentStatus.Aborted, outcome.Status);
        Assert.StartsWith("word", outcome.Text, StringComparison.Ordinal);
        Assert.Equal(ResponseEnd.Stopped, Assert.Single((await agent.EntriesAsync()).OfType<AgentEntry.ResponseEnded>()).How);
    }

    [Fact]
    public async Task An_input_that_has_its_outcome_keeps_it()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync();
        AgentOutcome outcome = await agent.Runner.InvokeAsync(RunnerFixture.Id, "hello");
        int entries = (await agent.EntriesAsync()).Count;

        await agent.Runner.AbortAsync(outcome.Receipt);

        Assert.Equal(AgentStatus.Completed, (await agent.Runner.WaitAsync(outcome.Receipt)).Status);
        Assert.Equal(entries, (await agent.EntriesAsync()).Count);
    }

    /// <summary>A storage that is away for those who follow a session.</summary>
    private sealed class StorageWithoutTails(ISessionStorage storage) : DelegatingSessionStorage(storage)
    {
        private readonly TaskCompletionSource _bothFailed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _failed;

        public bool IsAway { get; set; }

        public Task BothFailed => _bothFailed.Task;

        public override ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
        {
            if (!IsAway || range.From == 0)
            {
                return Inner.ReadAsync(key, range, sink, cancellationToken);
            }

            if (Interlocked.Increment(ref _failed) == 2)
            {
                _bothFailed.SetResult();
            }

            throw new SessionStorageException("The storage is away.");
        }
    }
}
