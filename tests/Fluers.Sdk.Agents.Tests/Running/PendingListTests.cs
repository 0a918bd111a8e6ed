using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Agents.Tests.Models;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;
using static Fluers.Sdk.Agents.Tests.Models.FakeModel;

namespace Fluers.Sdk.Agents.Tests.Running;

/// <summary>The list of sessions that wait for a person, as a page shows it again and again.</summary>
public sealed class PendingListTests
{
    private const int Sessions = 20;

    private static readonly AITool Pay = new ApprovalRequiredAIFunction(AIFunctionFactory.Create((int amount) => $"{amount}", "pay"));

    [Fact]
    public async Task A_second_look_reads_the_sessions_that_have_changed_and_no_others()
    {
        var storage = new CountingStorage(new MemoryStorage());
        await using var store = new SessionStore(storage);
        await using var elsewhere = New(store);
        await using var page = New(store);
        for (int i = 0; i < Sessions; i++)
        {
            await store.CreateAsync(Id(i), new AgentState());
            await elsewhere.InvokeAsync(Id(i), i % 5 == 0 ? "go" : "hello");
        }

        Assert.Equal([Id(15), Id(10), Id(5), Id(0)], await WaitingAsync());
        int reads = storage.Reads;
        Assert.Equal([Id(15), Id(10), Id(5), Id(0)], await WaitingAsync());
        Assert.Equal(reads, storage.Reads);

        await elsewhere.DecideAsync(Id(5), "c1", approved: true);
        await elsewhere.InvokeAsync(Id(1), "go");
        reads = storage.Reads;
        Assert.Equal([Id(1), Id(15), Id(10), Id(0)], await WaitingAsync());
        Assert.Equal(reads + 2, storage.Reads);

        await store.DeleteAsync(Id(10));
        Assert.Equal([Id(1), Id(15), Id(0)], await WaitingAsync());
        Assert.Equal(reads + 2, storage.Reads);

        async Task<IEnumerable<SessionId>> WaitingAsync() => (await page.ListPendingApprovalsAsync().ToListAsync()).Select(waiting => waiting.Session);
    }

    [Fact]
    public async Task What_one_tenant_waits_for_is_not_told_to_another()
    {
        await using var store = new SessionStore(new MemoryStorage());
        await using var agent = New(store);
        await store.ForTenant("a").CreateAsync(Id(1), new AgentState());
        await store.ForTenant("b").CreateAsync(Id(1), new AgentState());
        await agent.ForTenant("a").InvokeAsync(Id(1), "go");

        for (int look = 0; look < 2; look++)
        {
            Assert.Single(await agent.ForTenant("a").ListPendingApprovalsAsync().ToListAsync());
            Assert.Empty(await agent.ForTenant("b").ListPendingApprovalsAsync().ToListAsync());
        }
    }

    [Fact]
    public async Task Who_changes_what_was_listed_changes_no_later_list()
    {
        await using var store = new SessionStore(new MemoryStorage());
        await using var agent = New(store);
        await store.CreateAsync(Id(1), new AgentState());
        await agent.InvokeAsync(Id(1), "go");

        (await ListAsync()).Call.Arguments!["amount"] = 999;

        Assert.Equal("10", $"{(await ListAsync()).Call.Arguments!["amount"]}");

        async Task<PendingApproval> ListAsync() => Assert.Single(Assert.Single(await agent.ListPendingApprovalsAsync().ToListAsync()).Approvals);
    }

    [Fact]
    public async Task A_store_that_was_restored_to_another_history_of_the_same_length_is_read_again()
    {
        var storage = new SwitchedStorage(await PlayedAsync("go"), await PlayedAsync("hello"));
        await using var store = new SessionStore(storage);
        await using var agent = New(store);
        long revision = (await store.GetInfoAsync(Id(1))).Revision;
        Assert.Single(await agent.ListPendingApprovalsAsync().ToListAsync());

        storage.Switch();

        Assert.Equal(revision, (await store.GetInfoAsync(Id(1))).Revision);
        Assert.Empty(await agent.ListPendingApprovalsAsync().ToListAsync());

        static async Task<ISessionStorage> PlayedAsync(string text)
        {
            var storage = new MemoryStorage();
            var store = new SessionStore(storage);
            await using var agent = New(store);
            await store.CreateAsync(Id(1), new AgentState());
            await agent.InvokeAsync(Id(1), text);
            return storage;
        }
    }

    private static SessionId Id(int number) => new($"s{number}");

    private static SessionRunner<AgentState> New(SessionStore store) => new(
        store,
        new StrictChatClient(new FakeModel(request => request[^1].Text == "go" ? [Call("c1", "pay", ("amount", 10))] : [new TextContent("ok")])),
        new AgentOptions<AgentState> { Chat = _ => new ChatOptions { Tools = [Pay] }, Streaming = false });

    /// <summary>A storage in whose place another one comes.</summary>
    private sealed class SwitchedStorage(ISessionStorage before, ISessionStorage after) : DelegatingSessionStorage(before)
    {
        private ISessionStorage _now = before;

        public void Switch() => _now = after;

        public override ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default) =>
            _now.ReadAsync(key, range, sink, cancellationToken);

        public override ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) => _now.GetInfoAsync(key, cancellationToken);

        public override ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default) => _now.ListAsync(query, cancellationToken);
    }
}
