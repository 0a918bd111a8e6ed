using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Running;

/// <summary>A runner with its model on a storage, for one test.</summary>
internal sealed class RunnerFixture : IAsyncDisposable
{
    public static readonly SessionId Id = new("conversation");

    public RunnerFixture(
        ISessionStorage? storage = null, AgentOptions<AgentState>? options = null, IChatClient? model = null, AITool[]? tools = null, IServiceProvider? services = null)
    {
        Store = new SessionStore(storage ?? new MemoryStorage());
        Model = model as ScriptedModel ?? new ScriptedModel();
        Options = (options ?? new AgentOptions<AgentState>()) with
        {
            Chat = _ => new ChatOptions { Tools = [.. tools ?? []] },
            PollInterval = TimeSpan.FromMilliseconds(20),
            RetryDelay = TimeSpan.FromMilliseconds(1),
        };
        Provider = new StrictChatClient(model ?? Model);
        Runner = new SessionRunner<AgentState>(Store, Provider, Options, services);
    }

    public SessionStore Store { get; }

    public ScriptedModel Model { get; }

    /// <summary>The model behind the rules of all providers. What it has refused is a failure of the test.</summary>
    public StrictChatClient Provider { get; }

    public AgentOptions<AgentState> Options { get; }

    public SessionRunner<AgentState> Runner { get; }

    public static async Task<RunnerFixture> StartAsync(
        ISessionStorage? storage = null, AgentOptions<AgentState>? options = null, IChatClient? model = null, IServiceProvider? services = null, params AITool[] tools)
    {
        var fixture = new RunnerFixture(storage, options, model, tools, services);
        await fixture.Store.CreateAsync(Id, new AgentState());
        return fixture;
    }

    public async Task<IReadOnlyList<AgentEntry>> EntriesAsync(SessionId? id = null) => await Store.ReadAsync<AgentEntry>(id ?? Id).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await Runner.DisposeAsync();
        await Store.DisposeAsync();
        Assert.Empty(Provider.Refusals);
    }
}
