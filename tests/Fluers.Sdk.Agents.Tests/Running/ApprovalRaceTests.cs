using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Agents.Tests.Models;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;
using static Fluers.Sdk.Agents.Tests.Models.FakeModel;

namespace Fluers.Sdk.Agents.Tests.Running;

/// <summary>Decisions from several processes at once, in copies of a conversation, and about very many calls.</summary>
public sealed class ApprovalRaceTests
{
    private const int Many = 200;

    private readonly SessionStore _store = new(new MemoryStorage());
    private readonly StrictChatClient _provider = new(new FakeModel(Answer));
    private readonly SessionId _id = new("s");
    private readonly ApprovalRequiredAIFunction _pay;
    private readonly AIFunction _look;
    private int _paid;
    private int _looked;

    public ApprovalRaceTests()
    {
        _pay = new ApprovalRequiredAIFunction(AIFunctionFactory.Create((int amount) => $"{amount} {Interlocked.Increment(ref _paid)}", "pay"));
        _look = AIFunctionFactory.Create(async () =>
        {
            await Task.Yield();
            return $"{Interlocked.Increment(ref _looked)}";
        }, "look");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Of_two_processes_that_decide_at_once_one_decides(bool first, bool second)
    {
        await using SessionRunner<AgentState> one = New();
        await using SessionRunner<AgentState> other = New();
        await _store.CreateAsync(_id, new AgentState());
        await one.InvokeAsync(_id, "pay");
        PendingApproval seen = Assert.Single(await one.PendingApprovalsAsync(_id));

        AgentOutcome[] outcomes = await Task.WhenAll(
            Task.Run(() => one.InvokeAsync(_id, [first ? seen.Approve() : seen.Reject()])), Task.Run(() => other.InvokeAsync(_id, [second ? seen.Approve() : seen.Reject()])));

        AgentEntry[] entries = await _store.ReadAsync<AgentEntry>(_id).ToArrayAsync();
        AgentEntry.ApprovalDecided decided = Assert.Single(entries.OfType<AgentEntry.ApprovalDecided>(), decision => decision.Decision != ApprovalDecision.Refused);
        Assert.Equal(decided.Decision == ApprovalDecision.Approved ? 1 : 0, _paid);
        Assert.Single(entries.OfType<AgentEntry.ToolResult>());
        Assert.Equal(first == second ? 0 : 1, outcomes.Count(outcome => outcome.Status == AgentStatus.Failed));
        Assert.Empty(_provider.Refusals);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Of_two_pipelines_that_decide_at_once_one_decides(bool first, bool second)
    {
        await _store.CreateAsync(_id, new AgentState());
        await Pipeline((await _store.LoadAsync<AgentState>(_id))!).GetResponseAsync("pay", Options());
        Session<AgentState> one = (await _store.LoadAsync<AgentState>(_id))!;
        Session<AgentState> other = (await _store.LoadAsync<AgentState>(_id))!;
        PendingApproval seen = Assert.Single(AgentConversation.PendingApprovals(one.State.Log));

        await Pipeline(one).GetResponseAsync([first ? seen.Approve() : seen.Reject()], Options());
        await Assert.ThrowsAsync<SessionConflictException>(() => Pipeline(other).GetResponseAsync([second ? seen.Approve() : seen.Reject()], Options()));

        Assert.Equal(first ? 1 : 0, _paid);
        Assert.Single((await _store.ReadAsync<AgentEntry>(_id).ToListAsync()).OfType<AgentEntry.ApprovalDecided>());
        Assert.Empty(_provider.Refusals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_fork_has_its_own_question_and_runs_its_own_call(bool isRunner)
    {
        await using SessionRunner<AgentState> agent = New();
        await _store.CreateAsync(_id, new AgentState());
        await agent.InvokeAsync(_id, "pay");
        SessionId fork = await _store.ForkAsync(_id, (await _store.GetInfoAsync(_id)).EntryCount);

        if (isRunner)
        {
            Assert.Equal("done: 10 1", (await agent.DecideAsync(fork, "c1", approved: true)).Text);
        }
        else
        {
            Session<AgentState> session = (await _store.LoadAsync<AgentState>(fork))!;
            ChatMessage decision = Assert.Single(AgentConversation.PendingApprovals(session.State.Log)).Approve();
            Assert.Equal("done: 10 1", (await Pipeline(session).GetResponseAsync([decision], Options())).Text);
        }

        Assert.Empty(await agent.PendingApprovalsAsync(fork));
        Assert.Single(await agent.PendingApprovalsAsync(_id));
        Assert.Equal("ok", (await agent.InvokeAsync(_id, "never mind")).Text);
        Assert.Equal(1, _paid);
        Assert.Empty(_provider.Refusals);
    }

    [Fact]
    public async Task A_fork_in_front_of_the_answer_asks_again_and_the_old_decision_is_for_the_old_question_alone()
    {
        await using SessionRunner<AgentState> agent = New();
        await _store.CreateAsync(_id, new AgentState());
        await agent.InvokeAsync(_id, "hello");
        long before = (await _store.GetInfoAsync(_id)).EntryCount;
        await agent.InvokeAsync(_id, "pay");
        PendingApproval old = Assert.Single(await agent.PendingApprovalsAsync(_id));
        SessionId fork = await _store.ForkAsync(_id, before);

        Assert.Equal(AgentStatus.Failed, (await agent.InvokeAsync(fork, [old.Approve()])).Status);
        await agent.InvokeAsync(fork, "pay");
        Assert.Equal(AgentStatus.Completed, (await agent.DecideAsync(fork, "c1", approved: false)).Status);

        Assert.Equal(0, _paid);
        Assert.Single(await agent.PendingApprovalsAsync(_id));
        Assert.Empty(_provider.Refusals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Very_many_calls_at_once_are_each_run_once_and_answered_in_their_order(bool isRunner)
    {
        await _store.CreateAsync(_id, new AgentState());
        if (isRunner)
        {
            await using SessionRunner<AgentState> agent = New();
            await agent.InvokeAsync(_id, "many");
            IReadOnlyList<PendingApproval> pending = await agent.PendingApprovalsAsync(_id);
            Assert.Equal(AgentStatus.Completed, (await agent.InvokeAsync(_id, [.. pending.Reverse().Select(approval => approval.Approve())])).Status);
        }
        else
        {
            Session<AgentState> session = (await _store.LoadAsync<AgentState>(_id))!;
            await Pipeline(session).GetResponseAsync("many", Options());
            await Pipeline(session).GetResponseAsync([.. AgentConversation.PendingApprovals(session.State.Log).Reverse().Select(approval => approval.Approve())], Options());
        }

        AgentEntry[] entries = await _store.ReadAsync<AgentEntry>(_id).ToArrayAsync();
        Assert.Equal((Many / 2, Many / 2), (_looked, _paid));
        Assert.Equal(Many, entries.OfType<AgentEntry.ToolResult>().Select(result => result.CallId).Distinct().Count());
        ChatMessage results = Assert.Single(AgentConversation.ForModel(entries), message => message.Role == ChatRole.Tool);
        Assert.Equal(Enumerable.Range(0, Many).Select(call => $"c{call}"), results.Contents.OfType<FunctionResultContent>().Select(result => result.CallId));
        Assert.Empty(_provider.Refusals);
    }

    private ChatOptions Options() => new() { Tools = [_pay, _look] };

    private IChatClient Pipeline(Session<AgentState> session) =>
        _provider.AsBuilder().UseFunctionInvocation(configure: client => client.AllowConcurrentInvocation = true).UseSession(session).Build();

    private SessionRunner<AgentState> New() => new(_store, _provider, new AgentOptions<AgentState>
    {
        Chat = _ => Options(),
        FunctionInvocation = client => client.AllowConcurrentInvocation = true,
        PollInterval = TimeSpan.FromMilliseconds(20),
    });

    private static IEnumerable<AIContent> Answer(IReadOnlyList<ChatMessage> request) => request[^1] switch
    {
        { Text: "pay" } => [Call("c1", "pay", ("amount", 10))],
        { Text: "many" } => Enumerable.Range(0, Many).Select(call => call % 2 == 0 ? Call($"c{call}", "look") : Call($"c{call}", "pay", ("amount", call))),
        { Role: var role } last when role == ChatRole.Tool => [new TextContent($"done: {string.Join(' ', last.Contents.OfType<FunctionResultContent>().Select(result => result.Result))}")],
        _ => [new TextContent("ok")],
    };
}
