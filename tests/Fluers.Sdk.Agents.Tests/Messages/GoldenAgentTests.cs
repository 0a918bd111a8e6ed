using System.Collections.Immutable;
using Fluers.Sdk.Agents.Workers;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Messages;

/// <summary>The entries of an agent's log.</summary>
public sealed class GoldenEntryTests() : SchemaLaws(SchemaSamples.OfEntry<AgentEntry>(
    "src/Fluers.Sdk.Agents",
    [
        .. Populated.TypesOf(typeof(AIContent)).Select(type => (AgentEntry)new AgentEntry.Message(StoredMessage.From(new(ChatRole.Assistant, [(AIContent)Populated.Create(type)])))),
        new AgentEntry.Message(StoredMessage.From((ChatMessage)Populated.Create(typeof(ChatMessage)))),
        new AgentEntry.Response(StoredResponse.From((ChatResponse)Populated.Create(typeof(ChatResponse)))),
        new AgentEntry.ResponsePart([StoredUpdate.From((ChatResponseUpdate)Populated.Create(typeof(ChatResponseUpdate)))]),
        new AgentEntry.ResponseEnded(ResponseEnd.Stopped),
        new AgentEntry.ToolStarted("call-1", "pay", At),
        new AgentEntry.ToolResult("call-1", new StoredContent.FunctionResult("call-1") { PlainText = "paid" }, ToolOutcome.Unknown, At),
        new AgentEntry.Admitted(Receipt, [StoredMessage.From(new(ChatRole.User, "pay"))], At) { IdempotencyKey = "order-7", PayloadHash = UInt128.MaxValue, Work = Receipt },
        new AgentEntry.Admitted(Receipt, [StoredMessage.From(new(ChatRole.User, "pay"))], At) { Work = Receipt, Item = Receipt },
        new AgentEntry.Started(Receipt, 2, Receipt, At),
        new AgentEntry.AbortRequested(Receipt, "enough", At),
        new AgentEntry.Settled(Receipt, AgentStatus.Failed, "no answer", At),
        new AgentEntry.Withdrawn(Receipt),
    ]))
{
    private static readonly DateTimeOffset At = new(2026, 2, 28, 12, 30, 0, TimeSpan.FromHours(1));
    private static readonly Guid Receipt = new("6f9619ff-8b86-d011-b42d-00cf4fc964ff");
}

/// <summary>The envelope of agents that need none of their own.</summary>
public sealed class GoldenStateTests() : SchemaLaws(SchemaSamples.OfEnvelope<AgentState>(
    "src/Fluers.Sdk.Agents",
    new AgentState { Title = "Orders", Metadata = ImmutableDictionary<string, string>.Empty.Add("tenant", "acme") },
    new AgentState()));

/// <summary>Inputs that wait for a worker.</summary>
public sealed class GoldenWorkTests() : SchemaLaws(SchemaSamples.OfEnvelope<AgentWork>(
    "src/Fluers.Sdk.Agents",
    new AgentWork { Tenant = "acme", Session = "conversation", Owner = new Guid("6f9619ff-8b86-d011-b42d-00cf4fc964ff") },
    new AgentWork { Tenant = "default", Session = "other" },
    new AgentWork { Tenant = "default", Session = "other", Use = new Guid("6f9619ff-8b86-d011-b42d-00cf4fc964ff"), IsIdle = true }));

/// <summary>Workers that are alive.</summary>
public sealed class GoldenWorkerTests() : SchemaLaws(SchemaSamples.OfEnvelope<AgentWorker>(
    "src/Fluers.Sdk.Agents",
    new AgentWorker { Lease = TimeSpan.FromSeconds(15), Beats = 7, Machine = "host" },
    new AgentWorker { Lease = TimeSpan.Zero }));
