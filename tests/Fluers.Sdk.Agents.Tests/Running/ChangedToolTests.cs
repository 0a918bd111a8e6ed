using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Agents.Tests.Models;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;
using static Fluers.Sdk.Agents.Tests.Models.FakeModel;

namespace Fluers.Sdk.Agents.Tests.Running;

/// <summary>A build with other tools goes on with calls that an earlier build has recorded.</summary>
public sealed class ChangedToolTests
{
    private static readonly SessionId Id = RunnerFixture.Id;

    private readonly SessionStore _store;
    private readonly StorageWithoutStarts _storage = new(new MemoryStorage());
    private readonly StrictChatClient _provider;
    private readonly AIFunction _pay;
    private int _paid;

    public ChangedToolTests()
    {
        _store = new SessionStore(_storage);
        _provider = new StrictChatClient(new FakeModel(Answer));
        _pay = AIFunctionFactory.Create((int amount) => _paid += amount, "pay");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tool_that_is_gone_when_its_call_is_approved_is_told_as_not_run(bool isRunner)
    {
        await StartAsync(new ApprovalRequiredAIFunction(_pay));

        string answer = isRunner ? await DecideAsync(approved: true) : await DecideInPipelineAsync(approved: true);

        Assert.Equal("NotRun", answer);
        Assert.Equal(0, _paid);
        Assert.Empty(_provider.Refusals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tool_that_needs_no_approval_any_more_waits_for_the_decision_that_was_asked_for(bool approved)
    {
        await StartAsync(new ApprovalRequiredAIFunction(_pay));

        Assert.Equal(approved ? "Completed" : "Rejected", await DecideAsync(approved, _pay));
        Assert.Equal(approved ? 10 : 0, _paid);
        Assert.Empty(_provider.Refusals);
    }

    [Fact]
    public async Task A_tool_that_needs_approval_since_its_call_was_made_is_asked_for_and_waits()
    {
        // The process ends behind the answer of the model, before the tool starts.
        await _store.CreateAsync(Id, new AgentState());
        await using (SessionRunner<AgentState> before = New(_pay))
        {
            _storage.IsOn = true;
            await Assert.ThrowsAnyAsync<SessionStorageException>(() => before.InvokeAsync(Id, "go"));
        }

        _storage.IsOn = false;
        Assert.IsType<AgentEntry.Response>((await _store.ReadAsync<AgentEntry>(Id).ToListAsync())[^1]);
        await using SessionRunner<AgentState> after = New(new ApprovalRequiredAIFunction(_pay));

        Assert.Equal(AgentStatus.Completed, Assert.Single(await after.ResumeAsync(Id)).Status);

        Assert.Equal(0, _paid);
        Assert.Equal("c1", Assert.Single(await after.PendingApprovalsAsync(Id)).CallId);
        Assert.Equal("Completed", (await after.DecideAsync(Id, "c1", approved: true)).Text);
        Assert.Equal(10, _paid);
        Assert.Empty(_provider.Refusals);
    }

    private async Task StartAsync(AIFunction pay)
    {
        await _store.CreateAsync(Id, new AgentState());
        await using SessionRunner<AgentState> agent = New(pay);
        await agent.InvokeAsync(Id, "go");
        Assert.Single(await agent.PendingApprovalsAsync(Id));
    }

    private async Task<string> DecideAsync(bool approved, params AITool[] tools)
    {
        await using SessionRunner<AgentState> agent = New(tools);
        return (await agent.DecideAsync(Id, "c1", approved)).Text;
    }

    private async Task<string> DecideInPipelineAsync(bool approved, params AITool[] tools)
    {
        Session<AgentState> session = (await _store.LoadAsync<AgentState>(Id))!;
        IChatClient client = _provider.AsBuilder().UseFunctionInvocation().UseSession(session).Build();
        PendingApproval approval = Assert.Single(AgentConversation.PendingApprovals(session.State.Log));
        return (await client.GetResponseAsync([approved ? approval.Approve() : approval.Reject()], new ChatOptions { Tools = tools })).Text;
    }

    private SessionRunner<AgentState> New(params AITool[] tools) =>
        new(_store, _provider, new AgentOptions<AgentState> { Chat = _ => new ChatOptions { Tools = tools }, Streaming = false, Clock = new InstantClock() });

    // It tells what became of its call.
    private IEnumerable<AIContent> Answer(IReadOnlyList<ChatMessage> request) => request[^1].Role == ChatRole.Tool
        ? [new TextContent(_store.ReadAsync<AgentEntry>(Id).ToBlockingEnumerable().OfType<AgentEntry.ToolResult>().Last().Outcome.ToString())]
        : [Call("c1", "pay", ("amount", 10))];

    /// <summary>A storage that is away when a tool is to start.</summary>
    private sealed class StorageWithoutStarts(ISessionStorage storage) : DelegatingSessionStorage(storage)
    {
        public bool IsOn { get; set; }

        public override ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default) =>
            IsOn && HasStart(commit) ? throw new SessionStorageException("The storage is away.") : Inner.CommitAsync(commit, cancellationToken);

        private static bool HasStart(SessionCommit commit)
        {
            for (var frames = new FrameReader(commit.Entries.Span); frames.MoveNext();)
            {
                if (frames.Header.SchemaHash == SessionSchema<AgentEntry>.Instance.IdHash && SessionSchema<AgentEntry>.Instance.Decode(frames) is AgentEntry.ToolStarted)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
