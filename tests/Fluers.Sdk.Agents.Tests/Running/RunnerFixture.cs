using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Storage;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Running;

/// <summary>A runner with its model on a storage, for one test.</summary>
internal sealed class RunnerFixture : IAsyncDisposable
{
    public static readonly SessionId Id = new("conversation");

    public RunnerFixture(ISessionStorage? storage = null, AgentOptions<AgentState>? options = null, ScriptedModel? model = null, params AITool[] tools)
    {
        Store = new SessionStore(storage ?? new MemoryStorage());
        Model = model ?? new ScriptedModel();
        Options = (options ?? new AgentOptions<AgentState>()) with
        {
            Chat = _ => new ChatOptions { Tools = [.. tools] },
            PollInterval = TimeSpan.FromMilliseconds(20),
            RetryDelay = TimeSpan.FromMilliseconds(1),
        };
        Runner = new SessionRunner<AgentState>(Store, Model, Options);
    }

    public SessionStore Store { get; }

    public ScriptedModel Model { get; }

    public AgentOptions<AgentState> Options { get; }

    public SessionRunner<AgentState> Runner { get; }

    public static async Task<RunnerFixture> StartAsync(
        ISessionStorage? storage = null, AgentOptions<AgentState>? options = null, ScriptedModel? model = null, params AITool[] tools)
    {
        var fixture = new RunnerFixture(storage, options, model, tools);
        await fixture.Store.CreateAsync(Id, new AgentState());
        return fixture;
    }

    public async Task<IReadOnlyList<AgentEntry>> EntriesAsync(SessionId? id = null) => await Store.ReadAsync<AgentEntry>(id ?? Id).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await Runner.DisposeAsync();
        await Store.DisposeAsync();
    }
}
