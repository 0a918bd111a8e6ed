using Fluers.Sdk.Agents.Tests.Models;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Recording;

/// <summary>A pipeline with a session in it, for one test. It can be left, and gone on with as another process would.</summary>
internal sealed class PipelineFixture : IAsyncDisposable
{
    private PipelineFixture(ISessionStorage storage, FakeModel model, AITool[] tools)
    {
        Store = new SessionStore(storage);
        Model = model;
        Provider = new StrictChatClient(model);
        Tools = tools;
    }

    public SessionStore Store { get; }

    public FakeModel Model { get; }

    public StrictChatClient Provider { get; }

    public AITool[] Tools { get; }

    public Session<AgentState> Session { get; private set; } = null!;

    public IChatClient Client { get; private set; } = null!;

    public static async Task<PipelineFixture> StartAsync(Func<IReadOnlyList<ChatMessage>, IEnumerable<AIContent>> answer, AITool[] tools, ISessionStorage? storage = null)
    {
        var fixture = new PipelineFixture(storage ?? new MemoryStorage(), new FakeModel(answer), tools);
        fixture.Session = await fixture.Store.CreateAsync(new AgentState());
        fixture.Build();
        return fixture;
    }

    /// <summary>Goes on as another process would that loads the session.</summary>
    public async Task RestartAsync()
    {
        Session = (await Store.LoadAsync<AgentState>(Session.Id))!;
        Build();
    }

    public Task<ChatResponse> AskAsync(bool streaming, params IReadOnlyList<ChatMessage> messages)
    {
        var options = new ChatOptions { Tools = [.. Tools] };
        return streaming ? Client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync() : Client.GetResponseAsync(messages, options);
    }

    public Task<ChatResponse> SayAsync(string text) => AskAsync(false, new ChatMessage(ChatRole.User, text));

    public async Task<List<AgentEntry>> EntriesAsync() => await Store.ReadAsync<AgentEntry>(Session.Id).ToListAsync();

    public async Task<IReadOnlyList<ChatMessage>> ConversationAsync() => AgentConversation.Of(await EntriesAsync());

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Assert.Empty(Provider.Refusals);
    }

    private void Build() => Client = Provider.AsBuilder().UseFunctionInvocation().UseSession(Session).Build();
}
