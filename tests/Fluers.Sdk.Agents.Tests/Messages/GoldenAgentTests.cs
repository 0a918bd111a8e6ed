using System.Collections.Immutable;
using Fluers.Sdk.Agents.Workers;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Golden;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Messages;

/// <summary>What the published versions of the agents' schemas stored stays readable.</summary>
public sealed class GoldenAgentTests
{
    private static readonly GoldenFrames Golden = new("src/Fluers.Sdk.Agents");
    private static readonly DateTimeOffset At = new(2026, 2, 28, 12, 30, 0, TimeSpan.FromHours(1));
    private static readonly Guid Receipt = new("6f9619ff-8b86-d011-b42d-00cf4fc964ff");

    [Fact]
    public void Every_published_version_of_an_entry_is_read() => Golden.Check(
        FrameKind.Entry,
        [
            .. Populated.TypesOf(typeof(AIContent)).Select(type => (AgentEntry)new AgentEntry.Message(StoredMessage.From(new(ChatRole.Assistant, [(AIContent)Populated.Create(type)])))),
            new AgentEntry.Message(StoredMessage.From((ChatMessage)Populated.Create(typeof(ChatMessage)))),
            new AgentEntry.Response(StoredResponse.From((ChatResponse)Populated.Create(typeof(ChatResponse)))),
            new AgentEntry.ResponsePart([StoredUpdate.From((ChatResponseUpdate)Populated.Create(typeof(ChatResponseUpdate)))]),
            new AgentEntry.ResponseEnded(ResponseEnd.Stopped),
            new AgentEntry.ToolStarted("call-1", "pay", At),
            new AgentEntry.ToolResult("call-1", new StoredContent.FunctionResult("call-1") { PlainText = "paid" }, ToolOutcome.Unknown, At),
            new AgentEntry.Admitted(Receipt, [StoredMessage.From(new(ChatRole.User, "pay"))], At) { IdempotencyKey = "order-7", PayloadHash = UInt128.MaxValue, Work = Receipt },
            new AgentEntry.Started(Receipt, 2, Receipt, At),
            new AgentEntry.AbortRequested(Receipt, "enough", At),
            new AgentEntry.Settled(Receipt, AgentStatus.Failed, "no answer", At),
            new AgentEntry.Withdrawn(Receipt),
        ]);

    [Fact]
    public void Every_published_version_of_a_state_is_read() => Golden.Check(
        FrameKind.Head,
        new AgentState { Title = "Orders", Metadata = ImmutableDictionary<string, string>.Empty.Add("tenant", "acme") },
        new AgentState());

    [Fact]
    public void Every_published_version_of_a_work_item_is_read() => Golden.Check(
        FrameKind.Head, new AgentWork { Tenant = "acme", Session = "conversation", Owner = Receipt }, new AgentWork { Tenant = "default", Session = "other" });

    [Fact]
    public void Every_published_version_of_a_worker_is_read() => Golden.Check(
        FrameKind.Head, new AgentWorker { Lease = TimeSpan.FromSeconds(15), Beats = 7, Machine = "host" }, new AgentWorker { Lease = TimeSpan.Zero });
}
